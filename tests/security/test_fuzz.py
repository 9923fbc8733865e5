"""A stranger with the list of addresses, and every account of his own: never an error of ours, never another's data.

Each address of the site is asked by each visitor with what no browser sends: wrong methods, ids of others, null
bytes, broken encodings, huge values, repeated keys, files that lie. A run of a few seconds draws a part of it,
the same each time; `--long` asks for all of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from dument.actions.claims import PartyGiven
from dument.records.cases.models import Case
from tests import stories
from tests.undone import undone
from tests.web.test_access import ROUTES, Route
from tests.web.test_debtor import enter

VISITORS = ("anonymous", "debtor", "creditor", "officer", "clerk", "accountant")
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
CANARIES = ("Zénobie Quincampoix", "Zénobie", "Quincampoix", "9 sente du Canari")
WORDS = (
    "", " ", "\x00", "a\x00b", "0", "-1", "1", "9" * 400, "1e309", "NaN", "Infinity", "1,5", "٣", "²", "½",
    "31/02/2026", "0000-00-00", "9999-12-31", "2026-10-26T25:61", "None", "true", "[]", "{}",
    "' OR '1'='1' --", "\"; DROP TABLE cases_case; --", "<script>alert(1)</script>", "{{ 7*7 }}", "${7*7}", "#eval(1)",
    "../../../../etc/passwd", "file:///etc/passwd", "http://169.254.169.254/", "javascript:alert(1)",
    "//ailleurs.example", "\r\nSet-Cookie: a=b", "\u202e", "\ufeff", "é" * 300, "x" * 40_000, "DU-2222-2222", "%00",
    "%s%n%x", "=cmd|' /C calc'!A0", "\U0001f600", "a" * 129, "00000000-0000-0000-0000-000000000000", "١٢٣٤",
)  # fmt: skip
# Names that pages read from their address; those of forms are read from the pages themselves.
NAMES = (
    "page",
    "tache",
    "q",
    "ref",
    "reference",
    "format",
    "next",
    "amount",
    "principal",
    "on",
    "debtor",
    "scope",
)
PARTS = {
    "reference": (
        "{mine}",
        "{theirs}",
        "DU-2222-2222",
        "%00",
        "..%2f..",
        "%ff%fe",
        "é",
        "A" * 400,
        "{mine}%20",
        "0",
    ),
    "kind": ("invitation", "title", "%00", "..", "<b>", "x" * 300),
    "rank": ("0", "1", "2", "9" * 30, "99999999999"),
    "word": ("debiteur", "propose", "submit", "%00", "__class__", "é", "x" * 300),
}
# Other alphabets are refused before Django: test_T10_files.py.
RAW_BODIES = (
    (b"\x00\xff\xfe" * 50, "application/x-www-form-urlencoded"),
    (b"a=%ff%fe&b=%00&a=1&a=2", "application/x-www-form-urlencoded"),
    (b'--x\r\nContent-Disposition: form-data; name="a"', "multipart/form-data; boundary=x"),
    (b"", "multipart/form-data"),
    (b'{"a": ' * 2000, "application/json"),
    (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "text/xml"),
    (b"&".join(b"k%d=1" % number for number in range(1200)), "application/x-www-form-urlencoded"),
)
FILES = (
    b"",
    b"%PDF-1.7\n",
    b"%PDF-" + b"\xff" * 5000,
    b"PK\x03\x04" + b"\0" * 100,
    b"<svg onload=alert(1)>",
    b"\x89PNG\r\n\x1a\n",
)


@dataclass(frozen=True)
class Asked:
    """One request: who, how, where, with what."""

    visitor: str
    method: str
    address: str
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"


class Fuzzer:
    """Draws requests from a seed, and says which answers are faults."""

    def __init__(self, seed: int, people: stories.People, strangers: stories.People) -> None:
        self.draw = random.Random(seed)  # noqa: S311  # the same requests each time
        self.mine = {state: stories.case_in(state, people) for state in ("draft", "submitted", "proposed")}
        self.theirs = stories.case_in("proposed", strangers, debtor=_stranger_debtor())
        self.clients = {name: self._browser(name, people) for name in VISITORS}
        self.names: dict[tuple[str, str], list[str]] = {}

    def _browser(self, name: str, people: stories.People) -> Client:
        client = Client(raise_request_exception=True)
        users = {
            "creditor": people.creditor_user, "officer": people.officer,
            "clerk": people.clerk, "accountant": people.accountant,
        }  # fmt: skip
        if name in users:
            client.force_login(users[name])
        elif name == "debtor":
            assert enter(client, self.mine["proposed"]).status_code == 302
        return client

    def address(self, route: Route) -> str:
        """Return an address of that route: its parts are the person's own, another's, or nonsense."""
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: self._part(found[1]), route.template)

    def _part(self, name: str) -> str:
        case = self.draw.choice(list(self.mine.values()))
        drawn = self.draw.choice(PARTS.get(name, PARTS["word"]))
        # Half of the time the right thing: what is behind it must be asked too.
        if name == "reference" and self.draw.random() < 0.5:
            drawn = "{mine}"
        return drawn.replace("{mine}", case.reference).replace("{theirs}", self.theirs.reference)

    def word(self) -> str:
        """Return a value that no form expects, or the reference of another's case."""
        return self.draw.choice((*WORDS, self.theirs.reference, str(self.theirs.pk)))

    def query(self) -> str:
        """Return a query string: repeated names, broken encodings."""
        pairs = [
            f"{self.draw.choice(NAMES)}={quote(self.word()[:2000])}" for _ in range(self.draw.randrange(4))
        ]
        return (
            "&".join((*pairs, *self.draw.choice(((), ("%ff=%fe", "page=%00"), ("q=1", "q=2", "=&&=")))))
            or "x"
        )

    def body(self, visitor: str, address: str) -> tuple[bytes, str]:
        """Return a body: the names of the page's own form with values that it does not expect, or no form at all."""
        if self.draw.random() < 0.25:
            return self.draw.choice(RAW_BODIES)
        names = self._names_of(visitor, address)
        told: list[tuple[str, Any]] = [(name, self.word()) for name in names if self.draw.random() < 0.8]
        told += [(name, self.word()) for name in names if self.draw.random() < 0.2]  # repeated
        if any(name in {"f-invoice", "evidence", "pdf"} for name in names):
            name = next(name for name in names if name in {"f-invoice", "evidence", "pdf"})
            told.append((name, SimpleUploadedFile("../x\r\n.pdf", self.draw.choice(FILES), "text/html")))
        merged: dict[str, list[Any]] = {}
        for name, value in told:
            merged.setdefault(name, []).append(value)
        return encode_multipart(BOUNDARY, merged), MULTIPART_CONTENT

    def _names_of(self, visitor: str, address: str) -> list[str]:
        key = (visitor, address)
        if key not in self.names:
            with undone(self.clients[visitor]):
                page = self.clients[visitor].get(address)
            text = b"" if page.streaming else page.content
            found = re.findall(rb'name="([^"]{1,60})"', text)
            self.names[key] = sorted({name.decode(errors="replace") for name in found}) or list(NAMES)
        return self.names[key]

    def requests(self, route: Route, times: int) -> Iterator[Asked]:
        """Yield requests about that route, by each visitor."""
        for visitor in VISITORS:
            for _ in range(times):
                method = self.draw.choice(METHODS if self.draw.random() < 0.3 else ("GET", "POST"))
                address = self.address(route)
                body = (
                    self.body(visitor, address) if method in {"POST", "PUT", "PATCH"} else (b"", "text/plain")
                )
                yield Asked(visitor, method, f"{address}?{self.query()}", *body)

    def fault(self, asked: Asked) -> str:
        """Return what is wrong with the answer, or nothing; what was written is undone."""
        try:
            with undone(self.clients[asked.visitor]):
                answer = self.clients[asked.visitor].generic(
                    asked.method, asked.address, asked.body, asked.content_type
                )
                content = b"".join(answer) if answer.streaming else answer.content
        except Exception as error:  # noqa: BLE001  # any at all is what is looked for
            return f"{type(error).__name__}: {str(error)[:200]}"
        if answer.status_code >= 500 and "sante" not in asked.address:
            return f"{answer.status_code}"
        seen = [word for word in CANARIES if word in content.decode(errors="replace")]
        return f"les données d'un autre : {seen}" if seen else ""


