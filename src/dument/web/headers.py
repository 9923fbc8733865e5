"""Headers that Django does not set: what the browser may not lend to a page, and who may embed what we answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Nothing of the device is asked for, on any page.
POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer",
        "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
# Who leaves, on a computer that others use, leaves nothing behind him.
LEAVING, FORGET = {"account_logout", "debtor:leave"}, '"cache", "storage"'
SENT = {"Permissions-Policy": POLICY, "Cross-Origin-Resource-Policy": "same-origin"}


class Reserved:
    """Adds these headers to every answer, files and errors included."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        response = self.answer(request)
        for name, value in SENT.items():
            response.headers.setdefault(name, value)
        found = request.resolver_match
        if request.method == "POST" and found and found.view_name in LEAVING:
            response.headers["Clear-Site-Data"] = FORGET
        return response
