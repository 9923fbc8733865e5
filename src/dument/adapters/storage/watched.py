"""The connections of boto3, watched: a call to the store that lasts too long is cut (dument.ports.bounded)."""

from __future__ import annotations

from typing import Any

from botocore.awsrequest import (
    AWSHTTPConnection,
    AWSHTTPConnectionPool,
    AWSHTTPSConnection,
    AWSHTTPSConnectionPool,
)

from dument.ports.bounded import Watched


class _Clear(Watched, AWSHTTPConnection):  # type: ignore[misc]  # botocore ships no types
    """Over http."""


class _Encrypted(Watched, AWSHTTPSConnection):  # type: ignore[misc]
    """Over https."""


class _ClearPool(AWSHTTPConnectionPool):  # type: ignore[misc]
    """Of watched connections."""

    ConnectionCls = _Clear


class _EncryptedPool(AWSHTTPSConnectionPool):  # type: ignore[misc]
    """Of watched connections."""

    ConnectionCls = _Encrypted


def watch_connections(client: Any) -> None:
    """Have every connection that the client will open watched.

    boto3 has no option for it: the tests of a store that drips would see a version that keeps its pools elsewhere.
    """
    pools = {"http": _ClearPool, "https": _EncryptedPool}
    client._endpoint.http_session._manager.pool_classes_by_scheme = pools
