"""T9: history rewritten together with its last seals, which the database alone cannot show."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from dument.actions import seals
from dument.adapters.witness.local import LocalWitness
from dument.jobs import publishing
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.witness import Published
from dument.queries import journal
from dument.records.cases.models import Case
from dument.records.journal.models import Seal, SealedHead, SealedPaper
from tests import stories
from tests.tampering import tampering

AT = stories.instant("2026-11-20")


def sealed(at: datetime = AT) -> Seal:
    """Seal what moved and publish it."""
    made = seals.seal(at)
    assert made is not None
    publishing.publish(at)
    return made


@pytest.fixture
def case(people: stories.People) -> Case:
    """A case with two published seals."""
    first = stories.case_in("invited", people)
    sealed()
    stories.case_in("refused", people)
    sealed(AT + timedelta(minutes=1))
    return first


def unpublished(where: str = "") -> list[str]:
    """Return what the journal finds broken."""
    return [f"{link.where} : {link.why}" for link in journal.verify(where).broken]


def test_what_was_published_is_what_is_kept(case: Case) -> None:
    assert LocalWitness().last() == 2
    assert [one.root for one in LocalWitness().published()] == list(
        Seal.objects.values_list("root", flat=True)
    )
    assert unpublished() == []
    assert publishing.publish(AT) == 0, "once each"


def test_a_last_seal_cut_with_all_that_it_sealed_is_found(case: Case) -> None:
    """The rest holds by itself: chains, heads and seals agree."""
    with tampering():
        last = Seal.objects.get(number=2)
        SealedHead.objects.filter(seal=last).delete()
        SealedPaper.objects.filter(seal=last).delete()
        last.delete()
    assert unpublished() == ["sceau n° 2 : il a été publié au-dehors, et le journal ne l'a plus"]


def test_a_last_seal_made_again_is_found(case: Case) -> None:
    with tampering():
        last = Seal.objects.get(number=2)
        SealedHead.objects.filter(seal=last).delete()
        SealedPaper.objects.filter(seal=last).delete()
        last.delete()
    stories.case_in("submitted", stories.people("autre"))
    assert seals.seal(AT + timedelta(minutes=2)) is not None
    assert any("sceau n° 2 : il a été publié au-dehors avec une autre" in one for one in unpublished())
    with pytest.raises(NeverAgain, match="déjà été publié autrement"):
        LocalWitness().publish(told(2, root="00"))


def test_one_case_alone_is_verified_without_the_witness(case: Case, settings: Any, tmp_path: Path) -> None:
    LocalWitness().publish(told(3))
    assert unpublished(case.reference) == []
    assert len(unpublished()) == 1


def told(number: int, root: str = "ab") -> Published:
    """Return a seal to publish."""
    return Published(
        number=number, at="2026-11-20T10:00:00+00:00", root=root, previous_root="", token=b"jeton"
    )


def test_a_published_seal_is_never_written_again(tmp_path: Path, settings: Any) -> None:
    settings.DUMENT_WITNESS_FOLDER = str(tmp_path / "ailleurs")
    witness = LocalWitness()
    assert witness.last() == 0
    for number in (1, 999, 1000, 1001):
        witness.publish(told(number))
    witness.publish(told(1000))
    assert witness.last() == 1001
    assert [one.number for one in witness.published()] == [1, 999, 1000, 1001]
    assert next(iter(witness.published())) == told(1)
    written = sorted((tmp_path / "ailleurs").glob("*/*.json"))
    assert {path.stat().st_mode & 0o777 for path in written} == {0o444}


def test_a_file_of_the_witness_that_was_damaged_is_told(case: Case) -> None:
    path = next(LocalWitness()._folder().glob("*/sceau-000000001.json"))
    path.chmod(0o644)
    path.write_text(path.read_text()[:40])
    assert unpublished() == [
        "sceau n° 1 : il a été publié au-dehors avec une autre racine ou un autre horodatage"
    ]


def test_the_chamber_s_mailbox_gets_each_seal_once_and_no_name(people: stories.People, settings: Any) -> None:
    settings.DUMENT_WITNESS_MAILBOX = "sceaux@chambre.example"
    case = stories.case_in("invited", people)
    made = sealed()
    publishing.publish(AT)
    [message] = mail.outbox
    assert message.to == ["sceaux@chambre.example"]
    sent = message.body
    assert json.loads(sent[sent.index("{") :])["root"] == made.root
    assert case.reference not in sent
    assert "Durand" not in sent


def test_a_witness_out_of_reach_is_tried_again(people: stories.People, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "pas un dossier").write_text("")
    settings.DUMENT_WITNESS_FOLDER = str(tmp_path / "pas un dossier")
    stories.case_in("invited", people)
    seals.seal(AT)
    with pytest.raises(TryAgain):
        publishing.publish(AT)
    settings.DUMENT_WITNESS_FOLDER = str(tmp_path / "revenu")
    assert publishing.publish(AT) == 1


def test_a_mailbox_out_of_reach_leaves_nothing_half_published(
    people: stories.People, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DUMENT_WITNESS_MAILBOX = "sceaux@chambre.example"

    def down(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("dument.adapters.witness.local.send_mail", down)
    stories.case_in("invited", people)
    seals.seal(AT)
    with pytest.raises(TryAgain):
        publishing.publish(AT)
    assert LocalWitness().last() == 0
