"""Who is asking, as the network tells: the address of the visitor, behind our own proxies only."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """Return the visitor's address; what he claims himself (X-Forwarded-For) counts for nothing.

    Only the part added by our proxies is read, `DUMENT_PROXIES` of them. Raises PermissionDenied when it is no
    address.
    """
    told: str = get_adapter(request).get_client_ip(request)
    return told
