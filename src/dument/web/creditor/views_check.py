"""The last page of a draft: every answer, what it costs, what the rules say, the mandate, and filing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dument.actions import claims, codebtors, filing
from dument.actions._move import Changed
from dument.law.findings import Finding
from dument.law.money import in_french
from dument.procedure import machine
from dument.procedure.facts import Attempt
from dument.procedure.machine import Judgment, Refused
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor, State
from dument.queries.alike import beside
from dument.queries.cases import CaseRead
from dument.queries.clock import now
from dument.queries.creditor import owner_of
from dument.queries.margins import MarginRead, margin_of_creditor
from dument.queries.parts import PartyRead
from dument.queries.words import RATES
from dument.web.access import CreditorSeat, for_creditor
from dument.web.creditor.costs import costs
from dument.web.creditor.drafts import given_of, place_of, ready, steps_of
from dument.web.creditor.forms import MandateForm
from dument.web.creditor.found import BACK, in_step, mine, seen_by
from dument.web.creditor.interest import interest_of
from dument.web.creditor.next_steps import limitation_of, soon
from dument.web.creditor.stage import MERCHANT_WORDS
from dument.web.templatetags.french import day

MERCHANTS = {"yes": gettext_noop("Oui"), "no": gettext_noop("Non"), "unknown": gettext_noop("Je ne sais pas")}


@for_creditor
@in_step
def check(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Show every answer; with the mandate, file the case."""
    found = mine(seat, reference)
    if found.state is not State.DRAFT:
        if request.method == "POST":
            filing.submit(case_id=found.id, by=seat.by, at=now())  # refused: it was filed already
        return redirect("creditor:case", reference)
    if not ready(steps_of(found)):
        return redirect("creditor:case", reference)
    form = _mandate(request.POST or None, found, found.version)
    if request.method == "POST" and form.is_valid():
        return _file(request, seat, found, form)
    return _page(request, seat, found, form, 422 if request.method == "POST" else 200)


def _file(request: HttpRequest, seat: CreditorSeat, found: CaseRead, form: MandateForm) -> HttpResponseBase:
    """Date the mandate and file; when a rule is against it, show every reason and keep the draft."""
    if (form.cleaned_data["version"], form.cleaned_data["others"]) != (found.version, _others_seen(found)):
        raise Changed(
            _(
                "Ce brouillon a changé depuis que vous avez ouvert cette page : relisez-le avant de le confier."
            )
        )
    creditor_id, version = owner_of(found.id), found.version
    try:
        if found.codebtors:
            codebtors.submit_together(creditor_id=creditor_id, case_id=found.id, by=seat.by, at=now())
        else:
            draft = replace(given_of(found), mandate_on=found.on)
            version = claims.save(creditor_id=creditor_id, given=draft, case_id=found.id).version
            filing.submit(case_id=found.id, by=seen_by(seat.by, version), at=now())
    except Refused as refused:
        return _page(request, seat, found, _mandate(None, found, version), 409, refused.reasons)
    return redirect("creditor:filed", found.reference)


def _mandate(posted: Any, found: CaseRead, version: int) -> MandateForm:
    return MandateForm(posted, initial={"version": version, "others": _others_seen(found)})


def _others_seen(found: CaseRead) -> str:
    """Return the drafts of the other debtors and their versions: what the mandate is given on."""
    return " ".join(f"{one.reference}:{one.version}" for one in found.codebtors if one.draft)


