"""What the debtor does: accept, refuse, consent, say where to be told. Each in two taps, each told back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dument.actions import answers, negotiation, readers
from dument.actions.answers import Said
from dument.procedure.machine import Refused
from dument.procedure.states import Act
from dument.queries import clock
from dument.queries.debtor import DebtorRead, debtor_case
from dument.web.access import DebtorSeat, for_debtor
from dument.web.debtor.answer_forms import AnswerForm, ConsentForm, ContactForm
from dument.web.debtor.reading import page
from dument.web.refilling import posted, refillable


def already() -> str:
    """Return what is said to a second click."""
    return _("C'était déjà enregistré : rien n'a été fait deux fois.")


def said(seat: DebtorSeat, *, given: Mapping[str, Any] | None = None, text: str = "") -> Said:
    """Return how an answer came: from the addressee, with the curator that `given` names, or from a helper."""
    told = given or {}
    curator = told.get("curator")
    return Said(
        said_by=seat.helper or "le destinataire",
        quality=seat.quality,
        authority=f"assistance de {curator}, curateur" if curator else seat.authority,
        assisted=told.get("assisted", False),
        text=text,
    )


def said_already(read: DebtorRead, seat: DebtorSeat, kind: str) -> bool:
    """Tell whether that is the last thing that this very person answered on the question (a word of `Answer.kind`)."""
    terms = kind == "refuse_terms"
    version = read.terms.version if terms and read.terms else None
    kinds = {"refuse_terms"} if terms else {"accept", "refuse"}
    his = [
        one.kind
        for one in read.case.answers
        if one.kind in kinds
        and (one.version, one.quality) == (version, seat.quality)
        and (not seat.quality or one.said_by == seat.helper)
    ]
    return bool(his) and his[-1] == kind


def read_now(seat: DebtorSeat) -> DebtorRead:
    """Return the case as it is now."""
    return debtor_case(case_id=seat.case_id, at=clock.now())


def require_open(read: DebtorRead, act: Act) -> None:
    """Refuse, with the table's own reasons, to show a page whose act is not open."""
    if read.against[act]:
        raise Refused(act, read.against[act])


def done(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """Go back to the case, whose title says what was recorded; `sentence` says what the title does not."""
    if sentence:
        messages.success(request, sentence)
    return redirect("debtor:case")


@for_debtor
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Accept to take part in the procedure (R125-2 III 2°)."""
    read = read_now(seat)
    form = AnswerForm(posted(request), protected=read.protected, quality=seat.quality)
    if request.method == "GET":
        require_open(read, Act.ANSWER_ACCEPT)
        return page(request, seat, "accept", read, form=form)
    if said_already(read, seat, "accept"):
        return done(request, already())
    if not form.is_valid():
        return page(request, seat, "accept", read, 422, form=form)
    answers.accept(case_id=seat.case_id, by=seat.by, at=clock.now(), said=said(seat, given=form.cleaned_data))
    return done(request)


@for_debtor
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Refuse to take part (R125-2 III 3°): no reason is asked."""
    read = read_now(seat)
    if request.method == "GET":
        require_open(read, Act.ANSWER_REFUSE)
        return page(request, seat, "refuse", read)
    if said_already(read, seat, "refuse"):
        return done(request, already())
    answers.refuse(case_id=seat.case_id, by=seat.by, at=clock.now(), said=said(seat))
    return done(request)


@for_debtor
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Consent to the latest terms: the sum in figures and in letters."""
    read = read_now(seat)
    if read.terms is None or request.method == "GET":
        require_open(read, Act.CONSENT_DEBTOR)
    if read.terms is None:
        return redirect("debtor:case")
    asked: dict[str, Any] = {
        "amount": read.terms.amount,
        "protected": read.protected,
        "quality": seat.quality,
    }
    if request.method == "GET":
        fresh = ConsentForm(initial={"version": read.terms.version}, **asked)
        return page(request, seat, "consent", read, form=fresh)
    if read.terms.debtor_on and read.case.facts.agreed_by in {"", seat.quality}:
        return done(request, already())
    if request.POST.get("version") != str(read.terms.version):
        messages.warning(
            request, _("L'étude a fait une nouvelle proposition depuis : lisez-la avant de consentir.")
        )
        return redirect("debtor:consent")
    form = ConsentForm(request.POST, **asked)
    if not form.is_valid():
        return page(request, seat, "consent", read, 422, form=form)
    negotiation.consent_debtor(
        case_id=seat.case_id,
        by=seat.by,
        at=clock.now(),
        version=read.terms.version,
        said=said(seat, given=form.cleaned_data),
        written=form.written,
    )
    return done(request)


@for_debtor
@require_http_methods(["GET", "POST"])
def refuse_terms(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Refuse the amount or the terms proposed (R125-5 3°): no reason is asked."""
    read = read_now(seat)
    if request.method == "GET":
        require_open(read, Act.REFUSE_TERMS)
        return page(request, seat, "refuse_terms", read)
    if said_already(read, seat, "refuse_terms"):
        return done(request, already())
    answers.refuse_terms(case_id=seat.case_id, by=seat.by, at=clock.now(), said=said(seat))
    return done(request)


@for_debtor
@refillable
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Give an address or a telephone to be told of what is new, change them, or take them back."""
    read = read_now(seat)
    held = {"email": read.case.debtor.email, "phone": read.case.debtor.phone}
    form = ContactForm(posted(request), initial=held)
    if request.method == "GET" or not form.is_valid():
        return page(request, seat, "contact", read, 422 if form.errors else 200, form=form)
    given = form.cleaned_data
    if given != held:
        readers.give_contact(case_id=seat.case_id, by=seat.by, at=clock.now(), **given)
    if given["email"]:
        return done(request, _("Vous serez averti par courriel de ce qui est nouveau dans votre dossier."))
    return done(request, _("C'est enregistré. Les documents vous parviendront par la poste."))
