"""A fresh proof of identity before what binds: the second factor, shown a few minutes ago in this session."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from dument.web import refilling
from dument.web.account import devices

# Asked again when a page that binds is opened after that long; refused when it is sent after that long. Between
# the two, whoever opened the page in time has twenty minutes to read and fill it: nothing typed is lost.
ASKED_AFTER, REFUSED_AFTER = 10 * 60, 30 * 60
SAFE = ("GET", "HEAD", "OPTIONS")
AGAIN = "Cet acte engage l'étude : montrez à nouveau votre second facteur, puis recommencez."


def shown_at(request: HttpRequest) -> float:
    """Return when this session last showed a second factor (seconds since 1970), 0 when it never did."""
    records = get_authentication_records(request, request.user)
    return max((float(one["at"]) for one in records if one["method"] == "mfa"), default=0.0)


def sent_to_show_again(request: HttpRequest) -> HttpResponseBase | None:
    """Return where the person must first show his second factor again; None when the proof is fresh enough."""
    safe = request.method in SAFE
    if time.time() - shown_at(request) <= (ASKED_AFTER if safe else REFUSED_AFTER):
        return None
    if not safe:
        refilling.keep(request, devices.mark(request, getattr(request.user, "email", "")))
        messages.warning(request, AGAIN)
    return to_second_factor(request, request.get_full_path() if safe else _page_of(request))


def to_second_factor(request: HttpRequest, there: str) -> HttpResponseBase:
    """Return the redirection to the surest way this person has to show his second factor, then to `there`."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return redirect(f"{ways[0]['url']}?{urlencode({'next': there})}")


def _page_of(request: HttpRequest) -> str:
    """Return the page from which a form was sent, when it is one of ours by its path; else the account's."""
    names = request.resolver_match
    if names and names.url_name in {"act", "members"}:
        return request.path
    return (
        reverse("members") if names and names.url_name in {"member", "invitation"} else reverse("my_account")
    )


def freshly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return the view, which asks for a fresh proof first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return sent_to_show_again(request) or view(request, *args, **kwargs)

    return checked
