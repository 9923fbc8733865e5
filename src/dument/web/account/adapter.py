"""How allauth makes our users: an e-mail address and a full name."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the full name that the sign-up form asks for."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Return the user made of a sign-up form."""
        user.full_name = form.cleaned_data["full_name"]
        return super().save_user(request, user, form, commit)
