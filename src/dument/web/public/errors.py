"""Pages of what went wrong: each says what happened and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: the page does not exist, or is not for this reader."""
    return _page(
        request,
        404,
        _("Cette page n'existe pas"),
        _(
            "L'adresse est inexacte, ou la page n'est pas à votre disposition. Vérifiez l'adresse, ou "
            "repartez de l'accueil."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return _page(
        request,
        403,
        _("Cette page ne vous est pas ouverte"),
        _("Votre compte ne permet pas de faire cela. Repartez de l'accueil, ou demandez à votre étude."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    return _page(
        request,
        400,
        _("La demande n'a pas été comprise"),
        _("Ce que votre navigateur a envoyé est incomplet ou trop gros. Revenez en arrière et recommencez."),
    )


def too_big(request: HttpRequest, most: int) -> HttpResponse:
    """Answer 413 to more than a form may hold, `most` megabytes."""
    return _page(
        request,
        413,
        _("C'est trop gros"),
        _(
            "Ce que votre navigateur a envoyé dépasse {most} Mo : rien n'a été lu. Revenez en arrière, et choisissez "
            "un fichier plus petit, ou moins de fichiers à la fois."
        ).format(most=most),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose proof of origin is missing or too old."""
    return _page(
        request,
        403,
        _("Le formulaire a expiré"),
        _(
            "Par sécurité, rien n'a été enregistré. Revenez à la page précédente, rechargez-la, puis recommencez. Si "
            "cela persiste, autorisez les cookies de ce site."
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500, without asking the database anything: it may be what is broken."""
    return HttpResponse(render_to_string("broken.html"), status=500)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "error.html", {"title": title, "text": text}, status=status)
