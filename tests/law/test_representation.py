"""Who may answer for somebody else: capacity by measure and quality, and what the officer decides."""

from __future__ import annotations

import pytest

from dument.law import capacity, representation
from dument.law.findings import Finding

ALONE, WITH_CURATOR = False, True


@pytest.mark.parametrize(
    ("protection", "quality", "assisted", "against"),
    [
        ("", "", ALONE, True),
        ("", "", WITH_CURATOR, False),
        ("", "guardian", ALONE, False),
        ("", "mandatary", ALONE, True),
        ("curatorship", "", WITH_CURATOR, False),
        ("curatorship", "", ALONE, True),
        ("curatorship", "guardian", ALONE, True),
        ("curatorship", "curator", ALONE, True),
        ("curatorship", "curator", WITH_CURATOR, False),
        ("guardianship", "", WITH_CURATOR, True),
        ("guardianship", "curator", WITH_CURATOR, True),
        ("guardianship", "guardian", ALONE, False),
    ],
)
def test_curatorship_assists_and_guardianship_represents(
    protection: str, quality: str, assisted: bool, against: bool
) -> None:
    told = capacity.may_bind_himself(
        debtor="protected_adult", assisted=assisted, protection=protection, quality=quality
    )
    assert [one.code for one in told] == (["incapacity"] if against else [])


@pytest.mark.parametrize(("quality", "words"), representation.QUALITIES.items())
def test_anybody_but_the_debtor_is_for_the_officer_to_judge(quality: str, words: str) -> None:
    assert representation.authority_to_answer(quality=quality) == Finding(
        "authority_to_answer",
        f"La réponse vient d'une autre personne que le débiteur ({words}) : vérifiez son pouvoir, et dites ce que "
        "vous avez vu.",
        ("CPCE R125-2 III 2°", "C. civ. 1984"),
        decidable=True,
    )
    assert representation.authority_to_agree(quality=quality) == Finding(
        "authority_to_agree",
        f"Le consentement ou le refus vient d'une autre personne que le débiteur ({words}) : engager à payer demande "
        "un mandat exprès. Vérifiez-le, et dites ce que vous avez vu.",
        ("CPCE L125-1 al. 3", "C. civ. 1988"),
        decidable=True,
    )


def test_the_debtor_himself_needs_no_power() -> None:
    assert representation.authority_to_answer(quality="") is None
    assert representation.authority_to_agree(quality="") is None


def test_protections_are_named_in_the_code_s_words() -> None:
    assert representation.PROTECTIONS == {"": "", "curatorship": "curatelle", "guardianship": "tutelle"}
