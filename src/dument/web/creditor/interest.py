"""The step where interest is claimed, computed before the creditor's eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dument.actions.claims import DraftGiven
from dument.law.interest import Interest, accrue, outside_late_payment
from dument.law.parameters import NotInForce
from dument.queries.cases import CaseRead
from dument.web.below import spoken
from dument.web.creditor.drafts import given_of
from dument.web.creditor.forms import InterestForm
from dument.web.creditor.stage import Stage
from dument.web.refilling import posted


def interest_of(case: CaseRead, first_day: date | None, rate: str) -> Interest | None:
    """Return the interest that runs to this day; None when none runs, or when the law of those days is not known."""
    if first_day is None or not rate or not case.creditor.kind:
        return None
    try:
        return accrue(
            principal=case.principal,
            first_day=first_day,
            last_day=case.on,
            rate=rate,
            creditor=case.creditor.kind,
        )
    except NotInForce:
        return None


class InterestStage(Stage):
    """The interest claimed."""

    title = _("Les intérêts")
    template = "creditor/interest.html"

    def form(self, case: CaseRead, request: HttpRequest, /) -> Any:
        """Return its form, refused where the rate has no place or is not known for those days."""
        mode = case.interest_rate or ("fixed" if case.interest else "none")
        initial = {"mode": mode, "first_day": case.interest_from, "amount": case.interest or None}
        form = InterestForm(posted(request), initial=initial)
        if request.method == "POST" and form.is_valid():
            _check(form, case)
        return form

    def fill(self, case: CaseRead, form: Any, /) -> DraftGiven:
        """Return the draft with it."""
        given, mode = form.cleaned_data, form.cleaned_data["mode"]
        runs = mode in {"legal", "late_payment"}
        return replace(
            given_of(case),
            interest=given["amount"] if mode == "fixed" else Decimal(0),
            interest_from=given["first_day"] if runs else None,
            interest_rate=mode if runs else "",
        )

    def more(self, case: CaseRead, form: Any, /) -> dict[str, Any]:
        """Return the computation: of what is typed when it is valid, else of what was kept."""
        first_day, rate = case.interest_from, case.interest_rate
        if form.is_bound and form.is_valid():
            first_day, rate = form.cleaned_data["first_day"], form.cleaned_data["mode"]
        runs = rate in {"legal", "late_payment"}
        return {"computed": interest_of(case, first_day, rate) if runs else None}


def _check(form: InterestForm, case: CaseRead) -> None:
    mode, first_day = form.cleaned_data["mode"], form.cleaned_data["first_day"]
    outside = outside_late_payment(creditor=case.creditor.kind, debtor=case.debtor.kind)
    if mode == "late_payment" and outside:
        form.add_error("mode", spoken(outside))
    if mode not in {"legal", "late_payment"}:
        return
    if first_day > case.on:
        form.add_error("first_day", _("Ce jour est à venir : aucun intérêt ne court encore."))
        return
    if not case.creditor.kind:
        form.add_error(
            "mode", _("Indiquez d'abord votre qualité (étape « Vous, le créancier ») : le taux en dépend.")
        )
        return
    if first_day <= case.due_on:
        form.add_error(
            "first_day", _("L'intérêt court au plus tôt le lendemain du jour où la somme est exigible.")
        )
    try:
        accrue(
            principal=case.principal,
            first_day=first_day,
            last_day=case.on,
            rate=mode,
            creditor=case.creditor.kind,
        )
    except NotInForce as unknown:
        form.add_error("first_day", spoken(str(unknown)))
