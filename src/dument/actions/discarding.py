"""Have the store and the carrier erase what no case wants any more: noted with the act, done after it, and again."""

from __future__ import annotations

from collections.abc import Iterable

from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.faults import reached
from dument.ports.letters import carrier
from dument.ports.storage import store
from dument.records.keeping.models import Discarded
from dument.records.time_over import wanted

STORE, CARRIER = "store", "carrier"
HIDDEN = "/"  # in the name of what is hidden, and in no hash


def discard_files(hashes: Iterable[str]) -> None:
    """Note, in the caller's transaction, that a case wants those files no more."""
    _note(hashes, STORE)


def discard_hidden(names: Iterable[str]) -> None:
    """Note, in the caller's transaction, that what the store hides under those names is to be destroyed."""
    _note(names, STORE)


def discard_letters(keys: Iterable[str]) -> None:
    """Note, in the caller's transaction, that those letters are kept by their carrier for nothing."""
    _note(keys, CARRIER)


def _note(names: Iterable[str], provider: str) -> None:
    noted = [Discarded(name=name, provider=provider) for name in sorted(set(names))]
    Discarded.objects.bulk_create(noted, ignore_conflicts=True)


def erase_discarded() -> int:
    """Have the providers erase what was noted and is wanted by no case; return how many things went.

    What a provider does not erase yet stays noted. Raises TryAgain, NeverAgain: the first failure, once all were tried.
    """
    gone, failures = _erase_each(Discarded.objects.order_by("at", "name"))
    if failures:
        raise failures[0]
    return gone


def erase_at_once(names: Iterable[str]) -> None:
    """Have what was noted under those names erased now; what fails is done again by `erase_discarded`.

    The act that wanted it is written already: nothing is raised.
    """
    _erase_each(Discarded.objects.filter(name__in=list(names)))


def _erase_each(noted: Iterable[Discarded]) -> tuple[int, list[TryAgain | NeverAgain]]:
    gone, failures = 0, []
    for one in list(noted):
        try:
            gone += _erase(one)
        except (TryAgain, NeverAgain) as failed:
            failures.append(failed)
    return gone, failures


def _erase(one: Discarded) -> bool:
    held = one.provider == STORE and HIDDEN not in one.name and wanted(one.name)
    erased = not held and _asked(one)
    reached("discard.erased")
    if held or erased:
        one.delete()
    return erased


def _asked(one: Discarded) -> bool:
    """Have its provider erase one thing, and tell whether it did."""
    if one.provider == CARRIER:
        return carrier().forget(one.name)
    if HIDDEN in one.name:
        store().destroy(one.name)
        return True
    return store().erase(one.name)
