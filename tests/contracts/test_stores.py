"""What every store of papers does, on this machine's disk and on a real S3 server; and what a lock adds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dument.adapters.storage.local import LocalStore
from dument.adapters.storage.s3 import Bucket, S3Store
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.storage import Missing, Store
from tests.contracts.s3_server import client, s3_server
from tests.postgres import free_port

PAPER = b"%PDF-1.7 un titre"
DIGEST = sha256(PAPER).hexdigest()


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with s3_server() as made:
        yield made


class Disk:
    """This machine's disk, and how to damage or age what it keeps."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = LocalStore(folder)
        self.folder = folder

    def later(self, past: timedelta) -> Store:
        """Return the store as it is that long after."""
        for path in self.folder.rglob("*"):
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - past.total_seconds()))
        return self.store

    def damage(self, digest: str) -> None:
        """Write other bytes where those are."""
        (self.folder / "papiers" / digest[:2] / digest).write_bytes(b"autre chose")

    def raw(self) -> bytes:
        """Return everything that a thief of the disk reads."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())


class Remote:
    """An S3 server, and how to damage or age what it keeps."""

    def __init__(self, bucket: Bucket) -> None:
        self.store: Store = S3Store(bucket)
        self.bucket, self.client = bucket, client(bucket)

    def later(self, past: timedelta) -> Store:
        """Return the store as it is that long after."""
        return S3Store(self.bucket, clock=lambda: datetime.now(UTC) + past)

    def damage(self, digest: str) -> None:
        """Write other bytes where those are, as whoever holds the server's disks could."""
        self.client.put_object(
            Bucket=self.bucket.name, Key=f"papiers/{digest[:2]}/{digest}", Body=b"autre chose"
        )

    def raw(self) -> bytes:
        """Return everything that a thief of the disk reads."""
        told = self.client.list_object_versions(Bucket=self.bucket.name)
        return b"".join(
            self.client.get_object(Bucket=self.bucket.name, Key=one["Key"], VersionId=one["VersionId"])[
                "Body"
            ].read()
            for one in told.get("Versions", ())
        )


@pytest.fixture(params=["disk", "s3"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return Disk(tmp_path) if request.param == "disk" else Remote(request.getfixturevalue("bucket"))


def test_papers_are_kept_checked_and_erased_after_an_hour(where: Disk | Remote) -> None:
    store = where.store
    with pytest.raises(Missing):
        store.get(DIGEST)
    assert store.erase(DIGEST)
    assert store.put(PAPER) == store.put(PAPER) == DIGEST
    assert store.get(DIGEST) == PAPER
    assert not store.erase(DIGEST)
    assert not where.later(timedelta(minutes=59)).erase(DIGEST)
    assert store.get(DIGEST) == PAPER
    assert where.later(timedelta(minutes=2) if isinstance(where, Disk) else timedelta(minutes=61)).erase(
        DIGEST
    )
    with pytest.raises(Missing):
        store.get(DIGEST)


def test_altered_bytes_are_never_returned(where: Disk | Remote) -> None:
    other = where.store.put(b"un bordereau")
    where.damage(other)
    with pytest.raises(Missing, match="altéré"):
        where.store.get(other)


def test_what_is_hidden_is_encrypted_and_destroyed(where: Disk | Remote) -> None:
    store = where.store
    store.hide("DU-1/lettre/1", b"code AAAA")
    store.hide("DU-1/lettre/1", b"code BBBB")
    assert store.reveal("DU-1/lettre/1") == b"code BBBB"
    assert b"code" not in where.raw()
    assert store.hides("DU-1/lettre/1")
    assert not store.hides("DU-1/lettre/2")
    store.destroy("DU-1/lettre/1")
    store.destroy("DU-1/lettre/1")
    assert not store.hides("DU-1/lettre/1")
    with pytest.raises(Missing, match="plus conservé"):
        store.reveal("DU-1/lettre/1")


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "a" * 63, ""])
def test_what_is_no_hash_names_no_file(where: Disk | Remote, name: str) -> None:
    with pytest.raises(Missing, match="n'en est pas une"):
        where.store.get(name)


def test_a_locked_paper_is_erased_by_nobody_before_its_day(bucket: Bucket) -> None:
    locked = S3Store(replace(bucket, lock_days=1))
    digest = locked.put(b"un titre verrouille")
    tomorrow = S3Store(bucket, clock=lambda: datetime.now(UTC) + timedelta(hours=2))
    assert not tomorrow.erase(digest)
    asked = client(bucket)
    key = f"papiers/{digest[:2]}/{digest}"
    version = asked.list_object_versions(Bucket=bucket.name, Prefix=key)["Versions"][0]["VersionId"]
    with pytest.raises(asked.exceptions.ClientError, match="AccessDenied"):
        asked.delete_object(Bucket=bucket.name, Key=key, VersionId=version)
    assert locked.get(digest) == b"un titre verrouille"


def test_bytes_cut_on_their_way_are_refused_by_the_server(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = S3Store(bucket)
    asked = store.client.put_object

    def cut(**given: Any) -> Any:
        return asked(**given | {"Body": given["Body"][:-1]})

    monkeypatch.setattr(store.client, "put_object", cut)
    with pytest.raises(TryAgain, match="Rien n'a été modifié"):
        store.put(PAPER + b"!")


def test_a_secret_that_the_bucket_locks_is_told(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    store = S3Store(bucket)
    hidden = store.client.put_object

    def locking(**given: Any) -> Any:
        until = datetime.now(UTC) + timedelta(days=1)
        return hidden(**given, ObjectLockMode="COMPLIANCE", ObjectLockRetainUntilDate=until)

    monkeypatch.setattr(store.client, "put_object", locking)
    store.hide("verrouille", b"code")
    with pytest.raises(NeverAgain, match="par défaut"):
        store.destroy("verrouille")


def test_a_store_that_does_not_answer_is_to_be_tried_again(bucket: Bucket) -> None:
    away = S3Store(replace(bucket, endpoint=f"http://127.0.0.1:{free_port()}"))
    for ask in (
        lambda: away.put(PAPER),
        lambda: away.get(DIGEST),
        lambda: away.erase(DIGEST),
        lambda: away.reveal("pli"),
    ):
        with pytest.raises(TryAgain, match="ne répond pas"):
            ask()


def test_what_the_disk_keeps_lasts_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached, really = [], os.fsync

    def noted(descriptor: int) -> None:
        reached.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        really(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    store, folder = LocalStore(tmp_path), tmp_path / "papiers" / DIGEST[:2]
    store.put(PAPER)
    assert reached[0].parent == folder, "the bytes first"
    assert reached[1:] == [folder, folder.parent], "then the name, and the folder just made"
    (folder / DIGEST).unlink()
    reached.clear()
    store.put(PAPER)
    assert reached[1:] == [folder]
