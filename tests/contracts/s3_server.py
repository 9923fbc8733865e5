"""A real S3 server of this machine (SeaweedFS, packed for Python), with versions and object lock."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from dument.adapters.storage.s3 import Bucket
from tests.postgres import free_port

KEY, SECRET = "cle-d-essai", "secret-d-essai"
STARTS_WITHIN = 90


@contextmanager
def s3_server() -> Iterator[Bucket]:
    """Yield a bucket with object lock on a server of its own; remove both at the end."""
    with tempfile.TemporaryDirectory(prefix="dument-s3-") as name:
        folder = Path(name)
        who = {
            "name": "essai",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin"],
        }
        (folder / "who.json").write_text(json.dumps({"identities": [who]}))
        port = free_port()
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(_command(folder, port), stdout=log, stderr=log)
        try:
            bucket = Bucket(
                endpoint=f"http://127.0.0.1:{port}", region="us-east-1", name="papiers", key=KEY, secret=SECRET,
                lock_days=0,
            )  # fmt: skip
            _make(bucket, server)
            yield bucket
        finally:
            server.kill()
            server.wait()


def client(bucket: Bucket) -> Any:
    """Return a client of the server, as its administrator has."""
    return boto3.client(
        "s3", endpoint_url=bucket.endpoint, region_name=bucket.region, aws_access_key_id=bucket.key,
        aws_secret_access_key=bucket.secret,
        config=Config(connect_timeout=2, retries={"max_attempts": 1}, s3={"addressing_style": "path"}),
    )  # fmt: skip


def _command(folder: Path, port: int) -> list[str]:
    parts = ("master", "volume", "filer")
    (folder / "data").mkdir()
    return [
        str(Path(sys.executable).with_name("weed")), "server", f"-dir={folder / 'data'}", "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1", "-s3", f"-s3.config={folder / 'who.json'}", f"-s3.port={port}",
        f"-s3.port.grpc={free_port()}", "-s3.port.iceberg=0", "-s3.port.lance=0",
        f"-s3.localSocket={folder / 's3.sock'}", f"-filer.localSocket={folder / 'filer.sock'}",
        "-master.volumeSizeLimitMB=64", "-volume.max=20",
        *(f"-{part}.port={free_port()}" for part in parts), *(f"-{part}.port.grpc={free_port()}" for part in parts),
    ]  # fmt: skip


def _make(bucket: Bucket, server: subprocess.Popen[bytes]) -> None:
    asked, ends = client(bucket), time.monotonic() + STARTS_WITHIN
    while True:
        try:
            asked.create_bucket(Bucket=bucket.name, ObjectLockEnabledForBucket=True)
        except (BotoCoreError, ClientError):
            if server.poll() is not None or time.monotonic() > ends:
                raise
            time.sleep(0.2)
        else:
            return
