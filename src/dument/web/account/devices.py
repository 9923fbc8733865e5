"""Devices that an account knows: a signed mark in a cookie, nothing in the database."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

SALT = "dument.web.account.devices"
YEAR = 365 * 24 * 3600
MOST = 5  # accounts of one browser


def knows(request: HttpRequest, email: str) -> bool:
    """Tell whether somebody already signed in to that account from this browser."""
    return bool(name(request, email))


def name(request: HttpRequest, email: str) -> str:
    """Return the name of this browser among the devices of that account, empty when it is none of them."""
    device, marks = _read(request)
    return f"{device}" if _mark(device, email) in marks else ""


def mark(request: HttpRequest, email: str) -> str:
    """Return what stands for that account in this browser."""
    return _mark(_read(request)[0], email)


def last(request: HttpRequest) -> str:
    """Return the mark of the account that signed in last in this browser, empty when none did."""
    return next(iter(_read(request)[1]), "")


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Make this browser a device of that account, for a year from its last sign-in."""
    device, marks = _read(request)
    device = device or get_random_string(16)
    mark = _mark(device, email)
    kept = [mark, *(one for one in marks if one != mark)][:MOST]
    response.set_signed_cookie(
        settings.DUMENT_DEVICE_COOKIE_NAME,
        ".".join([device, *kept]),
        salt=SALT,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        written = request.get_signed_cookie(settings.DUMENT_DEVICE_COOKIE_NAME, "", salt=SALT, max_age=YEAR)
    except BadSignature:
        written = ""
    device, *marks = (written or "").split(".")
    return device, marks


def _mark(device: str, email: str) -> str:
    """Return what stands for an account in that browser: who reads the cookie learns no address from it."""
    return salted_hmac(SALT, f"{device}:{email.lower()}", algorithm="sha256").hexdigest()[:20]
