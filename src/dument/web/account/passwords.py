"""A new password: never one that leaked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dument.ports.passwords import leaked

KNOWN = _(
    "Ce mot de passe a déjà été divulgué ailleurs, ou se devine vite : quelques mots sans rapport entre eux valent "
    "mieux qu'un mot et des chiffres."
)


class NotLeaked:
    """Django's validator."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that leaked."""
        if leaked().knows(password):
            raise ValidationError(KNOWN, code="password_leaked")

    def get_help_text(self) -> str:
        """Return what to write."""
        return gettext(
            "Pas un mot de passe déjà divulgué : quelques mots sans rapport entre eux, par exemple."
        )
