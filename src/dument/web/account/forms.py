"""The sign-up form."""

from __future__ import annotations

from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms


class SignupForm(BaseSignupForm):  # type: ignore[misc]  # allauth ships no types
    """Adds the full name, printed on mandates."""

    full_name = forms.CharField(
        label="Prénom et nom", max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    field_order = ("full_name", "email", "password1")
