"""Which identities open which account: those that its owner linked himself, and no other."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from dument.web.account.federation.sessions import BoundedSession
from dument.web.watching import security


class Links(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """An identity not yet linked opens nothing and makes no account, whatever address it bears.

    It is linked from the account itself, signed in, after its owner showed again who he is.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Tell that no account is made from an identity."""
        return False

    def get_requests_session(self) -> BoundedSession:
        """Return how providers are asked."""
        return BoundedSession()

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Return the page of the account."""
        return reverse("my_account")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """Tell that a provider's answer opened nothing."""
        security.tell(
            "authentication_failed",
            account=security.account_of(request),
            means=str(getattr(provider, "id", provider)),
        )
