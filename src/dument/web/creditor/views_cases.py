"""The creditor's cases: the list, one case, its papers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from dument.procedure import machine
from dument.procedure.packs import pack
from dument.procedure.states import CLOSED, Act, Actor, State, payments_locked
from dument.queries.alike import beside
from dument.queries.cases import CaseRead
from dument.queries.clock import now
from dument.queries.creditor import my_cases
from dument.queries.lists import Row
from dument.queries.words import ACTORS
from dument.web.access import CreditorSeat, for_creditor
from dument.web.creditor.drafts import ready, steps_of
from dument.web.creditor.found import mine
from dument.web.creditor.interest import interest_of
from dument.web.creditor.next_steps import in_short, limitation_of, next_step, soon
from dument.web.files import kept_paper, kept_upload
from dument.web.languages import StrOrPromise
from dument.web.typed import number

# The officer's own papers, and what goes to the debtor alone, are not the creditor's.
NOT_HIS = frozenset({"debtor_copy", "code_letter", "conflict_declaration"})
# The tabs of the list, as the address names them: what is read, and whom it waits for.
ENDED = _("Terminés")
WAITS: dict[str, StrOrPromise] = {
    "creditor": _("À vous d'agir"),
    "office": _("Chez l'étude"),
    "debtor": _("Chez le débiteur"),
}
TABS: dict[str, tuple[StrOrPromise, str]] = {
    "ouverts": (_("En cours"), ""),
    "vous": (WAITS["creditor"], "creditor"),
    "etude": (WAITS["office"], "office"),
    "debiteur": (WAITS["debtor"], "debtor"),
    "clos": (ENDED, ""),
}


@for_creditor
def cases(request: HttpRequest, seat: CreditorSeat) -> HttpResponseBase:
    """List the creditor's cases: what waits for whom, by when."""
    asked = request.GET.get("etat", "")
    tab = asked if asked in TABS else "ouverts"
    listed = my_cases(
        creditor_ids=seat.creditor_ids,
        at=now(),
        closed=tab == "clos",
        waits_for=TABS[tab][1],
        page=number(request.GET.get("page", ""), 1),
    )
    told = {"listed": listed, "tab": tab, "tabs": [(word, label) for word, (label, _) in TABS.items()]}
    told |= {"groups": _groups(listed.rows, closed=tab == "clos"), "closed": tab == "clos", "seat": seat}
    return render(request, "creditor/cases.html", told)


def _groups(
    rows: Sequence[Row], *, closed: bool
) -> list[tuple[StrOrPromise, list[tuple[Row, StrOrPromise]]]]:
    """Return the rows, in their order, under the one that each waits for; with what comes next after an ending."""
    told = groupby(rows, key=lambda row: ENDED if closed else WAITS[row.who])
    return [
        (title, [(row, in_short(row.state, paid_off=row.paid_off)) for row in some]) for title, some in told
    ]


@for_creditor
def case(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Show one case: a draft as its steps, any other as its life."""
    found = mine(seat, reference)
    if found.state is State.DRAFT:
        around = beside(creditor_ids=seat.creditor_ids, case=found)
        steps = steps_of(found, margin=around.margin_set)
        told = {"case": found, "steps": steps, "ready": ready(steps), "alike": around.alike}
        return render(request, "creditor/draft.html", told | {"invoice": _invoice_told(request, found)})
    return render(request, "creditor/case.html", _shown(found))


def _shown(found: CaseRead) -> dict[str, object]:
    acts = machine.open_to(pack(found.pack), found.facts, Actor.CREDITOR, found.on, found.place_day)
    limit = limitation_of(found)
    running = None if found.interest_lines else interest_of(found, found.interest_from, found.interest_rate)
    return {
        "case": found,
        "computed": running,
        "total": found.total + running.amount if running else found.total,
        "acts": {act.value: True for act in acts},
        "consented": bool(found.latest and found.latest.creditor_on),
        "papers": [paper for paper in found.papers if paper.kind not in NOT_HIS],
        "steps": _timeline(found),
        "locked": payments_locked(found.state),
        "next": next_step(found),
        "limit": limit,
        "limit_soon": soon(limit, found.on),
        "may_set_margin": found.state not in CLOSED | {State.AGREED},
        "can_copy": Act.COPY_TO_DRAFT in acts,
    }


def _timeline(found: CaseRead) -> list[dict[str, object]]:
    told: list[dict[str, object]] = [
        {
            "on": entry.on,
            "who": _("vous") if entry.actor == ACTORS["creditor"] else entry.actor,
            "what": entry.sentence,
            "article": entry.article,
        }
        for entry in found.journal.entries
    ]
    coming = str(in_short(found.state, paid_off=found.paid_off or found.settled))
    if coming:
        told.append({"on": None, "what": coming[0].upper() + coming[1:], "next": True, "href": "#suite"})
    elif found.state not in CLOSED:
        told.append(
            {
                "on": found.facts.month and found.facts.month.last_day,
                "what": found.task.for_creditor,
                "next": True,
            }
        )
    return told


def _invoice_told(request: HttpRequest, found: CaseRead) -> object:
    """Return what the invoice taught, kept since it was dropped."""
    return request.session.get("invoices", {}).get(found.reference)


@for_creditor
def paper(request: HttpRequest, seat: CreditorSeat, reference: str, kind: str, rank: int) -> HttpResponseBase:
    """Give one paper of the procedure, to be read in the browser."""
    found = mine(seat, reference)
    for one in found.papers:
        if (one.kind, one.rank) == (kind, rank) and kind not in NOT_HIS:
            return kept_paper(one.sha256, f"{reference}-{one.kind}-{one.rank}.pdf")
    raise Http404


@for_creditor
def evidence(request: HttpRequest, seat: CreditorSeat, reference: str, rank: int) -> HttpResponseBase:
    """Give one supporting document."""
    found = mine(seat, reference)
    for one in found.evidence:
        if one.rank == rank:
            return kept_upload(one.sha256, one.media_type, f"{reference}-piece-{rank}")
    raise Http404
