"""Acts of a drill, in a process of their own (`python -m dument.cli.drills.acts WHAT…`): one line an act done."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from uuid import UUID

from dument.cli._site import ready
from dument.cli.drills.arming import arm_from


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
            _said("ack", case, act.__name__)


def drain() -> None:
    """Deliver what is due, once through."""
    from dument.jobs.outbox import drain as drain_outbox
    from dument.queries.clock import now

    _said("done", drain_outbox(now()))


def seal() -> None:
    """Seal the journal."""
    from dument.actions import seals
    from dument.queries.clock import now

    made = seals.seal(now())
    _said("sealed", made.number if made else 0)


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
    for act in (letters, lives, agreed, invited, title, expiry, refusal, drain, seal, messages, worker)
}

if __name__ == "__main__":
    main(*sys.argv[1:])
