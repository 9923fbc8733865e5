"""Verification of the journal: chains, bodies, heads and seals. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from dument.ports import merkle
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.timestamps import authority
from dument.ports.witness import witness
from dument.records.cases.models import Case
from dument.records.journal.chain import GENESIS
from dument.records.journal.leaves import leaves_of
from dument.records.journal.models import Event, Seal
from dument.records.journal.told import Told

# A line as it is read to be verified: its case (as text: no identifier is made of each), number, previous hash, hash,
# text that the hash covers, the hash of its body, its body.
Line = tuple[str, int, str, str, str, str, bytes | None]


class Head(NamedTuple):
    """What a case announces of its chain."""

    reference: str
    last_number: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A link that does not hold: where, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was read, and what does not hold."""

    cases: int
    events: int
    seals: int
    broken: tuple[Broken, ...]


def verify(reference: str = "") -> Verified:
    """Verify every chain and every seal, or one case's chain; return what was read and each broken link.

    Raises Case.DoesNotExist for an unknown reference.
    """
    cases, events = Case.objects.order_by("pk"), Event.objects.order_by("case_id", "number")
    if reference:
        cases, events = cases.filter(reference=reference), events.filter(case__reference=reference)
    told = cases.values_list(Cast("pk", TextField()), *Head._fields)
    heads = {pk: Head(*announced) for pk, *announced in told.iterator(2000)}
    if reference and not heads:
        raise Case.DoesNotExist
    columns = (
        Cast("case_id", TextField()),
        "number",
        "previous",
        "hash",
        Told(),
        "body_sha256",
        "body__content",
    )
    rows = events.values_list(*columns).iterator(2000)
    broken, read, seen = [], 0, set()
    for case_id, chain in groupby(rows, key=itemgetter(0)):
        lines = list(chain)
        read += len(lines)
        seen.add(case_id)
        broken += [Broken(where=heads[case_id].reference, why=why) for why in _chain(heads[case_id], lines)]
    broken += [
        Broken(where=head.reference, why=f"les {head.last_number} lignes du journal ont disparu")
        for pk, head in heads.items()
        if pk not in seen and head.last_number
    ]
    seals = [] if reference else list(Seal.objects.prefetch_related("heads__case", "papers"))
    broken += list(_seals(seals))
    broken += [] if reference else list(_published(seals))
    return Verified(cases=len(heads), events=read, seals=len(seals), broken=tuple(broken))


def _chain(head: Head, lines: list[Line]) -> Iterator[str]:
    """Give the first reason why a chain does not hold: what follows a broken link proves nothing."""
    previous = GENESIS
    for expected, line in enumerate(lines, start=1):
        why = _link(line, expected, previous)
        if why:
            yield f"ligne n° {line[1]} : {why}"
            return
        previous = line[3]
    if (head.last_number, head.head) != (len(lines), previous):
        yield f"la fin manque : le dossier annonce {head.last_number} lignes, le journal en a {len(lines)}"


def _link(line: Line, expected: int, preceding: str) -> str:
    _, number, previous, kept, told, digest, content = line
    if number != expected:
        return f"la ligne n° {expected} manque"
    if previous != preceding:
        return "elle ne suit pas la ligne précédente"
    if sha256(told.encode()).hexdigest() != kept:
        return "elle a été modifiée"
    if content is None:
        return "son contenu a disparu"
    # The retention job may have emptied a body; its hash still stands in the chain.
    if content and sha256(content).hexdigest() != digest:
        return "son contenu a été modifié"
    return ""


def _seals(seals: list[Seal]) -> Iterator[Broken]:
    hashes = dict(Event.objects.values_list("hash", "case_id")) if seals else {}
    previous = ""
    for expected, seal in enumerate(seals, start=1):
        where = f"sceau n° {seal.number}"
        if seal.number != expected or seal.previous_root != previous:
            yield Broken(where=where, why=f"le sceau n° {expected} manque ou ne suit pas le précédent")
        heads = list(seal.heads.all())
        if merkle.root(leaves_of(seal)).hex() != seal.root:
            yield Broken(where=where, why="la racine ne correspond plus aux têtes scellées")
        try:
            authority().verify(bytes(seal.token), sha256(bytes.fromhex(seal.root)).digest())
        except (NeverAgain, TryAgain) as refused:
            yield Broken(where=where, why=f"l'horodatage ne vaut pas : {refused}")
        for head in heads:
            if hashes.get(head.head) != head.case_id:
                yield Broken(
                    where=where,
                    why=f"une ligne scellée a disparu du journal (dossier {head.case.reference}, n° {head.number})",
                )
        previous = seal.root


def _published(seals: list[Seal]) -> Iterator[Broken]:
    """Compare the seals with those published elsewhere: a history rewritten with its last seals shows there only."""
    held = {seal.number: (seal.root, bytes(seal.token)) for seal in seals}
    for one in witness().published():
        where = f"sceau n° {one.number}"
        if one.number not in held:
            yield Broken(where=where, why="il a été publié au-dehors, et le journal ne l'a plus")
        elif held[one.number] != (one.root, one.token):
            yield Broken(
                where=where, why="il a été publié au-dehors avec une autre racine ou un autre horodatage"
            )
