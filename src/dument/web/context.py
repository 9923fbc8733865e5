"""What every page shows around its own content: the demonstration's notice and the links of one's area."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dument.queries import who
from dument.web.access import debtor_seat
from dument.web.languages import FRENCH, StrOrPromise, Tongue, tag_of, tongues


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the header; `here` marks the area of the page."""

    href: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What base.html needs; `leave` is where the button that signs out, or closes the case, posts.

    `directory` is the chamber's, where anyone finds an office's true number: the one that letters name.
    """

    demo: bool
    directory: str
    lang: str
    tongues: tuple[Tongue, ...]
    links: tuple[Link, ...]
    leave: str
    leave_label: str


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Return what surrounds the content of a page for that request."""
    if not hasattr(request, "user"):  # refused before anybody was looked for
        return {"frame": _frame(request)}
    named: tuple[tuple[str, StrOrPromise], ...]
    if request.path.startswith("/repondre") and debtor_seat(request):
        named, leave, label = _DEBTOR, reverse("debtor:leave"), gettext("Quitter")
    elif request.user.is_authenticated:
        named, leave, label = _signed_in(request), reverse("account_logout"), gettext("Se déconnecter")
    else:
        named, leave, label = _PUBLIC, "", ""
    path = request.path
    links = tuple(Link(href, str(text), path.startswith(href)) for href, text in named)
    return {"frame": _frame(request, links, leave, label)}


def _frame(request: HttpRequest, links: tuple[Link, ...] = (), leave: str = "", label: str = "") -> Frame:
    return Frame(
        demo=not settings.PRODUCTION,
        directory=settings.DUMENT_DIRECTORY,
        lang=tag_of(get_language() or FRENCH),
        tongues=tongues(request),
        links=links,
        leave=leave,
        leave_label=label,
    )


_PUBLIC = (
    ("/repondre", _("J'ai reçu une lettre")),
    ("/calculs", _("Vos questions")),
    ("/verifier", _("Vérifier")),
    ("/connexion", _("Se connecter")),
)
_DEBTOR = (("/repondre/dossier", _("Mon dossier")), ("/aide-gratuite", _("Aide gratuite")))


def _signed_in(request: HttpRequest) -> tuple[tuple[str, StrOrPromise], ...]:
    person = who.of(request.user)
    links: list[tuple[str, StrOrPromise]] = [("/etude/", _("Mon étude"))] if person.offices else []
    links += [("/creance/", _("Mes créances"))] if person.creditors or not person.offices else []
    return (*links, ("/compte", _("Mon compte")))
