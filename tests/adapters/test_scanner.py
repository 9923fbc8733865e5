"""ClamAV as it is installed, with a signature of our own; and daemons that answer what they should not."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dument.adapters.scanner import clamd
from dument.adapters.scanner.absent import NoScanner
from dument.adapters.scanner.clamd import Clamd
from dument.ports.errors import TryAgain
from tests import needs

# The harmless file that every antivirus names (eicar.org), in two halves: this very source is no virus.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CONF = """
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/clamd.ctl
Foreground yes
LogFile {folder}/log
StreamMaxLength 11M
"""


@pytest.fixture(scope="module")
def daemon() -> Iterator[str]:
    """The socket of a real clamd."""
    program = needs.program("clamd")
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        (folder / "signatures" / "dument.ndb").write_text(f"Dument.Eicar:0:*:{EICAR.hex()}\n")
        (folder / "conf").write_text(CONF.format(folder=folder))
        for one in (folder, folder / "signatures"):
            one.chmod(0o755)
        process = subprocess.Popen([program, f"--config-file={folder}/conf"], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError), socket.socket(socket.AF_UNIX) as tried:
                tried.connect(f"{folder}/clamd.ctl")
                break
            time.sleep(0.05)
        yield f"{folder}/clamd.ctl"
        process.terminate()
        process.wait(30)


def test_a_known_harm_is_named_wherever_it_hides(daemon: str, settings: Any) -> None:
    settings.DUMENT_CLAMD = daemon
    assert Clamd().found(EICAR) == "Dument.Eicar.UNOFFICIAL"
    assert Clamd().found(b"%PDF-1.7\n" + os.urandom(200_000) + EICAR) == "Dument.Eicar.UNOFFICIAL"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", bytes(10 * 1024 * 1024), b""])
def test_what_is_known_of_nobody_is_let_through(daemon: str, settings: Any, content: bytes) -> None:
    settings.DUMENT_CLAMD = daemon
    assert Clamd().found(content) == ""


def test_more_than_it_takes_was_not_looked_at(daemon: str, settings: Any) -> None:
    settings.DUMENT_CLAMD = daemon
    with pytest.raises(TryAgain, match="n'a pas été reçu"):
        Clamd().found(bytes(12 * 1024 * 1024))


@pytest.fixture
def saying(settings: Any) -> Iterator[Callable[[bytes], None]]:
    """Make a daemon on a port that reads one file and answers those bytes, then closes."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(60)
    settings.DUMENT_CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"
    threads: list[threading.Thread] = []

    def answer(said: bytes) -> None:
        with suppress(OSError):
            asked, _ = listening.accept()
            with asked:
                asked.settimeout(60)
                while not asked.recv(65536).endswith(bytes(4)):
                    pass
                asked.sendall(said)

    def say(said: bytes) -> None:
        threads.append(threading.Thread(target=answer, args=(said,)))
        threads[-1].start()

    yield say
    listening.close()
    for one in threads:
        one.join()


@pytest.mark.parametrize(
    "said",
    [b"", b"stream: O", b"stream: OK", b"\0", b"UNKNOWN COMMAND\0", b"stream: x ERROR\0", b"OK FOUND\0"],
)
def test_no_answer_but_its_own_lets_a_file_through(saying: Callable[[bytes], None], said: bytes) -> None:
    saying(said)
    with pytest.raises(TryAgain):
        Clamd().found(b"%PDF-1.7\n")


def test_an_answer_in_its_own_words_is_heard_over_the_network_too(saying: Callable[[bytes], None]) -> None:
    saying(b"stream: OK\0")
    assert Clamd().found(b"%PDF-1.7\n") == ""


@pytest.mark.parametrize("there", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_an_absent_daemon_lets_nothing_through(settings: Any, there: str) -> None:
    settings.DUMENT_CLAMD = there
    with pytest.raises(TryAgain):
        Clamd().found(b"%PDF-1.7\n")


def test_a_silent_daemon_is_not_waited_for(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamd, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.DUMENT_CLAMD = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TryAgain):
            Clamd().found(b"%PDF-1.7\n")


def test_having_none_is_said() -> None:
    assert NoScanner().found(EICAR) == ""
    assert "Aucun antivirus" in NoScanner.notice
