"""One act of the office: shown with what it does and what is against it, then done once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext

from dument.actions import codes, ordinary, preparing, previews, roles
from dument.actions._move import Changed, Done
from dument.law.findings import Finding
from dument.procedure import margin as bounds
from dument.procedure.facts import may_be_certified
from dument.procedure.machine import Refused
from dument.procedure.packs import pack
from dument.procedure.states import Act
from dument.queries import margins
from dument.queries import team as teams
from dument.queries.cases import CaseRead
from dument.queries.clock import now
from dument.queries.margins import MarginRead
from dument.queries.parts import AnswerRead, FactRead, PreparedRead
from dument.queries.team import AssociateRead
from dument.queries.words import DOCUMENTS
from dument.web.access import OfficeSeat, for_office
from dument.web.below import spoken
from dument.web.office import namesakes
from dument.web.office.doings import DOINGS, Doing
from dument.web.office.forms import ActForm, ConflictForm, DecisionsForm
from dument.web.office.forms_terms import ProposeForm
from dument.web.office.standing import label_of, reasons_against
from dument.web.office.views_desk import theirs
from dument.web.proving import sent_to_show_again
from dument.web.refilling import refillable

# What signs or changes what was signed: the second factor is shown again before.
GRAVE = frozenset({Act.PREPARE, Act.ISSUE_TITLE, Act.CORRECT, Act.CANCEL_PAYMENT, Act.UPDATE_CERTIFICATE})
MEANS = frozenset({"budget", "offer"})  # the facts by which the debtor tells what he can pay
NOT_KEPT = {"csrfmiddlewaretoken", "version", "preparer", "calculer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page of an act shows; `prepared` is what a clerk left for it.

    `again` is set when the act is refused for what was typed: the form comes back as it was filled, to be put right.
    """

    doing: Doing
    case: CaseRead
    form: ActForm
    decisions: DecisionsForm
    reasons: tuple[Finding, ...]
    prepared: PreparedRead | None
    sentence: str = ""
    again: bool = False


def _binds(act: Act, found: CaseRead, seat: OfficeSeat) -> bool:
    """Tell whether a fresh proof is asked first: the act signs, or the payment that it records may be the last."""
    if act is Act.RECORD_PAYMENT:
        discharged = any(paper.kind == "discharge" and not paper.withdrawn_on for paper in found.papers)
        return seat.is_officer and may_be_certified(found.state, found.facts.common) and not discharged
    return act in GRAVE and roles.may(seat.role, act)


@for_office()
@refillable
def act(request: HttpRequest, seat: OfficeSeat, reference: str, word: str) -> HttpResponseBase:
    """Show an act, do it, or keep it prepared: each refusal says every reason with its articles, changes nothing."""
    doing = next((one for one in DOINGS.values() if one.act.value == word), None)
    if doing is None:
        raise Http404
    found = theirs(seat, reference, journal=doing.act is Act.CORRECT)  # the one that names a line of it
    if _binds(doing.act, found, seat) and (sent := sent_to_show_again(request)):
        return sent
    shown = _shown(doing, found, request.POST or None, channel=request.GET.get("channel", ""))
    if request.method != "POST":
        return _page(request, seat, shown, 200)
    if "renoncer" in request.POST:
        preparing.give_up(office_id=seat.office_id, case_id=found.id, act=doing.act)
        return redirect("office:case", reference)
    if not shown.reasons and _computing(request, shown):
        return _page(request, seat, shown, 200 if shown.form.is_valid() else 422)
    mine = roles.may(seat.role, doing.act)
    if not mine and not (seat.role == roles.CLERK and "preparer" in request.POST):
        return _reserved(request, reference)
    if shown.reasons:
        return _page(request, seat, shown, 409)
    valid = shown.form.is_valid()
    if not (valid and (shown.decisions.is_valid() or "preparer" in request.POST)):
        return _page(request, seat, shown, 422)
    return _do(request, seat, shown) if mine else _prepare(request, seat, shown)


def _shown(doing: Doing, found: CaseRead, data: Any, channel: str = "") -> Shown:
    """Return what the page shows; what a clerk prepared fills the form on the officer's first visit."""
    reasons, to_decide = reasons_against(found, doing.act)
    prepared = next((one for one in found.prepared if one.act == doing.act.value), None)
    filled = data
    if data is None and prepared is not None and not reasons:
        filled = {**prepared.given, "version": str(found.version)}
    return Shown(
        doing=doing,
        case=found,
        form=doing.form(filled, case=found, channel=channel),
        decisions=DecisionsForm(
            filled if data is None and filled else data, findings=to_decide, first=data is None
        ),
        reasons=reasons,
        prepared=prepared,
    )


def _prepare(request: HttpRequest, seat: OfficeSeat, shown: Shown) -> HttpResponseBase:
    """Keep what a clerk filled, as typed, for the officer to read again and sign."""
    kept = {name: value for name, value in request.POST.items() if name not in NOT_KEPT}
    preparing.keep(
        office_id=seat.office_id,
        case_id=shown.case.id,
        act=shown.doing.act,
        by=replace(seat.by, seen=shown.form.cleaned_data["version"]),
        at=now(),
        given=kept,
    )
    messages.success(
        request, gettext("C'est préparé : le commissaire de justice n'a plus qu'à relire et signer.")
    )
    return redirect("office:case", shown.case.reference)


def _computing(request: HttpRequest, shown: Shown) -> bool:
    """Tell whether a plan is only to be computed."""
    return isinstance(shown.form, ProposeForm) and "calculer" in request.POST