@for_creditor
def filed(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Say that the case was filed, with what was warned, and what comes next."""
    found = mine(seat, reference)
    if found.state is State.DRAFT:
        return redirect("creditor:case", reference)
    return render(
        request, "creditor/filed.html", {"case": found, "warnings": judged(found, Act.SUBMIT).warnings}
    )


def _page(
    request: HttpRequest,
    seat: CreditorSeat,
    found: CaseRead,
    form: MandateForm,
    status: int,
    refused: tuple[Finding, ...] = (),
) -> HttpResponse:
    judgment = judged(found, Act.SUBMIT)
    interest = interest_of(found, found.interest_from, found.interest_rate)
    runs = interest.amount if interest else Decimal(0)
    limit = limitation_of(found)
    told = {
        "case": found,
        "form": form,
        "parts": _parts(
            found, runs, margin_of_creditor(creditor_ids=seat.creditor_ids, reference=found.reference)
        ),
        "alike": beside(creditor_ids=seat.creditor_ids, case=found).alike,
        "computed": interest,
        "reasons": refused or judgment.reasons,
        "refused": bool(refused),
        "warnings": judgment.warnings,
        "costs": costs(
            claim=found.principal,
            on=found.on,
            departement=found.office.departement if found.office else "",
            others=[
                (one.principal, one.office.departement if one.office else "")
                for one in found.codebtors
                if one.draft
            ],
            solidary=bool(found.solidarity),
        ),
        "limit": limit,
        "limit_soon": soon(limit, found.on),
        "place": place_of(found),
        "invited": _invited(found),
        "together": 1 + sum(one.draft for one in found.codebtors),
    }
    return render(request, "creditor/check.html", told, status=status)


def _invited(found: CaseRead) -> str:
    """Return whom the mandate lets invite, each other debtor with his office when it is another."""
    named = [found.debtor.name]
    for one in found.codebtors:
        if one.draft:
            elsewhere = one.office and found.office and one.office.name != found.office.name
            where = _("%(name)s (à %(office)s)") if elsewhere else "%(name)s"
            named.append(where % {"name": one.debtor.name, "office": one.office.name if one.office else ""})
    return get_text_list(named, _("et"))


def judged(found: CaseRead, act: Act) -> Judgment:
    """Return what the table says of the creditor doing that act today, his mandate given."""
    facts = replace(found.facts, mandate_on=found.facts.mandate_on or found.on, state=State.DRAFT)
    attempt = Attempt(act=act, actor=Actor.CREDITOR, on=found.on, place_day=found.place_day)
    return machine.judge(pack(found.pack), facts, attempt)


def _parts(found: CaseRead, runs: Decimal, margin: MarginRead | None) -> list[dict[str, Any]]:
    """Return the answers, step by step, each with the address where it is changed."""
    facts = found.facts
    sums: list[dict[str, Any]] = [
        {"label": f"{line.label} ({_(line.nature)})", "value": _("%(amount)s, exigible le %(day)s")
         % {"amount": in_french(line.amount), "day": day(line.due_on) or "…"}}
        for line in found.lines
    ]  # fmt: skip
    sums.append({"label": _("Intérêts"), "value": _interest(found, runs)})
    sums.append({"label": _("Total réclamé"), "value": in_french(found.total + runs), "total": True})
    origin = [
        {"label": _("Origine"), "value": _(found.cause_label) if found.cause_label else ""},
        {"label": _("Contrat ou règle"), "value": found.basis},
        {
            "label": _("Facturée entre commerçants"),
            "value": _(MERCHANTS[MERCHANT_WORDS[facts.invoiced_between_merchants]]),
        },
    ]
    files = "\n".join(one.name for one in found.evidence) or _(
        "Aucune pièce : l'étude peut vous en demander."
    )
    office = found.office
    where = f"{office.name}\n{office.address}, {office.postcode} {office.city}" if office else ""
    return [
        _part(found, "creancier", _("Vous"), _who(found.creditor)),
        _part(found, "debiteur", _("Votre débiteur"), _who(found.debtor)),
        _part(found, "sommes", _("Les sommes"), sums),
        _part(found, "origine", _("L'origine"), origin),
        _part(found, "pieces", _("Les pièces"), [{"label": _("Pièces"), "value": files}]),
        _part(found, "codebiteurs", _("Les autres débiteurs"), _others(found)),
        _part(found, "marge", _("Votre marge, que le débiteur ne voit jamais"), _margin(margin)),
        _part(found, "etude", _("L'étude"), [{"label": _("Étude"), "value": where}]),
    ]


def _others(found: CaseRead) -> list[dict[str, Any]]:
    """Return who else owes, how, and with which office."""
    if found.debtors == 1:
        return [{"label": _("Autres débiteurs"), "value": _("Aucun.")}]
    whole = _("Chacun le tout : %(basis)s") % {"basis": found.solidarity}
    how = whole if found.solidarity else _("Chacun sa part (C. civ. 1309)")
    rows: list[dict[str, Any]] = [{"label": _("Ce que chacun doit"), "value": how}]
    for one in found.codebtors:
        if not one.given_up:
            who, amount = one.debtor, in_french(one.owed)
            office = f"{_('Étude')} : {one.office.name}, {one.office.city}" if one.office else ""
            more = _("%(amount)s, intérêts en sus") % {"amount": amount} if found.interest_rate else amount
            told = f"{more} ({one.reference})"
            where = f"{who.address}, {who.postcode} {who.city}"
            rows.append({"label": who.name, "value": "\n".join((told, where, office))})
    return rows


def _margin(read: MarginRead | None) -> list[dict[str, Any]]:
    if read is None:
        return [{"label": _("Marge"), "value": _("Aucune : l'étude vous demandera avant de proposer.")}]
    bounds = read.margin
    rows: list[dict[str, Any]] = [
        {"label": _("Échéances, au plus"), "value": bounds.instalments},
        {"label": _("Durée, au plus"), "value": _("%(count)s mois") % {"count": bounds.months}},
        {"label": _("Remise, au plus"), "value": in_french(bounds.rebate)},
    ]
    return (
        [*rows, {"label": _("Jamais moins de"), "value": in_french(bounds.floor)}] if bounds.floor else rows
    )


def _part(found: CaseRead, word: str, title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": title,
        "word": word,
        "rows": rows,
        "href": f"{reverse('creditor:step', args=[found.reference, word])}?{BACK}",
    }


def _who(who: PartyRead) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Nom"), "value": who.name},
        {"label": _("Qualité"), "value": _(who.quality) if who.quality else ""},
        {"label": _("Adresse"), "value": f"{who.address}\n{who.postcode} {who.city}"},
    ]
    optional = (("SIREN", who.siren), (_("Courriel"), who.email), (_("Téléphone"), who.phone))
    return [*rows, *({"label": label, "value": value} for label, value in optional if value)]


def _interest(found: CaseRead, runs: Decimal) -> str:
    if found.interest_rate:
        return _("%(amount)s à ce jour, au %(rate)s ; le compte s'arrête à la lettre.") % {
            "amount": in_french(runs),
            "rate": _(RATES[found.interest_rate]),
        }
    return in_french(found.interest) if found.interest else _("Aucun")
