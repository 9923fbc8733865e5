"""What every timestamp authority does, and what ours do when an outside one fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import core, tsp

from dument.adapters.timestamps.http import MAX_ANSWER, AuthoritySettings, HttpTimestamps
from dument.adapters.timestamps.local import LocalTimestamps
from dument.adapters.trust import tokens
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.timestamps import TimestampAuthority
from tests.adapters.signing import DAY, authority, home

DIGEST = sha256(b"sceau").digest()
TRUST = home("ours") / "authority"


class Refusal(core.Sequence):  # type: ignore[misc]
    """An answer without a token."""

    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012 - how the library declares fields


@dataclass
class Outside:
    """An authority on this machine's loopback: it answers well unless told otherwise."""

    url: str = ""
    by: str = "ours"
    shift: int = 0
    nonce: Callable[[int], int | None] = int
    digest: Callable[[bytes], bytes] = bytes
    code: int = 200
    raw: bytes | None = None
    refusal: tuple[str, str | None] | None = None
    asked: list[bytes] = field(default_factory=list)

    def answer(self, question: bytes) -> bytes:
        self.asked.append(question)
        if self.raw is not None:
            return self.raw
        if self.refusal:
            status, reason = self.refusal
            said = {"status": status, **({"fail_info": {reason}} if reason else {})}
            return bytes(Refusal({"status": said}).dump())
        read = tsp.TimeStampReq.load(question, strict=True)
        digest = self.digest(read["message_imprint"]["hashed_message"].native)
        nonce, who = self.nonce(read["nonce"].native), authority(self.by)
        at = DAY + timedelta(seconds=self.shift)
        token = tokens.make(digest, who.timestamps, who.chain, at, nonce)
        response = {"status": {"status": "granted"}, "time_stamp_token": tsp.ContentInfo.load(token)}
        return bytes(tsp.TimeStampResp(response).dump())


@pytest.fixture
def outside() -> Iterator[Outside]:
    state = Outside()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            content = state.answer(question)
            self.send_response(state.code)
            self.send_header("Content-Type", "application/timestamp-reply")
            if state.code == 302:
                self.send_header("Location", f"{state.url}/ailleurs")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing: the test does."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/tsa"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def over_http(outside: Outside) -> HttpTimestamps:
    return HttpTimestamps(AuthoritySettings(outside.url, TRUST), clock=lambda: DAY)


@pytest.fixture(params=["local", "http"])
def stamps(request: pytest.FixtureRequest, outside: Outside) -> TimestampAuthority:
    if request.param == "local":
        return LocalTimestamps(home("ours"), clock=lambda: DAY)
    return over_http(outside)


def test_a_token_is_read_back(stamps: TimestampAuthority) -> None:
    stamp = stamps.verify(stamps.stamp(DIGEST), DIGEST)
    assert (stamp.at, stamp.authority) == (DAY, "Autorité d'horodatage")


def test_a_token_on_something_else_is_refused(stamps: TimestampAuthority) -> None:
    with pytest.raises(NeverAgain, match="autre chose"):
        stamps.verify(stamps.stamp(DIGEST), bytes(32))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_only_sha_256_is_stamped(stamps: TimestampAuthority, size: int) -> None:
    with pytest.raises(NeverAgain, match="32 octets"):
        stamps.stamp(bytes(size))


def test_each_question_has_its_own_nonce_and_asks_for_the_certificates(outside: Outside) -> None:
    for _ in range(2):
        over_http(outside).stamp(DIGEST)
    first, second = (tsp.TimeStampReq.load(question) for question in outside.asked)
    assert first["nonce"].native != second["nonce"].native
    assert first["cert_req"].native is True
    assert first["message_imprint"]["hash_algorithm"]["algorithm"].native == "sha256"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"nonce": lambda nonce: nonce ^ 1}, "une autre question"),
        ({"nonce": lambda _: None}, "une autre question"),
        ({"digest": lambda _: bytes(32)}, "autre chose"),
        ({"by": "theirs"}, "étranger"),
        ({"shift": 61}, "horloge"),
        ({"shift": -61}, "horloge"),
        ({"raw": b""}, "n'importe quoi"),
        ({"raw": b"bonjour"}, "n'importe quoi"),
        ({"raw": bytes(MAX_ANSWER + 1)}, "trop longuement"),
        ({"code": 500}, "HTTP 500"),
        ({"code": 503}, "HTTP 503"),
        ({"code": 429}, "HTTP 429"),
        ({"refusal": ("rejection", "time_not_available")}, "time_not_available"),
        ({"refusal": ("rejection", None)}, "rejection"),
    ],
)
def test_a_faulty_authority_will_be_asked_again(
    outside: Outside, fault: dict[str, object], said: str
) -> None:
    for name, value in fault.items():
        setattr(outside, name, value)
    with pytest.raises(TryAgain, match=said):
        over_http(outside).stamp(DIGEST)


@pytest.mark.parametrize("shift", [-60, 60])
def test_a_minute_of_drift_is_let_pass(outside: Outside, shift: int) -> None:
    outside.shift = shift
    assert over_http(outside).verify(over_http(outside).stamp(DIGEST), DIGEST).at == DAY + timedelta(
        seconds=shift
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"code": 302}, "HTTP 302"),
        ({"code": 401}, "HTTP 401"),
        ({"code": 404}, "HTTP 404"),
        ({"refusal": ("rejection", "bad_alg")}, "bad_alg"),
        ({"refusal": ("rejection", "unaccepted_policy")}, "unaccepted_policy"),
    ],
)
def test_a_refusal_is_for_good(outside: Outside, fault: dict[str, object], said: str) -> None:
    for name, value in fault.items():
        setattr(outside, name, value)
    with pytest.raises(NeverAgain, match=said):
        over_http(outside).stamp(DIGEST)


def test_an_authority_out_of_reach_will_be_asked_again() -> None:
    nowhere = HttpTimestamps(AuthoritySettings("http://127.0.0.1:9/tsa", TRUST), clock=lambda: DAY)
    with pytest.raises(TryAgain, match="ne répond pas"):
        nowhere.stamp(DIGEST)


def test_wrong_settings_are_told(outside: Outside, tmp_path: Path) -> None:
    with pytest.raises(NeverAgain, match="DUMENT_TIMESTAMPS_URL"):
        HttpTimestamps(AuthoritySettings("file:///etc/passwd", TRUST))
    with pytest.raises(NeverAgain, match="aucun certificat"):
        HttpTimestamps(AuthoritySettings(outside.url, tmp_path)).stamp(DIGEST)


def test_the_machine_s_clock_is_the_default(outside: Outside) -> None:
    outside.shift = int((datetime.now(UTC) - DAY).total_seconds())
    free = HttpTimestamps(AuthoritySettings(outside.url, TRUST))
    assert abs(free.verify(free.stamp(DIGEST), DIGEST).at - datetime.now(UTC)) < timedelta(seconds=60)
