"""What the debtor does: accept, refuse, consent, propose otherwise. Each in two taps, each told back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dument.actions import answers, negotiation
from dument.actions.answers import Said
from dument.procedure.machine import Refused
from dument.procedure.states import Act
from dument.queries import clock
from dument.queries.debtor import DebtorRead, debtor_case
from dument.web.access import DebtorSeat, for_debtor
from dument.web.debtor.forms import AnswerForm, ConsentForm, OtherTermsForm
from dument.web.debtor.reading import page

ALREADY = "C'était déjà enregistré : rien n'a été fait deux fois."


def _said(seat: DebtorSeat, *, assisted: bool = False, text: str = "") -> Said:
    return Said(said_by=seat.helper or "le destinataire", assisted=assisted, text=text)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _read(seat: DebtorSeat) -> DebtorRead:
    return debtor_case(case_id=seat.case_id, at=clock.now())


def _require_open(read: DebtorRead, act: Act) -> None:
    """Refuse, with the table's own reasons, to show a page whose act is not open."""
    if read.against[act]:
        raise Refused(act, read.against[act])


def _done(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """Go back to the case, whose title says what was recorded; `sentence` says what the title does not."""
    if sentence:
        messages.success(request, sentence)
    return redirect("debtor:case")


@for_debtor
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Accept to take part in the procedure (R125-2 III 2°)."""
    read = _read(seat)
    form = AnswerForm(_posted(request), protected=read.case.debtor.kind == "protected_adult")
    if request.method == "GET":
        _require_open(read, Act.ANSWER_ACCEPT)
        return page(request, seat, "accept", read, form=form)
    if "accept" in read.said:
        return _done(request, ALREADY)
    form.is_valid()
    answers.accept(
        case_id=seat.case_id,
        by=seat.by,
        at=clock.now(),
        said=_said(seat, assisted=form.cleaned_data.get("assisted", False)),
    )
    return _done(request)


@for_debtor
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Refuse to take part (R125-2 III 3°): no reason is asked."""
    read = _read(seat)
    if request.method == "GET":
        _require_open(read, Act.ANSWER_REFUSE)
        return page(request, seat, "refuse", read)
    if "refuse" in read.said:
        return _done(request, ALREADY)
    answers.refuse(case_id=seat.case_id, by=seat.by, at=clock.now(), said=_said(seat))
    return _done(request)


@for_debtor
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Consent to the latest terms: the sum in figures and in letters."""
    read = _read(seat)
    if read.terms is None or request.method == "GET":
        _require_open(read, Act.CONSENT_DEBTOR)
    if read.terms is None:
        return redirect("debtor:case")
    protected = read.case.debtor.kind == "protected_adult"
    if request.method == "GET":
        fresh = ConsentForm(
            amount=read.terms.amount, protected=protected, initial={"version": read.terms.version}
        )
        return page(request, seat, "consent", read, form=fresh)
    if read.terms.debtor_on:
        return _done(request, ALREADY)
    if request.POST.get("version") != str(read.terms.version):
        messages.warning(
            request, "L'étude a fait une nouvelle proposition depuis : lisez-la avant de consentir."
        )
        return redirect("debtor:consent")
    form = ConsentForm(request.POST, amount=read.terms.amount, protected=protected)
    if not form.is_valid():
        return page(request, seat, "consent", read, 422, form=form)
    negotiation.consent_debtor(
        case_id=seat.case_id,
        by=seat.by,
        at=clock.now(),
        version=read.terms.version,
        said=_said(seat, assisted=form.cleaned_data.get("assisted", False)),
        written=form.written,
    )
    return _done(request)


@for_debtor
@require_http_methods(["GET", "POST"])
def refuse_terms(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Refuse the amount or the terms proposed (R125-5 3°): no reason is asked."""
    read = _read(seat)
    if request.method == "GET":
        _require_open(read, Act.REFUSE_TERMS)
        return page(request, seat, "refuse_terms", read)
    if "refuse_terms" in read.said:
        return _done(request, ALREADY)
    answers.refuse_terms(case_id=seat.case_id, by=seat.by, at=clock.now(), said=_said(seat))
    return _done(request)


@for_debtor
@require_http_methods(["GET", "POST"])
def other_terms(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Tell what one would rather agree on; the officer may propose it (R125-4)."""
    read = _read(seat)
    form = OtherTermsForm(_posted(request))
    if request.method == "GET" or not form.is_valid():
        _require_open(read, Act.COUNTER_OFFER)
        return page(request, seat, "other_terms", read, 422 if form.errors else 200, form=form)
    if any(answer.text == form.said for answer in read.case.answers):
        return _done(request, ALREADY)
    answers.counter_offer(case_id=seat.case_id, by=seat.by, at=clock.now(), said=_said(seat, text=form.said))
    return _done(request, "Votre message est transmis à l'étude, qui peut en faire une nouvelle proposition.")
