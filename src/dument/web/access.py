"""The one place that decides who sees what. Whatever is not one's own does not exist: 404."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Protocol
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from dument.actions import readings
from dument.actions._move import By
from dument.procedure.states import Actor
from dument.queries import walls, who
from dument.queries.debtor import code_rank
from dument.queries.who import Who
from dument.web import refilling, shown
from dument.web.account import devices
from dument.web.proving import SAFE, shown_at, to_second_factor
from dument.web.watching import security

DEBTOR_MINUTES = OFFICE_MINUTES = 30
DEBTOR_HOURS = 12
DEBTOR_KEY, OFFICE_KEY, IDLE_KEY = "debtor", "office", "office_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditorSeat:
    """A creditor's seat: every case of these creditors, and no other."""

    by: By
    who: Who
    creditor_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSeat:
    """A seat in an office: its cases only. Acts that bind need the role "officer"."""

    by: By
    who: Who
    office_id: UUID
    role: str

    @property
    def is_officer(self) -> bool:
        """Tell whether the person is a commissaire de justice, who alone notes, proposes and signs."""
        return self.role == "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorSeat:
    """The holder of a letter's code: that one case.

    `helper` names who acts for the debtor, if anybody, `quality` says as what (`law.representation.QUALITIES`) and
    `authority` on what proof.
    """

    by: By
    case_id: UUID
    helper: str
    quality: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case that a letter's code opened in this browser; `waiting` says why nothing of it shows yet, if so.

    "helper": he has not said who he is; "not_addressee", "moved": what he declared at the door. `since` is when the
    code was typed (seconds since 1970).
    """

    case_id: UUID
    waiting: str
    helper: str
    quality: str
    authority: str
    since: float


class Guarded(Protocol):
    """A view that says who may see it."""

    access: str

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the request."""
        ...


View = Callable[..., HttpResponseBase]


def anyone(view: View) -> Guarded:
    """Return the view, open to everybody."""

    @wraps(view)
    def open_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _marked(open_view, "anyone")


def signed_in(view: View) -> Guarded:
    """Return the view for whoever is signed in; it receives `who`. An office's member needs his second factor."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        person = who.of(request.user)
        if person.offices and (sent := _sent_to_prove(request)):
            return sent
        return _private(view(request, person, *args, **kwargs))

    return _marked(checked, "signed_in")


def for_creditor(view: Callable[Concatenate[HttpRequest, CreditorSeat, ...], HttpResponseBase]) -> Guarded:
    """Return the view for those who act for a creditor; it receives a CreditorSeat.

    Who acts for nobody yet first says for whom; an office's member has nothing to see there.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return refilling.sign_in_again(request)
        person = who.of(request.user)
        if not person.creditors and person.offices:
            raise Http404
        if not person.creditors:
            return redirect("enter_creditor")
        seat = CreditorSeat(
            by=By(actor=Actor.CREDITOR, id=str(person.id), name=person.name, role=""),
            who=person,
            creditor_ids=frozenset(found.creditor_id for found in person.creditors),
        )
        refilling.refill(request, devices.mark(request, person.email))
        return _private(view(request, seat, *args, **kwargs))

    return _marked(checked, "creditor")


def for_office(
    role: str = "",
) -> Callable[[Callable[Concatenate[HttpRequest, OfficeSeat, ...], HttpResponseBase]], Guarded]:
    """Return what wraps a view for an office's members, in that role when one is named; it receives an OfficeSeat.

    A member without a second factor is sent to set one up first; half an hour without a page signs out.
    """

    def wrap(view: Callable[Concatenate[HttpRequest, OfficeSeat, ...], HttpResponseBase]) -> Guarded:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return refilling.sign_in_again(request)
            seat = _office_seat(request, who.of(request.user))
            if seat is None or (role and seat.role != role):
                raise Http404
            if sent := _sent_to_prove(request):
                return sent
            refilling.refill(request, devices.mark(request, seat.who.email))
            with walls.behind(seat.office_id, reading=request.method in SAFE):
                answer = _private(view(request, seat, *args, **kwargs))
                _note_reading(request, seat, kwargs, answer.status_code)
                return answer

        return _marked(checked, f"office:{role}" if role else "office")

    return wrap


def _note_reading(request: HttpRequest, seat: OfficeSeat, asked: Mapping[str, Any], status: int) -> None:
    """Note that a page or a file of a case was read; acts, which lead elsewhere, are in its journal.

    A form sent back with what is wrong is a page too, as readable as the one it came from.
    """
    read = status in (HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT)
    if request.method == "HEAD" or not read or "reference" not in asked:
        return
    page = request.resolver_match.url_name if request.resolver_match else ""
    more = [str(value) for name, value in asked.items() if name != "reference"]
    readings.note(
        office_id=seat.office_id,
        reference=asked["reference"],
        reader=seat.by.id,
        role=seat.role,
        what="/".join([page or "", *more]),
        at=datetime.now(UTC),
    )


def _sent_to_prove(request: HttpRequest) -> HttpResponseBase | None:
    """Return where an office's member must first go: sign in again, set up his second factor, or show it.

    None when he may go on. A session opened by the password alone, before the factor existed, is not enough.
    """
    if _idle(request):
        security.tell("signed_out", account=request.user.pk, means="idle")
        logout(request)
        return refilling.sign_in_again(request)
    if not who.of(request.user).second_factor:
        return redirect("mfa_activate_totp")
    if not shown_at(request):
        return to_second_factor(
            request, request.get_full_path() if request.method in SAFE else reverse("my_account")
        )
    return None


