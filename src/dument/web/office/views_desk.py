"""The office's queue, one case on one page, its papers and its journal."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dument.actions import letters, roles
from dument.law.interest import Interest, accrue
from dument.law.parameters import NotInForce
from dument.ports.pdf import MentionsMissing
from dument.ports.scanner import scanner
from dument.procedure.states import Act, State, payments_locked
from dument.queries import office
from dument.queries import team as teams
from dument.queries.cases import CaseRead, NoSuchCase
from dument.queries.clock import legal_day, now
from dument.queries.office import Asked
from dument.queries.tasks import TASKS
from dument.queries.team import Member
from dument.queries.words import TRACKING
from dument.web.access import OfficeSeat, for_office
from dument.web.files import as_paper, kept_paper, kept_upload
from dument.web.office.standing import ActShown, acts_of, checks_of
from dument.web.typed import number

ROLES = {"officer": "commissaire de justice", "clerk": "clerc", "accountant": "comptable"}

# The facts that a case shows in a place of their own: with the letter, and with the checks.
ELSEWHERE = frozenset({*TRACKING, "conflict"})

PROTECTED = {
    "curatorship": gettext_noop("majeur protégé (curatelle)"),
    "guardianship": gettext_noop("majeur protégé (tutelle)"),
}

# What else than reading a role may do on a case.
BEYOND = {
    roles.CLERK: _(
        "Vous pouvez tout lire, tout préparer pour sa signature, prévisualiser la lettre, calculer un plan."
    ),
    roles.ACCOUNTANT: _("Vous pouvez tout lire et enregistrer les paiements."),
}


def theirs(seat: OfficeSeat, reference: str, *, journal: bool = False) -> CaseRead:
    """Return the office's case of that reference, with its journal or not; raise Http404 for any other."""
    try:
        return office.office_case(office_id=seat.office_id, reference=reference, at=now(), journal=journal)
    except NoSuchCase as unknown:
        raise Http404 from unknown


@for_office()
def queue(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show what the office has to do, the most urgent first."""
    at = now()
    members = teams.team(office_id=seat.office_id, on=legal_day(at))
    asked, follower = _asked(request, seat, members)
    listed = office.queue(
        office_id=seat.office_id, at=at, asked=asked, page=number(request.GET.get("page", ""), 1)
    )
    kept = {
        "etat": asked.scope,
        "tache": asked.task,
        "echeance": asked.due,
        "suivi": follower,
        "q": asked.search,
    }
    told = {
        "listed": listed,
        "people": {one.id: one for one in members},
        "members": members,
        "waiting": office.waiting(office_id=seat.office_id, at=at),
        "asked": asked,
        "follower": follower,
        "scopes": office.SCOPES.items(),
        "dues": office.DUE.items(),
        "kept": urlencode({name: value for name, value in kept.items() if value}),
        "filtered": bool(asked.task or asked.due or asked.search or follower),
        "role": ROLES[seat.role],
    }
    return render(request, "office/queue.html", told)


def _asked(request: HttpRequest, seat: OfficeSeat, members: Sequence[Member]) -> tuple[Asked, str]:
    """Return what part of the queue the address asks for, and whose; what it asks wrongly is left out."""
    given = request.GET
    follower = given.get("suivi", "")
    of: frozenset[UUID] = frozenset()
    if follower == "moi":
        of = teams.looked_after_by(members, seat.who.id)
    elif follower != office.NOBODY:
        of = frozenset(one.id for one in members if str(one.id) == follower)
        follower = follower if of else ""
    return Asked(
        scope=given.get("etat", "") if given.get("etat") in office.SCOPES else "open",
        task=given.get("tache", "") if given.get("tache") in TASKS else "",
        due=given.get("echeance", "") if given.get("echeance") in office.DUE else "",
        search=given.get("q", "").strip()[:80],
        of=of,
        nobody_s=follower == office.NOBODY,
    ), follower


@for_office()
def case(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Show one case on one page: facts, checks, acts open, acts closed and why."""
    found = theirs(seat, reference, journal=True)
    acts, running = acts_of(found), computed(found)
    keeps_accounts = seat.role == roles.ACCOUNTANT
    if keeps_accounts:  # he prepares nothing: a button that leads to a refusal helps nobody
        acts = tuple(act for act in acts if roles.may(seat.role, Act(act.word)))
    told = {
        "case": found,
        "seat": seat,
        "reserved": roles.RESERVED,
        "beyond": BEYOND.get(seat.role, ""),
        "open": sorted((act for act in acts if not act.reasons and not act.aside), key=_rank),
        "beside": [act for act in acts if not act.reasons and act.aside],
        "blocked": [act for act in acts if act.reasons and not act.later and not act.ordinary],
        "later": [act for act in acts if act.later],
        "tracking": TRACKING,
        "facts": [one for one in reversed(found.told) if one.kind not in ELSEWHERE],
        "declare": found.state is State.SUBMITTED and not found.conflict_declared and not keeps_accounts,
        "keeps_accounts": keeps_accounts,
        "protected": PROTECTED.get(found.facts.protection, ""),
        "checks": checks_of(found) if found.state is State.SUBMITTED else (),
        "locked": payments_locked(found.state),
        "scanned": scanner().notice,
        "computed": running,
        "total": found.total + running.amount if running else found.total,
        "steps": [
            {"on": one.on, "what": one.sentence, "article": one.article} for one in found.journal.entries[-8:]
        ],
    }
    return render(request, "office/case.html", told)


def _rank(act: ActShown) -> int:
    """Order the acts open: the one awaited first, those that give the case up last."""
    return 0 if act.awaited else 2 if act.gives_up else 1


def computed(found: CaseRead) -> Interest | None:
    """Return the interest that still runs, to this day; None when it is fixed or the law of a day is not known."""
    plan = found.facts.interest_plan
    if plan is None:
        return None
    try:
        return accrue(
            principal=found.principal,
            first_day=plan.first_day,
            last_day=found.on,
            rate=plan.rate,
            creditor=found.creditor.kind,
        )
    except NotInForce:
        return None


@for_office()
def journal(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Show the journal, line by line, and whether its chain holds."""
    try:
        found = office.office_journal(office_id=seat.office_id, reference=reference)
    except NoSuchCase as unknown:
        raise Http404 from unknown
    return render(request, "office/journal.html", {"case": found})


@for_office()
def letter(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Give the letter as it would be sealed now, its code masked."""
    try:
        content = letters.preview(
            office_id=seat.office_id, reference=reference, officer=seat.by.name, at=now()
        )
    except letters.NoLetter as none:
        raise Http404 from none
    except MentionsMissing as missing:
        return render(
            request, "refused.html", {"sentence": str(missing), "back": f"../{reference}"}, status=409
        )
    return as_paper(content, f"{reference}-apercu.pdf")


@for_office()
def paper(request: HttpRequest, seat: OfficeSeat, reference: str, kind: str, rank: int) -> HttpResponseBase:
    """Give one paper of the procedure."""
    for one in theirs(seat, reference).papers:
        if (one.kind, one.rank) == (kind, rank):
            return kept_paper(one.sha256, f"{reference}-{kind}-{rank}.pdf")
    raise Http404


@for_office()
def evidence(request: HttpRequest, seat: OfficeSeat, reference: str, rank: int) -> HttpResponseBase:
    """Give one supporting document."""
    for one in theirs(seat, reference).evidence:
        if one.rank == rank:
            return kept_upload(one.sha256, one.media_type, f"{reference}-piece-{rank}")
    raise Http404
