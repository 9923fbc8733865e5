"""Acts of a drill, in a process of their own (`python -m dument.cli.drills.acts WHAT…`): one line an act done."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from dument.cli._site import ready
from dument.cli.drills.arming import arm_from, shift_clock
from dument.cli.drills.keeping_acts import KEEPING


def main(*arguments: str) -> None:
    """Do the act named first (one of ACTS) with the arguments that follow, killed where `--fault=` says."""
    ready()
    what, *given = arm_from(arguments)
    ACTS[what](*given)


def _said(*words: object) -> None:
    print(*words, flush=True)


def letters(count: str) -> None:
    """File and prepare that many cases: each leaves a letter to send."""
    from dument.cli.drills import story

    acting = story.who()
    for _ in range(int(count)):
        case = story.filed(acting)
        _said("ack", case, "submit")
        story.prepared(acting, case)
        _said("ack", case, "prepare")


def filed(count: str) -> None:
    """Hand that many cases over to their office."""
    from dument.cli.drills import story

    acting = story.who()
    for _ in range(int(count)):
        _said("ack", story.filed(acting), "submit")


def lives(count: str) -> None:
    """Take that many cases from draft to title and a first payment, saying each act once it is done."""
    from dument.cli.drills import story

    acting = story.who()
    for _ in range(int(count)):
        case = story.filed(acting)
        _said("ack", case, "submit")
        for name, act in story.STEPS.items():
            act(acting, case)
            _said("ack", case, name)


def agreed(count: str) -> None:
    """Take that many cases to an agreement, and give their identifiers."""
    from dument.cli.drills import story

    acting = story.who()
    for _ in range(int(count)):
        _said(story.agreed(acting))


def invited(count: str) -> None:
    """Take that many cases to the month of the debtor, and give their identifiers."""
    from dument.cli.drills import story

    acting = story.who()
    for _ in range(int(count)):
        _said(story.invited(acting))


def title(*cases: str) -> None:
    """Issue the title of each case, and say what came of it."""
    from dument.cli.drills import story

    _each(cases, story.titled)


def expiry(*cases: str) -> None:
    """Note the expiry of each case, and say what came of it."""
    from dument.cli.drills import story

    _each(cases, story.expired)


def refusal(*cases: str) -> None:
    """Record the debtor's refusal in each case, and say what came of it."""
    from dument.cli.drills import story

    _each(cases, story.refused)


def _each(cases: tuple[str, ...], act: Callable[..., object]) -> None:
    from dument.actions._move import Changed
    from dument.cli.drills import story
    from dument.ports.errors import TryAgain
    from dument.procedure.machine import Refused

    acting = story.who()
    for case in cases:
        try:
            act(acting, UUID(case))
        except (Refused, Changed, TryAgain) as refused:
            _said("refused", case, type(refused).__name__)
        else:
            _said("ack", case, getattr(act, "__name__", "act").strip("<>"))


def drain(hours: str = "0") -> None:
    """Deliver what will be due in so many hours, once through."""
    from dument.jobs.outbox import drain as drain_outbox
    from dument.queries.clock import now

    _said("done", drain_outbox(now() + timedelta(hours=int(hours))))


def seal() -> None:
    """Seal the journal."""
    from dument.actions import seals
    from dument.queries.clock import now

    made = seals.seal(now())
    _said("sealed", made.number if made else 0)


def people() -> None:
    """Make the people of the drills."""
    from dument.cli.drills import story

    story.who()


def states() -> None:
    """Tell the state of each case."""
    from dument.records.cases.models import Case

    _said(*Case.objects.order_by("pk").values_list("state", flat=True))


def journal() -> None:
    """Tell each line of the journal as the drill's own word for the act."""
    from dument.cli.drills.story import WORD_OF
    from dument.records.journal.models import Event

    for case, act in Event.objects.values_list("case_id", "type").iterator():
        _said(case, WORD_OF.get(act, act))


def invited_seen() -> None:
    """Take a case to the month of the debtor; give it and the version that everybody sees."""
    from dument.cli.drills import story
    from dument.records.cases.models import Case

    case = story.invited(story.who())
    _said(case, Case.objects.get(pk=case).version)


def refusal_seen(case: str, version: str) -> None:
    """Record the debtor's refusal as one who saw that version of the case."""
    from dument.cli.drills import story

    _each((case,), lambda acting, pk: story.refused(acting, pk, seen=int(version)))


def legal_day(days: str = "0") -> None:
    """Tell the legal day on a machine whose clock is that many days off."""
    from dument.queries.clock import today

    shift_clock(int(days))
    _said(today())


def sweep(days: str) -> None:
    """Make the expiry tasks on a machine whose clock is that many days off; tell the problem met."""
    from dument.jobs import reconcilers
    from dument.queries.clock import now
    from dument.records.outbox.models import ReconcilerRun

    if int(days):
        shift_clock(int(days))
    reconcilers.due_at(now())
    reconcilers.run("expiries", now())
    _said(ReconcilerRun.objects.get(name="expiries").problem)


def tasks() -> None:
    """Tell the day of each expiry task."""
    from dument.records.outbox.models import ExpiryTask

    _said(*ExpiryTask.objects.values_list("on", flat=True))


def seal_late(minutes: str) -> None:
    """Try to seal each minute for so many minutes; tell which reconcilers are then late."""
    from dument.jobs import reconcilers
    from dument.queries.clock import now
    from dument.queries.running import late

    at = now()
    reconcilers.due_at(at)
    for minute in range(0, int(minutes) + 1, 20):
        reconcilers.run("seal", at + timedelta(minutes=minute))
    _said(*(one.name for one in late(at + timedelta(minutes=int(minutes))) if one.problem))


def site(port: str) -> None:
    """Serve the site, armed."""
    from dument.cli.drills.pages import serve

    serve(int(port))


def invited_visitor() -> None:
    """Take a case to the month of the debtor; give it and the cookie of the debtor's browser."""
    from dument.cli.drills import story
    from dument.cli.drills.pages import visitor_of

    case = story.invited(story.who())
    _said(case, visitor_of(case))


def messages() -> None:
    """Tell how each message of the outbox stands."""
    from dument.records.outbox.models import Message

    for row in Message.objects.values("key", "effect", "state", "problem", "attempts"):
        _said(json.dumps(row))


def worker() -> None:
    """Work as `dument worker` does, armed."""
    from django.conf import settings

    from dument.cli.worker import loop

    if settings.ON_POSTGRESQL:
        from dument.jobs.workers import work

        work()
    else:
        loop(0.2, once=False)


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act
    for act in (
        letters, filed, lives, agreed, invited, title, expiry, refusal, drain, seal, people, states, journal,
        invited_seen, refusal_seen, legal_day, sweep, tasks, seal_late, site, invited_visitor, messages, worker,
    )
} | KEEPING  # fmt: skip

if __name__ == "__main__":
    main(*sys.argv[1:])
