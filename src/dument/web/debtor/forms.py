"""What the debtor fills at the door: the letter's reference and code, and who is reading."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dument.actions import codes

READERS = [
    ("self", _("Je suis le destinataire de la lettre")),
    ("helper", _("J'agis pour le destinataire, ou je l'aide")),
    ("not_addressee", _("Ce n'est pas moi")),
    ("moved", _("Il a déménagé, ou n'habite pas ici")),
]
DECLARED = frozenset({"not_addressee", "moved"})
QUALITIES = [
    ("relative", _("Un proche, ou une personne qui l'aide")),
    ("mandatary", _("Son mandataire : il m'a donné pouvoir")),
    ("lawyer", _("Son avocat")),
    ("curator", _("Son curateur")),
    ("guardian", _("Son tuteur")),
]
TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "typed-code"}


class EnterForm(forms.Form):
    """The reference and the code of the letter, and who is reading."""

    reference = forms.CharField(
        label=_("Référence du dossier"),
        help_text=_("En haut de la lettre, par exemple DU-4K7M-2QWZ."),
        max_length=20,
        error_messages={"required": _("Recopiez la référence écrite en haut de la lettre.")},
        widget=forms.TextInput(TYPED),
    )
    code = forms.CharField(
        label=_("Code de la lettre"),
        help_text=_("Douze lettres et chiffres, en trois groupes de quatre."),
        max_length=24,
        error_messages={"required": _("Recopiez le code écrit dans la lettre.")},
        widget=forms.TextInput(TYPED),
    )
    reader = forms.ChoiceField(
        label=_("Qui êtes-vous ?"),
        choices=READERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites qui vous êtes.")},
    )

    @property
    def only_not_him(self) -> bool:
        """Tell whether somebody without a code says that the letter is not for him: nothing can be recorded."""
        return self.data.get("reader") in DECLARED and not self.data.get("code", "").strip()

    def clean_code(self) -> str:
        """Return the code, if its last symbol agrees with the others: a slip is told before it counts as a trial."""
        typed: str = self.cleaned_data["code"]
        if codes.mistyped(typed):
            raise forms.ValidationError(
                _(
                    "Ce code comporte une faute de frappe : il fait douze signes, sans O, I, 0 ni 1. Vérifiez-le sur "
                    "la lettre."
                )
            )
        return typed


class WhoForm(forms.Form):
    """Who reads a case that a code opened: the addressee, or somebody who acts in his own name for him."""

    conditional = frozenset({"name", "quality", "authority"})  # asked of a helper only
    reader = forms.ChoiceField(
        label=_("Qui êtes-vous ?"),
        choices=READERS[:2],
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites qui vous êtes.")},
    )
    name = forms.CharField(
        label=_("Vos prénom et nom, si vous agissez pour le destinataire"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    quality = forms.ChoiceField(
        label=_("En quelle qualité"), choices=QUALITIES, required=False, widget=forms.RadioSelect
    )
    authority = forms.CharField(
        label=_("D'où vient votre pouvoir"),
        help_text=_(
            "Par exemple : mandat écrit du 3 novembre, jugement du 12 mai. L'étude pourra vous demander de le montrer."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    @property
    def helper(self) -> dict[str, str]:
        """Return who acts for the debtor, in what quality, on what proof; nothing for the debtor himself."""
        if self.cleaned_data["reader"] == "self":
            return {}
        return {
            "helper": self.cleaned_data["name"],
            "quality": self.cleaned_data["quality"],
            "authority": self.cleaned_data["authority"],
        }

    def clean(self) -> dict[str, object]:
        """Ask a helper for his name and his quality, and for his proof where he says that he has a power."""
        given = super().clean() or self.cleaned_data
        if given.get("reader") != "helper":
            return given
        if not given.get("name"):
            self.add_error("name", _("Indiquez votre nom : ce que vous ferez sera enregistré à votre nom."))
        if not given.get("quality"):
            self.add_error("quality", _("Dites en quelle qualité vous agissez."))
        elif given["quality"] != "relative" and not given.get("authority"):
            self.add_error(
                "authority", _("Dites d'où vient votre pouvoir : un mandat, un jugement, avec sa date.")
            )
        return given
