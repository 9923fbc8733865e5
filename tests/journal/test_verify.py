"""Verification finds every edit that somebody with the keys of the database could make, and names the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db.models import F

from dument.actions import seals
from dument.adapters.timestamps.local import LocalTimestamps
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.timestamps import Stamp
from dument.queries.journal import Broken, verify
from dument.records.cases.models import Case
from dument.records.journal.chain import GENESIS, event_hash
from dument.records.journal.models import Event, EventBody, Seal, SealedHead, SealedPaper
from tests import stories
from tests.tampering import tampering

LINES = 4  # submit, prepare, record_dispatch, answer_accept


@pytest.fixture
def case(people: stories.People) -> Case:
    """A case of four lines, beside another that nobody touches."""
    stories.case_in("agreed", people)
    return stories.case_in("accepted", people)


def events(case: Case) -> Any:
    return Event.objects.filter(case=case)


def only(case: Case) -> str:
    """Return why the case does not hold, having checked that it is the only one."""
    found = verify()
    assert {link.where for link in found.broken} == {case.reference}
    alone = verify(case.reference)
    assert (alone.cases, alone.seals) == (1, 0)
    assert alone.broken == found.broken
    (link,) = found.broken
    return link.why


@pytest.mark.parametrize("state", stories.STATES)
def test_every_life_holds(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    found = verify()
    assert (found.cases, found.events, found.broken) == (1, case.last_number, ())


def test_an_empty_journal_holds(db: None) -> None:
    assert verify() == verify()
    assert (verify().cases, verify().events, verify().seals, verify().broken) == (0, 0, 0, ())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("type", "end"),
        ("on", date(2026, 1, 1)),
        ("at", F("at") + timedelta(microseconds=1)),
        ("actor", "carrier"),
        ("actor_id", "somebody"),
        ("body_sha256", "0" * 64),
        ("schema_version", 9),
        ("office", None),
        ("hash", "f" * 64),
    ],
)
def test_an_edited_line_is_found(case: Case, column: str, value: Any) -> None:
    with tampering():
        events(case).filter(number=2).update(**{column: value})
    assert only(case) == "ligne n° 2 : elle a été modifiée"


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_a_line_edited_with_its_hash_breaks_the_next_link(case: Case, number: int) -> None:
    with tampering():
        line = events(case).get(number=number)
        line.type = "end"
        events(case).filter(number=number).update(type="end", hash=event_hash(line))
    if number < LINES:
        assert only(case) == f"ligne n° {number + 1} : elle ne suit pas la ligne précédente"
    else:
        assert "la fin manque" in only(case)


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_an_edited_body_is_found(case: Case, number: int) -> None:
    with tampering():
        EventBody.objects.filter(event__case=case, event__number=number).update(content=b'{"from":"draft"}')
    assert only(case) == f"ligne n° {number} : son contenu a été modifié"


def test_bodies_exchanged_between_lines_are_found(case: Case) -> None:
    with tampering():
        first, second = EventBody.objects.filter(event__case=case).order_by("event__number")[:2]
        for body, content in ((first, second.content), (second, first.content)):
            EventBody.objects.filter(pk=body.pk).update(content=content)
    assert only(case) == "ligne n° 1 : son contenu a été modifié"


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_a_body_that_disappeared_is_found(case: Case, number: int) -> None:
    with tampering():
        EventBody.objects.filter(event__case=case, event__number=number).delete()
    assert only(case) == f"ligne n° {number} : son contenu a disparu"


def test_an_emptied_body_still_holds(case: Case) -> None:
    EventBody.objects.filter(event__case=case).update(content=b"")
    assert verify().broken == ()


def delete(lines: Any) -> None:
    """Delete lines and their bodies."""
    with tampering():
        pks = list(lines.values_list("pk", flat=True))
        EventBody.objects.filter(pk__in=pks).delete()
        Event.objects.filter(pk__in=pks).delete()


@pytest.mark.parametrize("number", range(1, LINES))
def test_a_deleted_line_is_found(case: Case, number: int) -> None:
    delete(events(case).filter(number=number))
    assert only(case) == f"ligne n° {number + 1} : la ligne n° {number} manque"


@pytest.mark.parametrize("kept", range(1, LINES))
def test_a_cut_tail_is_found(case: Case, kept: int) -> None:
    delete(events(case).filter(number__gt=kept))
    assert only(case) == f"la fin manque : le dossier annonce {LINES} lignes, le journal en a {kept}"


def test_a_journal_that_disappeared_is_found(case: Case) -> None:
    delete(events(case))
    assert only(case) == f"les {LINES} lignes du journal ont disparu"


def test_exchanged_lines_are_found(case: Case) -> None:
    with tampering():
        second, third = events(case).get(number=2), events(case).get(number=3)
        for line, number in ((second, 99), (third, 2), (second, 3)):
            events(case).filter(pk=line.pk).update(number=number)
    assert only(case) == "ligne n° 2 : elle ne suit pas la ligne précédente"


def test_a_line_moved_to_another_case_is_found(people: stories.People, case: Case) -> None:
    other = stories.case_in("submitted", people)
    with tampering():
        events(case).filter(number=4).update(case=other, number=2)
    assert {link.where for link in verify().broken} == {case.reference, other.reference}


def test_an_added_line_is_found(case: Case) -> None:
    last = events(case).get(number=LINES)
    line = Event(
        case=case, office=case.office, number=LINES + 1, type="end", on=last.on, at=last.at, actor="officer",
        previous=last.hash, body_sha256=sha256(b"{}").hexdigest(),
    )  # fmt: skip
    line.hash = event_hash(line)
    line.save()
    EventBody.objects.create(event=line, content=b"{}")
    assert only(case) == f"la fin manque : le dossier annonce {LINES} lignes, le journal en a {LINES + 1}"


@pytest.mark.parametrize(
    "edit",
    [{"head": "f" * 64}, {"head": ""}, {"last_number": LINES + 1}, {"last_number": LINES - 1}],
)
def test_an_edited_head_is_found(case: Case, edit: dict[str, Any]) -> None:
    Case.objects.filter(pk=case.pk).update(**edit)
    assert "la fin manque" in only(case)


def test_each_broken_case_is_named_with_its_first_broken_line(people: stories.People, case: Case) -> None:
    other = stories.case_in("title_issued", people)
    with tampering():
        events(case).filter(number__gte=2).update(actor_id="x")
        events(other).filter(number__gte=5).update(actor_id="x")
    assert sorted(verify().broken, key=lambda link: link.where) == sorted(
        [
            Broken(where=case.reference, why="ligne n° 2 : elle a été modifiée"),
            Broken(where=other.reference, why="ligne n° 5 : elle a été modifiée"),
        ],
        key=lambda link: link.where,
    )


def test_an_unknown_case_is_told(db: None) -> None:
    with pytest.raises(Case.DoesNotExist):
        verify("DU-2222-2222")


# -- seals ---------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(people: stories.People) -> Case:
    """A case in two seals of three, the last with its title; another in the first and the third."""
    case, other = stories.case_in("consented", people), stories.case_in("invited", people)
    seals.seal(stories.instant("2026-10-23"))
    stories._NOTE_AGREEMENT(people, case)
    stories._TITLE(people, case)
    seals.seal(stories.instant("2026-10-24"))
    stories._ACCEPT(people, other)
    seals.seal(stories.instant("2026-10-25"))
    assert (verify().seals, verify().broken) == (3, ())
    return Case.objects.get(pk=case.pk)


def wheres() -> set[str]:
    return {link.where for link in verify().broken}


def edit_seal(**edit: Any) -> None:
    with tampering():
        Seal.objects.filter(number=2).update(**edit)


@pytest.mark.parametrize(
    ("tamper", "broken"),
    [
        (lambda: edit_seal(root="f" * 64), {"sceau n° 2", "sceau n° 3"}),
        (lambda: edit_seal(previous_root="f" * 64), {"sceau n° 2"}),
        (lambda: edit_seal(token=b""), {"sceau n° 2"}),
        (lambda: edit_seal(token=b"x" * 400), {"sceau n° 2"}),
        (lambda: edit_seal(number=7), {"sceau n° 3", "sceau n° 7"}),
    ],
)
def test_an_edited_seal_is_found(sealed: Case, tamper: Callable[[], None], broken: set[str]) -> None:
    tamper()
    assert wheres() == broken


def test_a_token_of_another_seal_is_found(sealed: Case) -> None:
    edit_seal(token=bytes(Seal.objects.get(number=1).token))
    (link,) = verify().broken
    assert link.where == "sceau n° 2"
    assert "l'horodatage ne vaut pas" in link.why


@pytest.mark.parametrize("number", [1, 2])
def test_a_deleted_seal_is_found(sealed: Case, number: int) -> None:
    with tampering():
        for model in (SealedHead, SealedPaper):
            model.objects.filter(seal__number=number).delete()
        Seal.objects.filter(number=number).delete()
    assert f"sceau n° {number + 1}" in wheres()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: SealedHead.objects.filter(seal__number=2).delete(),
        lambda: SealedHead.objects.filter(seal__number=2).update(number=3),
        lambda: SealedHead.objects.filter(seal__number=2).update(head="f" * 64),
        lambda: SealedPaper.objects.filter(seal__number=2, rank=1).update(sha256="f" * 64),
        lambda: SealedPaper.objects.filter(seal__number=2, rank=2).delete(),
        lambda: SealedPaper.objects.filter(seal__number=2).update(rank=9 - F("rank")),
    ],
    ids=["head deleted", "number", "head", "paper", "paper deleted", "order"],
)
def test_an_edited_leaf_is_found(sealed: Case, tamper: Callable[[], object]) -> None:
    with tampering():
        tamper()
    assert "la racine ne correspond plus aux têtes scellées" in {link.why for link in verify().broken}
    assert wheres() == {"sceau n° 2"}


def rewrite(case: Case, kept: int) -> None:
    """Cut the tail of a chain and move its head back, as if nothing had followed."""
    delete(events(case).filter(number__gt=kept))
    head = events(case).get(number=kept).hash if kept else ""
    Case.objects.filter(pk=case.pk).update(last_number=kept, head=head)


def test_a_history_rewritten_with_its_head_is_found_by_the_seals(sealed: Case) -> None:
    rewrite(sealed, 8)
    assert verify(sealed.reference).broken == (), "its chain alone tells nothing"
    (link,) = verify().broken
    assert link.where == "sceau n° 2"
    assert link.why == f"une ligne scellée a disparu du journal (dossier {sealed.reference}, n° 10)"


def test_a_chain_written_anew_from_its_first_line_is_found_by_the_seals(sealed: Case) -> None:
    with tampering():
        previous = GENESIS
        for line in events(sealed).order_by("number"):
            line.actor_id, line.previous = "somebody else", previous
            line.hash = previous = event_hash(line)
            events(sealed).filter(pk=line.pk).update(
                actor_id=line.actor_id, previous=line.previous, hash=line.hash
            )
    Case.objects.filter(pk=sealed.pk).update(head=previous)
    assert verify(sealed.reference).broken == ()
    assert wheres() == {"sceau n° 1", "sceau n° 2"}


@pytest.mark.parametrize("failure", [NeverAgain, TryAgain])
def test_an_authority_that_does_not_answer_proves_nothing(
    sealed: Case, failure: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, token: bytes, digest: bytes) -> Stamp:
        raise failure("hors service")

    monkeypatch.setattr(LocalTimestamps, "verify", refuse)
    assert {link.why for link in verify().broken} == {"l'horodatage ne vaut pas : hors service"}
