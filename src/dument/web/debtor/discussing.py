"""Discussing: what one can pay, computed and kept by nobody unless shared, and what one would rather agree on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dument.actions import answers, readers
from dument.procedure import finder
from dument.procedure.states import Act
from dument.queries import clock, margins
from dument.web.access import DebtorSeat, for_debtor
from dument.web.debtor.answer_forms import OfferForm, OtherTermsForm
from dument.web.debtor.answering import already, done, read_now, require_open, said
from dument.web.debtor.budget_forms import BudgetForm
from dument.web.debtor.reading import page
from dument.web.refilling import posted, refillable


@for_debtor
@refillable
@require_http_methods(["GET", "POST"])
def budget(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Compute what the debtor could pay each month. Nothing is kept; "share" alone gives it to the office."""
    read = read_now(seat)
    form = BudgetForm(posted(request))
    if request.method == "GET" or not form.is_valid():
        return page(request, seat, "budget", read, 422 if form.errors else 200, form=form)
    debt = read.terms.amount if read.terms else read.case.total
    if "share" not in request.POST:
        return page(request, seat, "budget", read, form=form, found=form.computed(debt))
    readers.share_budget(case_id=seat.case_id, by=seat.by, at=clock.now(), text=form.told(debt))
    return done(request, _("Votre budget est transmis à l'étude."))


@for_debtor
@refillable
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Tell whether the office could propose what the debtor can pay: yes, or not yet; few times, and nothing more."""
    read = read_now(seat)
    if not read.locked or read.over or read.last_day is None:
        return done(request)
    form = OfferForm(posted(request), claimed=read.case.total)
    told: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        amount, count = form.cleaned_data["amount"], form.cleaned_data["count"]
        try:
            readers.offer(case_id=seat.case_id, by=seat.by, at=clock.now(), amount=amount, count=count)
        except readers.TooManyAskings:
            told = {"spent": True}
        else:
            days = finder.monthly_days(last_day=read.last_day, count=count)
            told = {
                "possible": bool(
                    margins.would_fit(case_id=seat.case_id, amount=amount, days=days, at=clock.now())
                ),
                "amount": amount,
                "count": count,
                "answered": True,
            }
    left = max(0, finder.MOST_ASKINGS - margins.asked(case_id=seat.case_id))
    return page(request, seat, "offer", read, 422 if form.errors else 200, form=form, left=left, **told)


@for_debtor
@refillable
@require_http_methods(["GET", "POST"])
def other_terms(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Tell what one would rather agree on; the officer may propose it (R125-4)."""
    read = read_now(seat)
    form = OtherTermsForm(posted(request))
    if request.method == "GET" or not form.is_valid():
        require_open(read, Act.COUNTER_OFFER)
        return page(request, seat, "other_terms", read, 422 if form.errors else 200, form=form)
    if any(answer.text == form.said for answer in read.case.answers):
        return done(request, already())
    answers.counter_offer(case_id=seat.case_id, by=seat.by, at=clock.now(), said=said(seat, text=form.said))
    return done(
        request, _("Votre message est transmis à l'étude, qui peut en faire une nouvelle proposition.")
    )