def _stranger_debtor() -> PartyGiven:
    return PartyGiven(name=CANARIES[0], kind="consumer", address=CANARIES[3], postcode="75011", city="Paris")


def told(asked: Asked, fault: str) -> str:
    """Return a fault as a line of the report."""
    return f"{asked.visitor} {asked.method} {asked.address[:160]} : {fault} ({asked.content_type} {asked.body[:300]!r})"


def faults(seed: int, times: int, people: stories.People, strangers: stories.People) -> list[str]:
    """Return every fault found by a run."""
    fuzzer = Fuzzer(seed, people, strangers)
    return [
        told(asked, fault)
        for route in ROUTES
        for asked in fuzzer.requests(route, times)
        if (fault := fuzzer.fault(asked))
    ]


def test_the_canary_can_be_seen(people: stories.People) -> None:
    """Whose case it is does see it: else the run would prove nothing."""
    fuzzer = Fuzzer(1, people, stories.people("deux"))
    owner = Client()
    owner.force_login(stories.people("trois").officer)
    strangers_officer = Case.objects.get(pk=fuzzer.theirs.pk).office
    assert strangers_officer is not None
    fuzzer.clients["officer"].force_login(strangers_officer.members.get(role="officer").user)
    asked = Asked("officer", "GET", f"/etude/dossiers/{fuzzer.theirs.reference}")
    assert "les données d'un autre" in fuzzer.fault(asked)


@pytest.mark.parametrize("seed", range(1))
def test_no_address_breaks_nor_tells(people: stories.People, seed: int) -> None:
    assert faults(seed, 1, people, stories.people("deux")) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 110))
def test_no_address_breaks_nor_tells_for_long(people: stories.People, seed: int) -> None:
    assert faults(seed, 20, people, stories.people("deux")) == []
