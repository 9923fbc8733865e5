"""What the debtor fills to answer: an acceptance, his consent, another proposal, a way to be told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from dument.law.money import in_french, in_words_match
from dument.procedure import finder
from dument.web.forms import AmountField


class AnswerForm(forms.Form):
    """An answer; who is in curatorship accepts with his curator's assistance (C. civ. 467).

    Who is in guardianship does not answer: his guardian does (C. civ. 473), and says so at the door.
    """

    assisted = forms.BooleanField(
        label=_("Mon curateur m'assiste pour cette réponse"),
        error_messages={
            "required": _(
                "Cochez cette case quand votre curateur est d'accord : sans lui, votre réponse ne compterait pas. "
                "Sous tutelle, c'est votre tuteur qui répond."
            )
        },
    )

    curator = forms.CharField(
        label=_("Les prénom et nom de votre curateur"),
        help_text=_("L'étude pourra lui demander de confirmer."),
        max_length=120,
        error_messages={
            "required": _("Dites qui est votre curateur : l'étude pourra lui demander de confirmer.")
        },
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, protected: bool, quality: str = "", **options: Any) -> None:
        """Ask about assistance only of whom the law asks it."""
        super().__init__(*args, **options)
        if quality == "curator":
            self.fields["assisted"].label = _("Je suis son curateur, je l'assiste, et il est d'accord")
            self.fields["assisted"].error_messages["required"] = _(
                "Cochez cette case : il répond lui-même, et vous l'assistez."
            )
        elif quality == "guardian" or not protected:
            del self.fields["assisted"]
        if not protected or quality:  # another person's power is the officer's to judge, whoever he is
            del self.fields["curator"]


class ConsentForm(AnswerForm):
    """Consent to the terms: the sum written in figures and in letters (C. civ. 1376)."""

    figures = AmountField(label=_("La somme, en chiffres"), help_text=_("Par exemple 310,50"))
    letters = forms.CharField(
        label=_("La même somme, en lettres"),
        help_text=_("En français, par exemple : trois cent dix euros et cinquante centimes"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "lang": "fr"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("figures", "letters", "assisted", "curator", "version")

    def __init__(self, *args: Any, amount: Decimal, **options: Any) -> None:
        """Keep the sum agreed on."""
        super().__init__(*args, **options)
        self.amount = amount

    def clean_figures(self) -> Decimal:
        """Return the sum, the very one of the terms."""
        typed: Decimal = self.cleaned_data["figures"]
        if typed != self.amount:
            raise forms.ValidationError(
                _("La somme proposée est %(proposed)s, et non %(typed)s."),
                params={"proposed": in_french(self.amount), "typed": in_french(typed)},
            )
        return typed

    def clean_letters(self) -> str:
        """Return the words, if they say the sum."""
        typed: str = self.cleaned_data["letters"]
        if not in_words_match(typed, self.amount):
            raise forms.ValidationError(
                _(
                    "Ces mots n'écrivent pas la somme proposée. En cas de différence, la somme en lettres "
                    "l'emporterait : vérifiez-la."
                )
            )
        return typed

    @property
    def written(self) -> str:
        """Return what the debtor wrote, figures then words."""
        return f"{in_french(self.cleaned_data['figures'])} ({self.cleaned_data['letters']})"


class OtherTermsForm(forms.Form):
    """What the debtor would rather agree on."""

    monthly = AmountField(label=_("Ce que je peux payer chaque mois"), required=False)
    text = forms.CharField(
        label=_("Ce que je propose, ou ce que je conteste"),
        help_text=_("L'étude et le créancier le liront. Rien ne vous oblige à dire pourquoi."),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )

    @property
    def said(self) -> str:
        """Return the whole as one text, in French: the office and the creditor read it."""
        monthly = self.cleaned_data["monthly"]
        head = f"Je peux payer {in_french(monthly)} par mois. " if monthly else ""
        return head + str(self.cleaned_data["text"])


class OfferForm(forms.Form):
    """What the debtor could pay in all, and in how many monthly payments."""

    amount = AmountField(
        label=_("En tout, je peux payer"),
        help_text=_("Jusqu'à la somme réclamée. Nous l'arrondissons un peu vers le bas."),
    )
    count = forms.IntegerField(
        label=_("En combien de fois, une fois par mois"),
        min_value=1,
        max_value=finder.MOST_PAYMENTS,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, claimed: Decimal, **options: Any) -> None:
        """Keep the sum claimed."""
        super().__init__(*args, **options)
        self.claimed = claimed

    def clean_amount(self) -> Decimal:
        """Return the sum, rounded down: it stays within the claim, and is worth asking about."""
        typed: Decimal = self.cleaned_data["amount"]
        if typed > self.claimed:
            raise forms.ValidationError(
                _(
                    "Cette somme dépasse celle qui est réclamée : on ne peut convenir que d'autant ou de moins."
                )
            )
        rounded = finder.coarse(typed, claimed=self.claimed)
        if not rounded:
            raise forms.ValidationError(_("Le montant doit être supérieur à zéro."))
        return rounded


class ContactForm(forms.Form):
    """Where the debtor wishes to be told of what is new: both may stay empty, or be emptied."""

    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        required=False,
        max_length=160,
        error_messages={"invalid": _("Cette adresse n'est pas complète : écrivez-la comme nom@exemple.fr.")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Votre téléphone"),
        required=False,
        max_length=30,
        validators=[
            RegexValidator(
                r"^\+?[0-9 .()-]{6,29}$",
                _("Écrivez ce numéro avec des chiffres seulement, par exemple 06 12 34 56 78."),
            )
        ],
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
