"""Public answers on a claim: may it take this road, and what if the debtor refuses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from dument.law.ceiling import check_ceiling
from dument.law.claim import BadClaim
from dument.law.courts import departements
from dument.law.findings import Finding
from dument.law.parameters import NotInForce, parameter
from dument.law.references import weakest
from dument.queries.clock import today
from dument.web.access import anyone
from dument.web.below import spoken
from dument.web.carried import Carried, carry
from dument.web.law.answers import Grounds, grounds, sure
from dument.web.law.claim_forms import EligibilityForm, RefusalForm
from dument.web.law.claims import elsewhere, elsewhere_or_none, judged, limit_of, unknown_law
from dument.web.law.drawings import Bar, bar
from dument.web.law.printing import page


@anyone
@require_safe
def eligible(request: HttpRequest) -> HttpResponse:
    """Tell whether a claim may be recovered this way: yes, no and where instead, or the officer decides."""
    form = EligibilityForm(request.GET, today=today())
    told: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        judgment = judged(form)
        unknown = unknown_law(judgment)
        if unknown:
            form.add_error("on", spoken(unknown.message))
        else:
            limit = limit_of(form)
            told |= {
                "verdict": "no" if judgment.reasons else "officer" if judgment.warnings else "yes",
                "reasons": judgment.reasons,
                "warnings": judgment.warnings,
                "place": form.place,
                "bar": _bar(form),
                "ceiling": _ceiling(form),
                "limit": limit,
                "elsewhere": elsewhere_or_none(form, psrpc="not_eligible") if judgment.reasons else None,
                "grounds": _why(form, judgment.reasons + judgment.warnings),
            }
    return page(request, "law/eligible.html", told)


def _ceiling(form: EligibilityForm) -> Decimal:
    return parameter("claim_ceiling").on(form.cleaned_data["on"]).amount


def _bar(form: EligibilityForm) -> Bar:
    parts = [
        (_("principal"), form.amount("principal"), "principal"),
        (_("intérêts"), form.amount("interest"), "interest"),
        (_("autres sommes"), form.amount("other"), "other"),
    ]
    return bar(parts, _ceiling(form), _("plafond"))


def _why(form: EligibilityForm, found: Iterable[Finding]) -> Grounds:
    """Return what the answer stands on: the ceiling, the limitation, the court, the articles of the reasons."""
    on = form.cleaned_data["on"]
    ceiling = check_ceiling(
        principal=form.amount("principal"),
        interest=form.amount("interest"),
        other=form.amount("other"),
        on=on,
    )
    limit, place = limit_of(form), form.place
    exclusion = parameter("merchant_invoice_exclusion").on(on)
    basis = [
        "CPCE L125-1",
        "CPCE R125-1 al. 1",
        "CPCE L111-2",
        *(one for reason in found for one in reason.basis),
    ]
    certainties = [ceiling.certainty, limit.certainty, exclusion.certainty]
    certainties += [departements()[place.departement].certainty] if place else []
    return grounds(
        (*ceiling.explanation, *limit.explanation, *(place.explanation if place else ())),
        (*basis, *ceiling.references, *limit.references, *(place.references if place else ())),
        weakest(certainties),
    )


@anyone
@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    """Tell what is open to the creditor when the procedure fails, and what each route costs."""
    form = RefusalForm(request.GET, today=today())
    told: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            found = elsewhere(form, psrpc=given["psrpc"], contest=given["contest"])
        except BadClaim as bad:
            form.add_error("on" if "today" in str(bad) else None, spoken(str(bad)))
        except NotInForce as unknown:
            form.add_error("on", spoken(str(unknown)))
        else:
            answer = found.answer
            told |= {
                "elsewhere": found,
                "outlooks": [(one, sure(one.certainty)) for one in found.outlooks],
                "grounds": grounds((*answer.reasons, *answer.assumed), answer.references, answer.certainty),
            }
    return page(request, "law/refused.html", told)


@anyone
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Keep the answers for a new claim, and go there."""
    form = EligibilityForm(request.POST, today=today())
    if not form.is_valid():
        return page(request, "law/eligible.html", {"form": form})
    given = form.cleaned_data
    carry(
        request,
        Carried(
            creditor=given["creditor"],
            debtor=given["debtor"],
            cause=given["cause"],
            merchants=form.between_merchants,
            principal=form.amount("principal"),
            interest=form.amount("interest"),
            other=form.amount("other"),
            due_on=given["due_on"],
            country=given["country"],
            postcode=form.place.postcode if form.place else "",
            insee=(form.place.insee or "") if form.place else "",
            insolvency=given["insolvency"],
        ),
    )
    return redirect("creditor:new")
