"""Who may answer for somebody else: capacity by measure and quality, and what the officer decides."""

from __future__ import annotations

import pytest

from dument.law import capacity, representation

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


@pytest.mark.parametrize("rule", [representation.authority_to_answer, representation.authority_to_agree])
def test_the_debtor_himself_needs_no_power_and_anybody_else_is_for_the_officer_to_judge(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule(quality="") is None
    for quality, words in representation.QUALITIES.items():
        found = rule(quality=quality)
        assert found.code == rule.__name__
        assert found.decidable
        assert words in found.message