def _do(request: HttpRequest, seat: OfficeSeat, shown: Shown) -> HttpResponseBase:
    doing, found = shown.doing, shown.case
    by = replace(seat.by, seen=shown.form.cleaned_data["version"])
    try:
        done = doing.run(found, shown.form, by, now(), shown.decisions.decided())
    except Refused as refused:
        return _page(request, seat, replace(shown, reasons=refused.reasons, again=True), 409)
    except roles.Reserved as reserved:
        return _reserved(request, found.reference, str(reserved))
    except Changed as changed:
        data = request.POST.copy()
        data["version"] = str(found.version)
        again = _shown(doing, found, data)
        return _page(request, seat, replace(again, sentence=_again(changed)), 409)
    if doing.act is Act.RENEW_CODE and isinstance(done, Done):
        return _code(request, done)
    done_act = label_of(doing.act, pack(found.pack)[doing.act].label)
    messages.success(request, gettext("%(act)s : c'est fait.") % {"act": done_act})
    return redirect("office:case", found.reference)


def _again(changed: Changed) -> str:
    """Return what moved since the page was shown, and what to do."""
    return format_html("{} {}", spoken(str(changed)), gettext("Vérifiez, puis confirmez à nouveau."))


def _code(request: HttpRequest, done: Done) -> HttpResponse:
    """Show the new code, once."""
    code = codes.grouped(codes.code_of(done.case.pk, done.case.code_rank))
    answer = render(request, "office/code.html", {"reference": done.case.reference, "code": code})
    answer["Cache-Control"] = "no-store"
    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the office has before it when it proposes: the creditor's margin and what the terms typed pass of it.

    `means` is what the debtor said that he can pay, and `offers` the parties' counter-offers, the last one first. An
    accountant has no use for the margin.
    """

    margin: MarginRead | None
    beyond: tuple[str, ...]
    means: tuple[FactRead, ...]
    offers: tuple[AnswerRead, ...]


def _beside(seat: OfficeSeat, shown: Shown) -> Beside:
    case, form = shown.case, shown.form
    means = tuple(one for one in reversed(case.told) if one.kind in MEANS)
    offers = tuple(one for one in reversed(case.answers) if one.kind == "counter_offer")
    if seat.role == roles.ACCOUNTANT:
        return Beside(margin=None, beyond=(), means=means, offers=offers)
    read = margins.margin_for_office(office_id=seat.office_id, reference=case.reference)
    passed: tuple[str, ...] = ()
    if read and isinstance(form, ProposeForm) and form.is_bound and form.is_valid():
        passed = bounds.beyond(
            read.margin,
            claimed=case.facts.claimed,
            amount=form.cleaned_data["amount"],
            days=[part.on for part in form.plan],
            since=case.facts.month.last_day if case.facts.month else case.on,
        )
    return Beside(margin=read, beyond=passed, means=means, offers=offers)


def _page(request: HttpRequest, seat: OfficeSeat, shown: Shown, status: int) -> HttpResponse:
    row = pack(shown.case.pack)[shown.doing.act]
    plan = shown.form.plan if isinstance(shown.form, ProposeForm) and shown.form.is_bound else ()
    told = {
        "shown": shown,
        "case": shown.case,
        "beside": _beside(seat, shown) if isinstance(shown.form, ProposeForm) else None,
        "form": shown.form,
        "row": row,
        "label": label_of(shown.doing.act, row.label),
        "plan": plan,
        "drafts": [(kind, DOCUMENTS[kind]) for kind in previews.KINDS.get(shown.doing.act, ())],
        "seat": seat,
        "mine": roles.may(seat.role, shown.doing.act),
        "may_prepare": seat.role == roles.CLERK,
        "reserved": roles.RESERVED,
        "refused": request.method == "POST" and status == 409,
        "to_declare": any(one.code == "conflict_undeclared" for one in shown.reasons),
        "proposing": isinstance(shown.form, ProposeForm),
    }
    return render(request, "office/act.html", told, status=status)


def _reserved(request: HttpRequest, reference: str, sentence: str = roles.RESERVED) -> HttpResponse:
    return render(
        request,
        "refused.html",
        {"sentence": sentence, "back": f"/etude/dossiers/{reference}"},
        status=403,
    )


def _listed(persons: Sequence[AssociateRead]) -> str:
    """Return the list that the officer had before him, as the journal keeps it."""
    if not persons:
        return "Liste des associés et salariés vide ce jour."
    return "Liste vue : " + " ; ".join(f"{one.name}, {one.capacity}" for one in persons) + "."


@for_office()
def conflict(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Declare whether a conflict of interest binds the officer to a party."""
    found = theirs(seat, reference)
    form = ConflictForm(request.POST or None, case=found)
    persons = teams.associates(office_id=seat.office_id, on=found.on)
    reasons, _ = reasons_against(found, Act.REPORT_FACT)
    status, sentence = 200, ""
    if request.method == "POST":
        if not seat.is_officer:
            return _reserved(request, reference)
        status = 422
        if form.is_valid():
            by = replace(seat.by, seen=form.cleaned_data["version"])
            try:
                ordinary.declare_conflict(
                    case_id=found.id,
                    by=by,
                    at=now(),
                    conflict=form.cleaned_data["conflict"],
                    persons=_listed(persons),
                )
            except Refused as refused:
                reasons, status = refused.reasons, 409
            except Changed as changed:
                data = request.POST.copy()
                data["version"] = str(found.version)
                form, sentence, status = ConflictForm(data, case=found), _again(changed), 409
            else:
                messages.success(request, gettext("Votre déclaration est inscrite au journal."))
                return redirect("office:case", reference)
    told = {
        "case": found,
        "form": form,
        "reasons": reasons,
        "persons": [(one, namesakes.of(one.name, found)) for one in persons],
        "sentence": sentence,
        "seat": seat,
        "reserved": roles.RESERVED,
    }
    return render(request, "office/conflict.html", told, status=status)
