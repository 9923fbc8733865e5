"""What a creditor does once his case is filed: consent, answer a proposal, withdraw, appoint, take up again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dument.actions import answers, codebtors, filing, negotiation, ordinary, titles
from dument.actions.answers import Said
from dument.law.findings import Finding
from dument.procedure import machine
from dument.procedure.facts import Attempt
from dument.procedure.machine import Refused
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor, State
from dument.queries.cases import CaseRead
from dument.queries.clock import now
from dument.queries.creditor import owner_of
from dument.web.access import CreditorSeat, for_creditor
from dument.web.creditor.forms import CounterOfferForm, EnforcerForm, Seen
from dument.web.creditor.found import in_step, mine, seen_by
from dument.web.refilling import refillable


def _page(
    request: HttpRequest,
    found: CaseRead,
    act: Act,
    template: str,
    form: Seen,
    refused: tuple[Finding, ...] = (),
) -> HttpResponse:
    """Show the act: its form when it is open, every reason when it is not."""
    attempt = Attempt(act=act, actor=Actor.CREDITOR, on=found.on, place_day=found.place_day, details=None)
    reasons = refused or machine.reasons_against(pack(found.pack), found.facts, attempt)
    status = 409 if refused else 422 if form.errors else 200
    told = {"case": found, "form": form, "reasons": reasons, "refused": bool(refused)}
    return render(request, f"creditor/{template}.html", told, status=status)


@for_creditor
@in_step
def consent(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Consent to the latest version of the terms."""
    found = mine(seat, reference)
    form = Seen(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        by = seen_by(seat.by, form.cleaned_data["version"])
        try:
            negotiation.consent_creditor(
                case_id=found.id, by=by, at=now(), version=found.facts.latest_version
            )
        except Refused as refused:
            return _page(request, found, Act.CONSENT_CREDITOR, "consent", form, refused.reasons)
        messages.success(
            request, _("Votre consentement est enregistré. L'étude constatera l'accord des deux parties.")
        )
        return redirect("creditor:case", reference)
    return _page(request, found, Act.CONSENT_CREDITOR, "consent", form)


@for_creditor
@refillable
@in_step
def counter_offer(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Say what one would rather agree on."""
    found = mine(seat, reference)
    form = CounterOfferForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        by = seen_by(seat.by, form.cleaned_data["version"])
        said = Said(said_by=seat.by.name, text=form.cleaned_data["text"])
        try:
            answers.counter_offer(case_id=found.id, by=by, at=now(), said=said)
        except Refused as refused:
            return _page(request, found, Act.COUNTER_OFFER, "counter_offer", form, refused.reasons)
        messages.success(request, _("Votre contre-proposition est transmise à l'étude."))
        return redirect("creditor:case", reference)
    return _page(request, found, Act.COUNTER_OFFER, "counter_offer", form)


@for_creditor
@in_step
def withdraw(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Withdraw the case, once confirmed."""
    found = mine(seat, reference)
    form = Seen(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        by = seen_by(seat.by, form.cleaned_data["version"])
        beside = next((one for one in found.codebtors if one.draft), None)
        try:
            if found.state is State.DRAFT and beside:
                codebtors.remove(
                    creditor_id=owner_of(found.id), case_id=beside.id, other_id=found.id, by=by, at=now()
                )
                messages.success(
                    request, _("Le brouillon %(reference)s est retiré.") % {"reference": reference}
                )
                return redirect("creditor:case", beside.reference)
            filing.withdraw(case_id=found.id, by=by, at=now())
        except Refused as refused:
            return _page(request, found, Act.WITHDRAW, "withdraw", form, refused.reasons)
        messages.success(request, _("Le dossier est retiré."))
        return redirect("creditor:case", reference)
    return _page(request, found, Act.WITHDRAW, "withdraw", form)


@for_creditor
@in_step
def appoint(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Name the office charged with forced recovery."""
    found = mine(seat, reference)
    form = EnforcerForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        same = given["same"] == "same" or _named_alike(given["named"], found)
        by = seen_by(seat.by, given["version"])
        try:
            titles.appoint_enforcer(case_id=found.id, by=by, at=now(), named=given["named"], same_office=same)
        except Refused as refused:
            return _page(request, found, Act.APPOINT_ENFORCER, "appoint", form, refused.reasons)
        messages.success(request, _("L'étude chargée de l'exécution est désignée. Remettez-lui le titre."))
        return redirect("creditor:case", reference)
    return _page(request, found, Act.APPOINT_ENFORCER, "appoint", form)


def _named_alike(named: str, found: CaseRead) -> bool:
    """Tell whether the name typed is that of the office that issued the title."""
    return bool(found.office) and found.office.name.casefold() in named.casefold()  # type: ignore[union-attr]


@for_creditor
@in_step
def copy(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Take the case up again in a new draft, once confirmed."""
    found = mine(seat, reference)
    form = Seen(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        by = seen_by(seat.by, form.cleaned_data["version"])
        try:
            draft = ordinary.copy_to_draft(case_id=found.id, by=by, at=now())
        except Refused as refused:
            return _page(request, found, Act.COPY_TO_DRAFT, "copy", form, refused.reasons)
        messages.success(
            request, _("Nouveau brouillon, repris du dossier %(reference)s.") % {"reference": reference}
        )
        return redirect("creditor:case", draft.reference)
    return _page(request, found, Act.COPY_TO_DRAFT, "copy", form)
