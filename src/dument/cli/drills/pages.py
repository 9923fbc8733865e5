"""A site of a drill, in one process that may be armed, and a visitor of it."""

from __future__ import annotations

import socket
from http.client import HTTPConnection
from types import SimpleNamespace
from uuid import UUID

from dument.cli.drills.platform import Platform, until

TOKEN = "d" * 32  # what this visitor's browser holds against forged forms


class Site:
    """A site's process on a free port, answering once made."""

    def __init__(self, platform: Platform, fault: str = "", **more: str) -> None:
        """Start it and wait until it answers; it kills itself at `fault` if one is named."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process = platform.start_act("site", str(self.port), fault=fault, **more)
        until("le site répond", lambda: self.get("/sante/vivant") == 200, 90)

    def get(self, path: str) -> int:
        """Return the status of a page; 0 when nobody answers."""
        return self._ask("GET", path, "", {})

    def accept(self, cookie: str) -> int:
        """Accept to take part as the visitor of that cookie; return the status, 0 when nobody answers."""
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", "/repondre/dossier/accepter", f"csrfmiddlewaretoken={TOKEN}", headers)

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> int:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            asked.request(method, path, body=body or None, headers=headers)
            return asked.getresponse().status
        except OSError:
            return 0
        finally:
            asked.close()


def serve(port: int) -> None:
    """Serve the site in this very process until it is stopped or killed."""
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from dument.config.wsgi import application

    class Silent(WSGIRequestHandler):
        """Says nothing: what a drill's process says is what it acknowledges."""

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    make_server("127.0.0.1", port, application, handler_class=Silent).serve_forever()


def visitor_of(case_id: UUID) -> str:
    """Return the cookies, in one word, of a debtor who has just entered the code of that case."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from dument.web.access import let_debtor_in

    session = SessionStore()
    session.create()
    let_debtor_in(SimpleNamespace(session=session), case_id)  # type: ignore[arg-type]
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key};{settings.CSRF_COOKIE_NAME}={TOKEN}"