def _idle(request: HttpRequest) -> bool:
    """Tell whether half an hour has passed since the member's last page; the session is written once a minute."""
    now, until = int(time.time()), request.session.get(IDLE_KEY)
    if until is not None and until < now:
        return True
    if until is None or until - now < (OFFICE_MINUTES - 1) * 60:
        request.session[IDLE_KEY] = now + OFFICE_MINUTES * 60
    return False


def _office_seat(request: HttpRequest, person: Who) -> OfficeSeat | None:
    """Return the seat in the office chosen, else in the first one."""
    chosen = request.session.get(OFFICE_KEY)
    mine = [found for found in person.offices if str(found.office_id) == chosen] or list(person.offices)
    if not mine:
        return None
    return OfficeSeat(
        by=By(actor=Actor.OFFICER, id=str(person.id), name=person.name, role=mine[0].role),
        who=person,
        office_id=mine[0].office_id,
        role=mine[0].role,
    )


def for_debtor(view: Callable[Concatenate[HttpRequest, DebtorSeat, ...], HttpResponseBase]) -> Guarded:
    """Return the view for the holder of a letter's code, for half an hour after his last page."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        seat = debtor_seat(request)
        if seat is None:
            refilling.keep(request, letter_of(request))
            return redirect("debtor:who" if opened_by_code(request) else "debtor:enter")
        refilling.refill(request, letter_of(request))
        _prolong(request)
        traced = replace(seat.by, trace=shown.trace(request, request.session[DEBTOR_KEY]))
        response = view(request, replace(seat, by=traced), *args, **kwargs)
        shown.remember(request, response, request.session.get(DEBTOR_KEY))
        return _private(response)

    return _marked(checked, "debtor")


def for_code_holder(view: Callable[Concatenate[HttpRequest, Opened, ...], HttpResponseBase]) -> Guarded:
    """Return the view for whoever typed a letter's code, before he says who he is: nothing of the debt shows."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        opened = opened_by_code(request)
        if opened is None:
            return redirect("debtor:enter")
        _prolong(request)
        return _private(view(request, opened, *args, **kwargs))

    return _marked(checked, "code")


def _prolong(request: HttpRequest) -> None:
    request.session[DEBTOR_KEY]["until"] = _in_half_an_hour()
    request.session.modified = True


def opened_by_code(request: HttpRequest) -> Opened | None:
    """Return the case that the letter's code opened.

    None when no code did, when half an hour has passed since the last page or twelve hours since the code, or when
    the code was renewed since: a session opened with the former one dies with it.
    """
    kept, seconds = request.session.get(DEBTOR_KEY), time.time()
    if not kept or kept["until"] < seconds or kept.get("since", seconds) < seconds - DEBTOR_HOURS * 3600:
        return None
    if kept.get("rank") != _rank_now(request, UUID(kept["case"])):
        return None
    told = {name: str(kept.get(name, "")) for name in ("waiting", "helper", "quality", "authority")}
    return Opened(case_id=UUID(kept["case"]), since=kept.get("since", 0), **told)


def letter_of(request: HttpRequest) -> str:
    """Return what stands for the letter that this browser opened, even if too long ago; empty when it opened none."""
    kept = request.session.get(DEBTOR_KEY)
    return f"code/{kept['case']}/{kept.get('rank')}" if kept else ""


def _rank_now(request: HttpRequest, case_id: UUID) -> int:
    """Return the rank of the case's present code, asked once a page: the view and its frame both want it."""
    asked: dict[UUID, int] = request.__dict__.setdefault("code_ranks", {})
    if case_id not in asked:
        asked[case_id] = code_rank(case_id)
    return asked[case_id]


def debtor_seat(request: HttpRequest) -> DebtorSeat | None:
    """Return the seat of whoever opened a case with its letter's code and said who he is, else None."""
    opened = opened_by_code(request)
    if opened is None or opened.waiting:
        return None
    return DebtorSeat(
        by=debtor_by(opened.case_id, opened.helper),
        case_id=opened.case_id,
        helper=opened.helper,
        quality=opened.quality,
        authority=opened.authority,
    )


def debtor_by(case_id: UUID, helper: str = "") -> By:
    """Return who acts with a case's code."""
    name = f"{helper}, pour le destinataire" if helper else ""
    return By(actor=Actor.DEBTOR, id=f"code/{case_id}", name=name, role="")


def let_debtor_in(
    request: HttpRequest,
    case_id: UUID,
    *,
    waiting: str = "",
    helper: str = "",
    quality: str = "",
    authority: str = "",
    since: float = 0,
) -> None:
    """Open the case to this browser, under a new session key; `since` when the code was typed, 0 for now."""
    request.session.cycle_key()
    request.session[DEBTOR_KEY] = {
        "case": str(case_id),
        "rank": code_rank(case_id),
        "waiting": waiting,
        "helper": helper,
        "quality": quality,
        "authority": authority,
        "since": since or time.time(),
        "until": _in_half_an_hour(),
    }


def let_debtor_out(request: HttpRequest) -> None:
    """Close the case to this browser."""
    request.session.pop(DEBTOR_KEY, None)
    request.session.cycle_key()


def _in_half_an_hour() -> int:
    return int(time.time()) + DEBTOR_MINUTES * 60


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Return the response, which no cache and no back button may keep."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def _marked(view: Any, access: str) -> Guarded:
    view.access = access
    guarded: Guarded = view
    return guarded
