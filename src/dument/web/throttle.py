"""What costs the machine much and asks for no account: so often, for one visitor, then later."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from dument.actions.quotas import TooMuch

# So many in so long for one address (a /64 of IPv6), counted in the memory that all processes share.
RATES = {"pdf": "30/10m/ip", "title": "60/10m/ip", "letter": "60/10m/ip"}


def spend(request: HttpRequest, what: str) -> None:
    """Count one use of what is costly, a word of RATES, whatever the method; raise TooMuch when it is one too many."""
    if not ratelimit.consume(request, app="dument", action=what, config=RATES, limit_get=True):
        raise TooMuch(
            "Beaucoup de demandes viennent de votre connexion en ce moment. Réessayez dans dix minutes : rien n'est "
            "perdu."
        )
