"""Where the bytes of papers are kept: addressed by their SHA-256, and secrets apart, encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, cast

from dument.ports.provider import provider


class Missing(LookupError):
    """No bytes, or other bytes than those asked for, stand at that address."""


class Store(Protocol):
    """Keeps bytes for ever, and short-lived secrets until they are destroyed."""

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hexadecimal. Putting them again changes nothing."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the bytes of that hash, checked; raise Missing when they are not there or were altered."""
        ...

    def erase(self, sha256: str) -> bool:
        """Erase the bytes of that hash and tell whether they are gone, as they are when there were none.

        False, and nothing erased, when they were put within the last hour (an act may be about to name them) or
        when the store may not erase them yet: ask again another day.
        """
        ...

    def hide(self, name: str, content: bytes) -> None:
        """Keep the bytes encrypted under that name until `destroy`."""
        ...

    def reveal(self, name: str) -> bytes:
        """Return the bytes hidden under that name; raise Missing when there are none."""
        ...

    def hides(self, name: str) -> bool:
        """Tell whether something is hidden under that name, without reading it."""
        ...

    def destroy(self, name: str) -> None:
        """Destroy what is hidden under that name; nothing happens when it already is."""
        ...


def store() -> Store:
    """Return the provider named in the settings (`DUMENT_STORE`)."""
    return cast(Store, provider("DUMENT_STORE"))


def put_all(contents: Sequence[bytes]) -> list[str]:
    """Keep each of them and return their SHA-256, in their order.

    All at once: a disk or a service far away is waited for once, not once a paper. Raises what the first put that
    failed raised; those that were kept stay, named by nothing.
    """
    if len(contents) < 2:  # nothing to wait for together
        return [store().put(content) for content in contents]
    with ThreadPoolExecutor(max_workers=len(contents)) as together:
        return list(together.map(store().put, contents))
