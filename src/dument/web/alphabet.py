"""The alphabet of a request: UTF-8, as our pages ask. Anything else is refused before Django reads a word of it.

Python knows codecs that are not of text (rot13), on which Django breaks as it builds the request, before any of
its own middlewares.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

OURS = ("utf-8", "utf8", "us-ascii")
REFUSAL = "La demande n'est pas écrite en UTF-8 : elle n'a pas été lue.\n".encode()


def only_ours(application: WSGIApplication) -> WSGIApplication:
    """Return the application, behind a door that answers 400 to a request written in another alphabet."""

    def door(told: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _charset(told.get("CONTENT_TYPE", "")) in OURS:
            return application(told, start_response)
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [REFUSAL]

    return door


def _charset(content_type: str) -> str:
    header = Message()
    header["Content-Type"] = content_type.replace("\r", " ").replace("\n", " ")
    charset = header.get_param("charset", OURS[0])
    return charset.lower() if isinstance(charset, str) else ""
