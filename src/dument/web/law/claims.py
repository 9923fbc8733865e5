"""A claim told on the public pages, as the table of the procedure and as orientation take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dument.law.claim import BadClaim, Claim, read_claim
from dument.law.competence import Place
from dument.law.findings import Finding
from dument.law.limitation import LimitationDay, last_useful_day, period_for
from dument.law.orientation import Orientation, orient, route
from dument.law.parameters import NotInForce
from dument.law.routes import Outlook, simulate
from dument.procedure.facts import Attempt, Facts
from dument.procedure.machine import Judgment, judge
from dument.procedure.packs.l125 import PACK
from dument.procedure.states import Act, Actor
from dument.web.law.claim_forms import ClaimForm, EligibilityForm

UNION = frozenset({"BE", "DE", "ES", "IT", "LU", "NL", "PT"})
ALSACE_MOSELLE = frozenset({"57", "67", "68"})
PERSONS = {"minor": "consumer", "protected_adult": "consumer"}
UNKNOWN_LAW = "unknown_law_for_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where to go instead: the route, what it does, and every route that stays open."""

    answer: Orientation
    does: str
    outlooks: tuple[Outlook, ...]


def judged(form: EligibilityForm) -> Judgment:
    """Return what the table would say of filing this claim that day, mandate and right office supposed."""
    given = form.cleaned_data
    place = form.place
    facts = Facts(
        creditor=given["creditor"],
        debtor=given["debtor"],
        invoiced_between_merchants=form.between_merchants,
        cause=given["cause"],
        principal=form.amount("principal"),
        interest=form.amount("interest"),
        other=form.amount("other"),
        due_on=given["due_on"],
        debtor_postcode=place.postcode if place else "",
        debtor_insee=given.get("insee") or None,
        debtor_country=given["country"],
        office_court=place.court if place and place.applicable else None,
        insolvency=given["insolvency"],
        mandate_on=given["on"],
    )
    on: date = given["on"]
    return judge(PACK, facts, Attempt(act=Act.SUBMIT, actor=Actor.CREDITOR, on=on, place_day=on))


def unknown_law(judgment: Judgment) -> Finding | None:
    """Return the finding that says that the law of the day was never read, if any."""
    return next((reason for reason in judgment.reasons if reason.code == UNKNOWN_LAW), None)


def limit_of(form: ClaimForm) -> LimitationDay:
    """Return the last day to bring the claim before a judge."""
    given = form.cleaned_data
    period = period_for(cause=given["cause"], creditor=given["creditor"], debtor=given["debtor"])
    return last_useful_day(due_on=given["due_on"], period=period)


def elsewhere(form: ClaimForm, *, psrpc: str, contest: str = "none") -> Elsewhere:
    """Return the route that the law opens to the claim. Raises BadClaim or NotInForce outside the days read."""
    claim = _claim(form, psrpc, contest)
    answer = orient(claim)
    return Elsewhere(answer=answer, does=str(route(answer.main_route)["does"]), outlooks=simulate(claim))


def elsewhere_or_none(form: ClaimForm, *, psrpc: str) -> Elsewhere | None:
    """Return the route that the law opens to the claim, None where no route can be told for that day."""
    try:
        return elsewhere(form, psrpc=psrpc)
    except (BadClaim, NotInForce):
        return None


def _claim(form: ClaimForm, psrpc: str, contest: str) -> Claim:
    given = form.cleaned_data
    cheque = given["cause"] == "cheque"
    return read_claim(
        {
            "today": given["on"].isoformat(),
            "amount_principal": form.amount("principal"),
            "amount_interest": form.amount("interest"),
            "creditor": given["creditor"],
            "debtor": PERSONS.get(given["debtor"], given["debtor"]),
            "debtor_residence": _residence(given["country"], form.place),
            "place": form.place.commune or "" if form.place else "",
            "cause": "sale" if cheque else given["cause"],
            "cheque": "no_funds" if cheque else "none",
            "psrpc": psrpc,
            "contest": contest,
            "insolvency": given["insolvency"],
            "limitation_end": limit_of(form).last_day.isoformat(),
            "invoiced_between_merchants": form.between_merchants,
        }
    )


def _residence(country: str, place: Place | None) -> str:
    if country != "FR":
        return "EU" if country in UNION else "other"
    if place is None:
        return "unknown"
    if place.departement in ALSACE_MOSELLE:
        return "FR_alsace_moselle"
    return "FR_overseas" if len(place.departement) == 3 else "FR"
