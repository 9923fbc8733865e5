"""Security events: who opened a session or could not, what each wall refused; never a name nor a word typed.

Each is a line of the log `dument.security` and one more in a counter. What they mean is in docs/running.md.
"""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from prometheus_client import Counter

log = logging.getLogger("dument.security")
EVENTS = Counter("dument_security_events", "Événements de sécurité", ["event"])
# What happens every day; everything else is a refusal, and a warning.
ORDINARY = {"authenticated", "signed_in", "signed_out", "protection_changed", "letter_opened"}
# What an answer's status says was refused, whatever the page.
REFUSED = {
    400: "request_malformed",
    403: "request_forbidden",
    404: "access_refused",
    405: "method_refused",
    409: "act_refused",
    413: "request_too_big",
    429: "slowed_down",
}
# Behind these there is no wall: an address that leads nowhere is no attempt on anybody's page.
OPEN = {"", "anyone", "allauth"}
STEPS, STEPS_OF = "account_authentication_methods", "account_authentication_methods_user"  # allauth's


def pseudonym(account: object) -> str:
    """Return what stands for an account in logs: the same for the same account, as long as DUMENT_SECRET_KEY lasts."""
    return salted_hmac("dument.account", str(account), algorithm="sha256").hexdigest()[:16]


def tell(event: str, *, account: object = None, **more: str) -> None:
    """Log a security event and count it; `account` is the identifier of the account concerned, if there is one."""
    EVENTS.labels(event).inc()
    told = more | ({"account": pseudonym(account)} if account else {})
    log.log(logging.INFO if event in ORDINARY else logging.WARNING, event, extra=told)


def wall_of(request: HttpRequest) -> str:
    """Return which wall the asked page stands behind, as its view says; empty when there is no such page."""
    match = request.resolver_match
    return str(getattr(match.func, "access", "")) if match else ""


def account_of(request: HttpRequest) -> str:
    """Return the identifier of the account signed in, or that showed its password; nothing is read for that."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return ""
    return str(session.get(SESSION_KEY) or session.get(STEPS_OF) or "")


def look(request: HttpRequest, status: int, *, since: float) -> None:
    """Tell which proofs of identity were given during that request, begun at `since`, and whether it was refused."""
    account, wall = account_of(request), wall_of(request)
    for step in request.session.get(STEPS, []) if account else []:
        if step["at"] >= since:
            tell("authenticated", account=account, means=_means(step))
    if status in REFUSED and (status != 404 or wall not in OPEN):
        tell(REFUSED[status], account=account, wall=wall)


def _means(step: dict[str, Any]) -> str:
    """Return by what somebody showed who he is: "password", "totp", "webauthn", "franceconnect"…"""
    again = "+again" if step.get("reauthenticated") else ""
    return f"{step.get('type') or step.get('provider') or step['method']}{again}"
