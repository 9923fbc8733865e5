"""Acts of the drills on what is kept and erased, as `acts` has them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta


def given_up(count: str) -> None:
    """Prepare the letter of that many cases, which their creditor then withdraws."""
    from dument.actions import filing
    from dument.cli.drills import story
    from dument.procedure.states import Actor
    from dument.queries.clock import now

    acting = story.who()
    for _ in range(int(count)):
        case = story.filed(acting)
        story.prepared(acting, case)
        filing.withdraw(case_id=case, by=acting.by(Actor.CREDITOR), at=now())


def declined(count: str) -> None:
    """Have the office decline that many cases: each is told to the creditor's people."""
    from dument.actions import filing
    from dument.cli.drills import story
    from dument.procedure.states import Actor
    from dument.queries.clock import now

    acting = story.who()
    for _ in range(int(count)):
        case = story.filed(acting)
        filing.decline(case_id=case, by=acting.by(Actor.OFFICER), at=now(), reason="other")


def purge(years: str) -> None:
    """Erase what will have been kept long enough in so many years."""
    from dument.actions.retention import purge_what_is_over
    from dument.queries.clock import now

    purge_what_is_over(now() + timedelta(days=366 * int(years)))


def erased() -> None:
    """Tell how many cases are said erased, and how many erasures are written."""
    from dument.records.cases.models import Case
    from dument.records.keeping.models import Purge

    print(Case.objects.exclude(purged_on=None).count(), Purge.objects.count(), flush=True)


def discard() -> None:
    """Have the providers erase what was noted."""
    from dument.actions.discarding import erase_discarded

    erase_discarded()


def digest_chosen() -> None:
    """Have the creditor told of his cases once a day."""
    from dument.actions import notices
    from dument.cli.drills import story

    notices.choose(user_id=story.who().creditor_user.pk, chosen={"case": "digest"})


def digest() -> None:
    """Make the digests of the morning."""
    from dument.jobs import digests
    from dument.queries.clock import now

    digests.gather(now())


def held() -> None:
    """Tell how many notices wait for a digest."""
    from dument.records.outbox.models import HeldNotice

    print(HeldNotice.objects.filter(digest=None).count(), flush=True)


def backup(folder: str) -> None:
    """Back up, as `dument backup` does."""
    from dument.cli import backup as saving

    saving.command.main([folder])


def restore(folder: str) -> None:
    """Put a backup back, as `dument restore` does."""
    from dument.cli import restore as putting_back

    putting_back.command.main([folder])


KEEPING: dict[str, Callable[..., None]] = {
    act.__name__: act
    for act in (
        given_up, declined, purge, erased, discard, digest_chosen, digest, held, backup, restore,
    )
}  # fmt: skip
