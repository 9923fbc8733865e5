"""How an identity provider is asked: over watched connections, for so many seconds in all (dument.ports.bounded)."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from dument.ports.bounded import TooLong, Watched, at_most

SILENCE, LONGEST = 5.0, 10.0  # seconds without a byte, and in all: a person waits


class _Clear(Watched, HTTPConnection):
    """Over http."""


class _Encrypted(Watched, HTTPSConnection):
    """Over https."""


class _ClearPool(HTTPConnectionPool):
    """Of watched connections."""

    ConnectionCls = _Clear


class _EncryptedPool(HTTPSConnectionPool):
    """Of watched connections."""

    ConnectionCls = _Encrypted


class _Watching(HTTPAdapter):
    """Opens watched connections."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Make the pools."""
        super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _ClearPool, "https": _EncryptedPool}


class BoundedSession(requests.Session):
    """A session of requests whose every request, its body read, ends within `LONGEST` seconds."""

    def __init__(self) -> None:
        """Watch whatever it opens."""
        super().__init__()
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Watching())

    def request(self, *asked: Any, **more: Any) -> requests.Response:
        """Return the answer. Raises requests.Timeout for one that is too long in coming."""
        try:
            with at_most(LONGEST):
                return super().request(*asked, **{"timeout": SILENCE, **more})
        except TooLong as late:
            raise requests.Timeout("too long") from late
