"""What allauth refuses of who tries to show who he is: a code that is wrong, too many trials."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from dument.web.watching import security

REFUSALS = {"incorrect_code": "authentication_failed", "too_many_login_attempts": "slowed_down"}


class ToldRefusals:
    """An adapter of allauth's whose refusals are security events too: every form asks it for its sentence."""

    request: Any

    def validation_error(self, code: str, *values: object) -> ValidationError:
        """Return the refusal of that name, told."""
        if code in REFUSALS:
            account = security.account_of(self.request) if self.request else ""
            security.tell(REFUSALS[code], account=account, what=code)
        refused: ValidationError = super().validation_error(code, *values)  # type: ignore[misc]  # allauth's, mixed in
        return refused
