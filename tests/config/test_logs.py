"""Logs keep an allow-list of fields; canary words of a whole story are found nowhere."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.db import IntegrityError
from django.test import Client
from structlog.contextvars import bound_contextvars

from dument.actions import claims
from dument.config.logs import AllowListed
from dument.jobs import outbox
from dument.records.outbox.models import Message
from tests import fakes, stories

CANARY = "Zéphyrine Canarivol"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that any logger says, at the lowest level, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AllowListed())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_values_put_in_a_sentence_are_left_out(written: io.StringIO) -> None:
    logging.getLogger("django.request").warning("Not Found: %s", f"/creance/{CANARY}")
    assert lines(written)[0]["event"] == "Not Found: %s"


def test_a_ready_made_sentence_of_a_library_gives_its_place_only(written: io.StringIO) -> None:
    logging.getLogger("some.library").warning(f"Sending to {CANARY}")
    assert str(lines(written)[0]["event"]).startswith("test_logs.")


def test_what_is_said_during_a_request_bears_its_identifier(written: io.StringIO) -> None:
    with bound_contextvars(request="0123456789abcdef", debtor=CANARY):
        logging.getLogger("dument.web").info("inside")
    logging.getLogger("dument.web").info("outside")
    inside, outside = lines(written)
    assert (inside["request"], "debtor" in inside) == ("0123456789abcdef", False)
    assert "request" not in outside


def test_an_object_is_not_a_field(written: io.StringIO) -> None:
    logging.getLogger("django.request").warning("Not Found: %s", "/", extra={"request": people_of(CANARY)})
    assert "request" not in lines(written)[0]


def people_of(name: str) -> object:
    """Return something whose text holds a name, as a request's does."""
    return type("Told", (), {"__str__": lambda _: name})()


def test_fields_that_are_not_allowed_are_left_out(written: io.StringIO) -> None:
    logging.getLogger("dument.web").info("request", extra={"status": 200, "debtor": CANARY})
    [line] = lines(written)
    assert (line["event"], line["status"]) == ("request", 200)
    assert "debtor" not in line


def test_an_error_gives_its_class_and_its_way_never_its_words(written: io.StringIO) -> None:
    try:
        raise IntegrityError(f"DETAIL: Key (name)=({CANARY}) already exists.")
    except IntegrityError:
        logging.getLogger("dument.jobs").exception("act_failed")
    [line] = lines(written)
    assert line["error"] == "IntegrityError"
    assert "test_logs.py:" in str(line["through"])
    assert CANARY not in written.getvalue()


@pytest.mark.django_db
def test_no_canary_of_a_whole_story_is_written(written: io.StringIO, settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)
    people = stories.people("canari")
    debtor = claims.PartyGiven(
        name=CANARY, kind="consumer", address="7 passage du Jeu", postcode="75011", city="Paris",
        email="zephyrine@canari.example",
    )  # fmt: skip
    case = stories.case_in("paid", people, debtor=debtor)
    outbox.drain(stories.instant("2026-10-26"))
    failing = Message.objects.create(
        case=case, office_id=case.office_id, key="canari", effect="tell_debtor",
        next_at=stories.instant("2026-10-26"), created_at=stories.instant("2026-10-26"),
    )  # fmt: skip
    monkeypatch.setattr("django.core.mail.EmailMessage.send", _broken)
    outbox.deliver(failing.pk, stories.instant("2026-10-26"))
    client = Client(raise_request_exception=False)
    client.post("/repondre", {"reference": case.reference, "code": "CANA RIVO LLLL"})
    client.get(f"/creance/{case.reference}")
    client.get(f"/{CANARY}", headers={"User-Agent": CANARY})
    client.force_login(people.officer)
    client.get(f"/etude/dossiers/{case.reference}")
    monkeypatch.setattr("dument.queries.letters.sender_of", _broken)
    broken = client.post("/verifier/lettre", {"reference": "DU-2222-2222"})
    assert broken.status_code == 500
    metrics = client.get("/metriques").content.decode()
    assert "dument_messages" in metrics
    said = written.getvalue()
    assert "dument.web.watching" in said
    said += metrics + broken.content.decode() + client.get("/sante/pret").content.decode()
    hunted = [
        CANARY,
        "Canarivol",
        "zephyrine",
        "canari.example",
        case.reference,
        "RIVO",
        people.officer.email,
    ]
    assert [word for word in hunted if word in said] == []


def _broken(*_: object, **__: object) -> None:
    raise RuntimeError(f"{CANARY} <zephyrine@canari.example>")
