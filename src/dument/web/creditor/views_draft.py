"""The steps of a draft, each kept as soon as it is filled."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from dument.actions import claims
from dument.actions.claims import BadEvidence, NotADraft
from dument.actions.quotas import TooMuch
from dument.procedure.states import State
from dument.queries.cases import CaseRead
from dument.queries.creditor import owner_of
from dument.web.access import CreditorSeat, for_creditor
from dument.web.below import spoken
from dument.web.creditor.drafts import steps_of
from dument.web.creditor.forms import EvidenceForm
from dument.web.creditor.found import BACK, in_step, mine
from dument.web.creditor.interest import InterestStage
from dument.web.creditor.registry import looked_up
from dument.web.creditor.stage import CreditorStage, DebtorStage, LinesStage, OfficeStage, OriginStage, Stage
from dument.web.file_fields import Judged
from dument.web.refilling import refillable

STAGES: dict[str, Stage] = {
    "creancier": CreditorStage(),
    "debiteur": DebtorStage(),
    "sommes": LinesStage(),
    "origine": OriginStage(),
    "interets": InterestStage(),
    "etude": OfficeStage(),
}
FILED = _("Ce dossier a été confié à l'étude : il ne se modifie plus comme un brouillon.")


@for_creditor
@refillable
@in_step
def step(request: HttpRequest, seat: CreditorSeat, reference: str, word: str) -> HttpResponseBase:
    """Show one step, or keep it and go to the next."""
    if word not in STAGES:
        raise Http404
    found = _draft(request, seat, reference)
    stage = STAGES[word]
    if request.method == "POST" and "chercher" in request.POST and stage.party_form:
        filled, sentence = looked_up(request.POST.dict())
        told = {"case": found, "stage": stage, "word": word, "form": stage.party_form(initial=filled)}
        return render(request, stage.template, told | {"register_says": sentence})
    form = stage.form(found, request)
    valid = request.method == "POST" and form.is_valid()
    if valid and "calculer" not in request.POST:
        claims.save(creditor_id=owner_of(found.id), given=stage.fill(found, form), case_id=found.id)
        return redirect(request.get_full_path()) if "encore" in request.POST else _next(request, found, word)
    told = {"case": found, "stage": stage, "word": word, "form": form, **stage.more(found, form)}
    refused = request.method == "POST" and not valid
    return render(request, stage.template, told, status=422 if refused else 200)


def _draft(request: HttpRequest, seat: CreditorSeat, reference: str) -> CaseRead:
    """Return the draft; raise NotADraft once it is filed."""
    found = mine(seat, reference)
    if found.state is not State.DRAFT:
        raise NotADraft(str(FILED))
    return found


def _next(request: HttpRequest, found: CaseRead, word: str) -> HttpResponseBase:
    """Go back to the check page when the step was opened there, else on to the next step."""
    if BACK in request.GET:
        return redirect("creditor:check", found.reference)
    words = [one.word for one in steps_of(found)]
    after = words[words.index(word) + 1 :]
    return (
        redirect("creditor:step", found.reference, after[0])
        if after
        else redirect("creditor:check", found.reference)
    )


@for_creditor
@in_step
def evidence(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Show the supporting documents, or add some; going on with files chosen adds them first.

    Each is judged by itself: those refused are told by their name, with the reason, and the others are kept.
    """
    found = _draft(request, seat, reference)
    going_on = "continuer" in request.POST
    if going_on and not request.FILES:
        return _next(request, found, "pieces")
    form = EvidenceForm(request.POST or None, request.FILES or None)
    kept: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        given = _joined(found, form.cleaned_data["evidence"])
        if not given.refused:
            return _next(request, found, "pieces") if going_on else redirect(request.get_full_path())
        for name, why in given.refused:
            form.add_error("evidence", f"« {name} » : {why}")
        found, kept = _draft(request, seat, reference), given.kept
    told = {"case": found, "form": form, "kept": kept}
    return render(request, "creditor/evidence.html", told, status=422 if request.method == "POST" else 200)


def _joined(found: CaseRead, given: Judged) -> Judged:
    """Join to the draft each file that may be, and return what became of all of them."""
    kept, refused = [], list(given.refused)
    for file in given.kept:
        try:
            claims.add_evidence(case_id=found.id, name=str(file.name), content=file.read())
        except (BadEvidence, TooMuch) as why:
            refused.append((str(file.name), str(spoken(str(why)))))
        else:
            kept.append(file)
    return Judged(kept=tuple(kept), refused=tuple(refused))


@for_creditor
@in_step
def move_evidence(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Put a supporting document before the one that precedes it, or after the one that follows."""
    if request.method != "POST":
        raise Http404
    found = _draft(request, seat, reference)
    earlier = request.POST.get("where") == "earlier"
    claims.move_evidence(case_id=found.id, sha256=request.POST.get("sha256", ""), earlier=earlier)
    return redirect("creditor:evidence_step", reference)


@for_creditor
@in_step
def remove_evidence(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Take a supporting document away."""
    if request.method != "POST":
        raise Http404
    found = _draft(request, seat, reference)
    claims.remove_evidence(case_id=found.id, sha256=request.POST.get("sha256", ""))
    return redirect("creditor:evidence_step", reference)
