"""What the debtor fills: the letter's code, his consent, another proposal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from dument.actions import codes
from dument.law.money import in_french, in_words_match
from dument.web.forms import AmountField

READERS = [
    ("self", "Je suis le destinataire de la lettre"),
    ("helper", "J'agis pour lui, avec son accord"),
    ("wrong", "Ce n'est pas moi, ou il a déménagé"),
]
TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "typed-code"}


class EnterForm(forms.Form):
    """The reference and the code of the letter, and who is reading."""

    reference = forms.CharField(
        label="Référence du dossier",
        help_text="En haut de la lettre, par exemple DU-4K7M-2QWZ.",
        max_length=20,
        error_messages={"required": "Recopiez la référence écrite en haut de la lettre."},
        widget=forms.TextInput(TYPED),
    )
    code = forms.CharField(
        label="Code de la lettre",
        help_text="Douze lettres et chiffres, en trois groupes de quatre.",
        max_length=24,
        error_messages={"required": "Recopiez le code écrit dans la lettre."},
        widget=forms.TextInput(TYPED),
    )
    reader = forms.ChoiceField(
        label="Qui êtes-vous ?",
        choices=READERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites qui vous êtes."},
    )
    helper = forms.CharField(
        label="Votre nom, si vous agissez pour le destinataire",
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    @property
    def wrong_person(self) -> bool:
        """Tell whether the letter reached somebody else: nothing else is then looked at."""
        return self.data.get("reader") == "wrong"

    def clean_code(self) -> str:
        """Return the code, if its last symbol agrees with the others: a slip is told before it counts as a trial."""
        typed: str = self.cleaned_data["code"]
        if codes.mistyped(typed):
            raise forms.ValidationError(
                "Ce code comporte une faute de frappe : il fait douze signes, sans O, I, 0 ni 1. Vérifiez-le sur "
                "la lettre."
            )
        return typed

    def clean_helper(self) -> str:
        """Return the name of who acts for the debtor, which is then needed."""
        name: str = self.cleaned_data["helper"]
        if self.cleaned_data.get("reader") == "helper" and not name:
            raise forms.ValidationError("Indiquez votre nom : il sera joint à la réponse.")
        return name


class AnswerForm(forms.Form):
    """An answer; a protected adult accepts with his curator's assistance (C. civ. 467)."""

    assisted = forms.BooleanField(label="Mon curateur m'assiste pour cette réponse", required=False)

    def __init__(self, *args: Any, protected: bool, **options: Any) -> None:
        """Ask about assistance only of whom the law asks it."""
        super().__init__(*args, **options)
        if not protected:
            del self.fields["assisted"]


class ConsentForm(AnswerForm):
    """Consent to the terms: the sum written in figures and in letters (C. civ. 1376)."""

    figures = AmountField(label="La somme, en chiffres", help_text="Par exemple 310,50")
    letters = forms.CharField(
        label="La même somme, en lettres",
        help_text="Par exemple : trois cent dix euros et cinquante centimes",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("figures", "letters", "assisted", "version")

    def __init__(self, *args: Any, amount: Decimal, protected: bool, **options: Any) -> None:
        """Keep the sum agreed on."""
        super().__init__(*args, protected=protected, **options)
        self.amount = amount

    def clean_figures(self) -> Decimal:
        """Return the sum, the very one of the terms."""
        typed: Decimal = self.cleaned_data["figures"]
        if typed != self.amount:
            raise forms.ValidationError(
                f"La somme proposée est {in_french(self.amount)}, et non {in_french(typed)}."
            )
        return typed

    def clean_letters(self) -> str:
        """Return the words, if they say the sum."""
        typed: str = self.cleaned_data["letters"]
        if not in_words_match(typed, self.amount):
            raise forms.ValidationError(
                "Ces mots n'écrivent pas la somme proposée. En cas de différence, la somme en lettres l'emporterait : "
                "vérifiez-la."
            )
        return typed

    @property
    def written(self) -> str:
        """Return what the debtor wrote, figures then words."""
        return f"{in_french(self.cleaned_data['figures'])} ({self.cleaned_data['letters']})"


class OtherTermsForm(forms.Form):
    """What the debtor would rather agree on."""

    monthly = AmountField(label="Ce que je peux payer chaque mois", required=False)
    text = forms.CharField(
        label="Ce que je propose, ou ce que je conteste",
        help_text="L'étude et le créancier le liront. Rien ne vous oblige à dire pourquoi.",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )

    @property
    def said(self) -> str:
        """Return the whole as one text."""
        monthly = self.cleaned_data["monthly"]
        head = f"Je peux payer {in_french(monthly)} par mois. " if monthly else ""
        return head + str(self.cleaned_data["text"])
