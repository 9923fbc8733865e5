"""The letter's door: reference, code, and who is reading. Nothing of the debt shows before he has said who he is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dument.actions import codes, readers, readings, trials
from dument.actions.readers import NotHim
from dument.procedure.machine import Refused
from dument.queries import clock
from dument.web import refilling, visitors
from dument.web.access import (
    Opened,
    anyone,
    debtor_by,
    for_code_holder,
    let_debtor_in,
    let_debtor_out,
    letter_of,
    opened_by_code,
)
from dument.web.debtor.forms import DECLARED, EnterForm, WhoForm
from dument.web.networks import network_of
from dument.web.watching import security


@anyone
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Open the case of a letter; who says that it is not for him sees nothing of it, and the office is told."""
    if request.method == "GET":
        return _door(request, EnterForm(initial={"reference": request.GET.get("ref", "")[:20]}))
    form = EnterForm(request.POST)
    if form.only_not_him:
        return redirect("debtor:wrong_person")
    if not form.is_valid():
        return _door(request, form, 422)
    told = form.cleaned_data
    try:
        case_id = codes.open_case(
            reference=told["reference"],
            code=told["code"],
            at=clock.now(),
            network=network_of(visitors.address(request)),
        )
    except codes.WrongCode:
        security.tell("authentication_failed", means="letter")
        form.add_error(
            "code",
            _(
                "La référence et le code ne vont pas ensemble. Vérifiez-les sur la lettre, ou appelez l'étude."
            ),
        )
        return _door(request, form, 422)
    except trials.TooManyTrials as wait:
        form.add_error(None, _waiting(wait))
        return _door(request, form, 429)
    readings.note_opening(case_id=case_id, address=visitors.address(request), at=clock.now())
    security.tell("letter_opened", means="letter")
    return _let_in(request, case_id, told["reader"])


def _waiting(wait: trials.TooManyTrials) -> str:
    """Return why one must wait: whole in French, more shortly in the other languages."""
    if get_language() == "fr":
        return str(wait)
    return _(
        "Trop d'essais. Attendez une heure, ou appelez l'étude : elle peut noter votre réponse par téléphone."
    )


def _let_in(request: HttpRequest, case_id: UUID, reader: str) -> HttpResponse:
    if reader in DECLARED:
        return _declared(request, case_id, "moved" if reader == "moved" else "not_addressee")
    let_debtor_in(request, case_id, waiting="helper" if reader == "helper" else "")
    return redirect("debtor:who") if reader == "helper" else _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Go to the form that was being filled when the case closed to this browser, else to the case."""
    return redirect(refilling.page_of(request, letter_of(request)) or "debtor:case")


def _declared(request: HttpRequest, case_id: UUID, what: NotHim) -> HttpResponse:
    """Record what the letter's holder says; a case closed to it is not told: nothing of it may show."""
    let_debtor_in(request, case_id, waiting=what)
    try:
        readers.declare(case_id=case_id, by=debtor_by(case_id), at=clock.now(), what=what)
    except Refused:
        let_debtor_out(request)
    return redirect("debtor:wrong_person")


def _door(request: HttpRequest, form: EnterForm, status: int = 200) -> HttpResponse:
    return render(request, "debtor/enter.html", {"form": form}, status=status)


@anyone
@require_safe
def wrong_person(request: HttpRequest) -> HttpResponse:
    """Tell what to do with a letter that is for somebody else, and whether the office was told."""
    opened = opened_by_code(request)
    waiting = opened.waiting if opened else ""
    return render(
        request, "debtor/wrong_person.html", {"told": waiting in DECLARED, "moved": waiting == "moved"}
    )


@for_code_holder
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Ask who reads: the addressee, or a helper, whose name, quality and proof go with all that he does."""
    if request.method == "GET":
        first = {"reader": "helper" if opened.waiting == "helper" or opened.helper else ""}
        first |= {"name": opened.helper, "quality": opened.quality, "authority": opened.authority}
        return render(request, "debtor/who.html", {"form": WhoForm(initial=first)})
    form = WhoForm(request.POST)
    if not form.is_valid():
        return render(request, "debtor/who.html", {"form": form}, status=422)
    let_debtor_in(request, opened.case_id, since=opened.since, **form.helper)
    return _back(request)


@anyone
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case to this browser."""
    let_debtor_out(request)
    return redirect("debtor:enter")
