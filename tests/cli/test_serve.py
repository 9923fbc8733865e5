"""The site is opened where it can answer, and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from dument.cli import demo, serve


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program holds until the test's end."""
    holder = socket.create_server(("127.0.0.1", 0))
    yield int(holder.getsockname()[1])
    holder.close()


def test_a_port_that_is_free_passes(taken: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = int(other.getsockname()[1])
    serve.require_port("127.0.0.1", free)
    assert free != taken


@pytest.mark.parametrize("command", [serve.command, demo.command])
def test_a_taken_port_is_told_before_anything_is_done(command: click.Command, taken: int) -> None:
    result = CliRunner().invoke(command, ["--port", str(taken)])
    assert result.exit_code == 2
    assert f"Le port {taken} de 127.0.0.1 est déjà pris" in result.stderr
    assert result.stdout == ""


def test_a_port_that_cannot_be_is_told() -> None:
    result = CliRunner().invoke(serve.command, ["--port", "70000"])
    assert result.exit_code == 2
    assert "un port va de 1 à 65535" in result.stderr
