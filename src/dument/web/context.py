"""What every page shows around its own content: the demonstration's notice and the links of one's area."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dument.queries import who
from dument.web.access import debtor_seat


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the header; `here` marks the area of the page."""

    href: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What base.html needs; `leave` is where the button that signs out, or closes the case, posts."""

    demo: bool
    links: tuple[Link, ...]
    leave: str
    leave_label: str


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Return what surrounds the content of a page for that request."""
    if not hasattr(request, "session"):
        return {"frame": Frame(demo=not settings.PRODUCTION, links=(), leave="", leave_label="")}
    named: tuple[tuple[str, str], ...]
    if request.path.startswith("/repondre") and debtor_seat(request):
        named, leave, label = _DEBTOR, reverse("debtor:leave"), "Quitter"
    elif request.user.is_authenticated:
        named, leave, label = _signed_in(request), reverse("account_logout"), "Se déconnecter"
    else:
        named, leave, label = _PUBLIC, "", ""
    path = request.path
    links = tuple(Link(href, text, path.startswith(href)) for href, text in named)
    return {"frame": Frame(demo=not settings.PRODUCTION, links=links, leave=leave, leave_label=label)}


_PUBLIC = (
    ("/repondre", "J'ai reçu une lettre"),
    ("/calculs", "Vos questions"),
    ("/verifier", "Vérifier"),
    ("/connexion", "Se connecter"),
)
_DEBTOR = (("/repondre/dossier", "Mon dossier"), ("/repondre/aide", "Aide gratuite"))


def _signed_in(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    person = who.of(request.user)
    links = [("/etude/", "Mon étude")] if person.offices else []
    links += [("/creance/", "Mes créances")] if person.creditors or not person.offices else []
    return (*links, ("/compte", "Mon compte"))
