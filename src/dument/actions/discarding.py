"""Have the store and the carrier erase what no case wants any more: noted with the act, done after it, and again."""

from __future__ import annotations

from collections.abc import Iterable

from dument.ports.letters import carrier
from dument.ports.storage import store
from dument.records.keeping.models import Discarded
from dument.records.time_over import wanted

STORE, CARRIER = "store", "carrier"


def discard_files(hashes: Iterable[str]) -> None:
    """Note, in the caller's transaction, that a case wants those files no more."""
    _note(hashes, STORE)


def discard_letters(keys: Iterable[str]) -> None:
    """Note, in the caller's transaction, that those letters are kept by their carrier for nothing."""
    _note(keys, CARRIER)


def _note(names: Iterable[str], provider: str) -> None:
    noted = [Discarded(name=name, provider=provider) for name in sorted(set(names))]
    Discarded.objects.bulk_create(noted, ignore_conflicts=True)


def erase_discarded() -> int:
    """Have the providers erase what was noted and is wanted by no case; return how many things went.

    What a provider does not erase yet stays noted. Raises TryAgain, NeverAgain.
    """
    gone = 0
    for one in list(Discarded.objects.order_by("at", "name")):
        gone += _erase(one)
    return gone


def erase_letters(keys: Iterable[str]) -> None:
    """Have the carrier erase those letters at once; what fails is done again by `erase_discarded`."""
    for one in list(Discarded.objects.filter(name__in=list(keys), provider=CARRIER)):
        _erase(one)


def _erase(one: Discarded) -> bool:
    held = one.provider == STORE and wanted(one.name)
    erased = not held and (carrier().forget(one.name) if one.provider == CARRIER else store().erase(one.name))
    if held or erased:
        one.delete()
    return erased
