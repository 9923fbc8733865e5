"""The sign-up form, and a creditor's entry."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siren

from dument.actions import addresses
from dument.actions.creditors import CreditorGiven
from dument.queries import notices
from dument.queries.clock import now
from dument.queries.words import KINDS
from dument.web.creditor.forms import choices

CREDITORS = (
    "artisan", "liberal", "company", "merchant", "farmer", "association", "condominium", "landlord",
    "social_body", "consumer",
)  # fmt: skip


class SignupForm(allauth.SignupForm):  # type: ignore[misc]  # allauth ships no types
    """Adds the full name, printed on mandates."""

    full_name = forms.CharField(
        label=_("Prénom et nom"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    field_order = ("full_name", "email", "password1")

    def validate_unique_email(self, value: str) -> str:
        """Return the address; one that its owner left lately, and may come back to, opens no other account."""
        email: str = super().validate_unique_email(value)
        if addresses.held_back(email, at=now()):
            self.account_already_exists = True
        return email


def without_echo(form: forms.Form) -> None:
    """Remove the placeholders: they repeat the label, badly seen, and vanish when one types.

    An address has the name that every other page gives it.
    """
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, forms.EmailField):
            field.label = _("Adresse électronique")


class CreditorForm(forms.Form):
    """Who is owed."""

    name = forms.CharField(label=_("Nom ou dénomination"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Qualité"), choices=lambda: choices({kind: KINDS[kind] for kind in CREDITORS})
    )
    siren = forms.CharField(
        label="SIREN",
        help_text=_("Neuf chiffres, pour une entreprise ou une association immatriculée."),
        required=False,
        max_length=14,
    )
    address = forms.CharField(
        label=_("Adresse"), max_length=200, widget=forms.TextInput({"autocomplete": "street-address"})
    )
    postcode = forms.CharField(
        label=_("Code postal"), max_length=10, widget=forms.TextInput({"autocomplete": "postal-code"})
    )
    city = forms.CharField(
        label=_("Commune"), max_length=80, widget=forms.TextInput({"autocomplete": "address-level2"})
    )

    def clean_siren(self) -> str:
        """Return the nine digits, whose last one checks the others."""
        typed = "".join(self.cleaned_data["siren"].split())
        if typed and not siren.is_valid(typed):
            raise forms.ValidationError(
                _("Ce SIREN est inexact : il a neuf chiffres, et le dernier vérifie les autres.")
            )
        return typed

    @property
    def given(self) -> CreditorGiven:
        """Return the creditor as typed."""
        return CreditorGiven(**self.cleaned_data)


class NoticesForm(forms.Form):
    """How one wants each notice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Make one question a notice."""
        super().__init__(*args, **options)
        for notice, label, ways in notices.OFFERED:
            self.fields[notice] = forms.ChoiceField(
                label=gettext(label),
                choices=[(how, gettext(way)) for how, way in ways],
                widget=forms.RadioSelect,
            )
