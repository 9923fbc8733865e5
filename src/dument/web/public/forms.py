"""Forms open to everybody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dument.web.file_fields import TrueFileField
from dument.web.forms import FileDrop

MAX_TITLE_BYTES = 12 * 1024 * 1024


class LetterForm(forms.Form):
    """The reference of a letter."""

    reference = forms.CharField(
        label=_("Référence de la lettre"),
        help_text=_("En haut de la lettre, par exemple DU-4K7M-2QWZ."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "class": "typed-code", "spellcheck": "false"}),
    )


class TitleForm(forms.Form):
    """A PDF to check."""

    pdf = TrueFileField(
        kinds=("pdf",),
        label=_("Le fichier PDF du titre ou de l'acte"),
        help_text=_("12 Mo au plus. Le fichier est examiné puis oublié : il n'est pas conservé."),
        widget=FileDrop({"accept": "application/pdf,.pdf"}),
    )

    def clean_pdf(self) -> bytes:
        """Return the bytes of the file."""
        given = self.cleaned_data["pdf"]
        if given.size > MAX_TITLE_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 12 Mo : ce n'est pas un titre de Dûment."))
        content: bytes = given.read()
        return content
