"""`dument serve` leaves no process behind, whoever stops it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from tests.postgres import free_port

SERVE = """
import sys
from dument.cli._site import ready
from dument.cli.serve import serve
ready()
serve("127.0.0.1", int(sys.argv[1]), 1, False)
"""


def open_to(port: int) -> bool:
    """Tell whether somebody answers there."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def test_a_supervisor_s_stop_stops_the_site_too() -> None:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not open_to(port) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert open_to(port)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert not open_to(port)
