"""What the register says of the parties at filing, kept in the journal and told to the office."""

from __future__ import annotations

from typing import Any

import pytest

from dument.actions.identities import checked_parties
from dument.ports.errors import TryAgain
from dument.queries.office import office_case
from dument.records.cases.models import Party
from tests import stories

AT = stories.instant("2026-10-26")


class Silent:
    """A register out of reach."""

    notice = ""

    def find(self, siren: str) -> None:
        """Fail."""
        raise TryAgain("injoignable")


@pytest.mark.parametrize(
    ("fields", "expected", "sentence"),
    [
        ({"siren": ""}, {"result": "none"}, "aucun SIREN donné, identité non vérifiée"),
        ({"siren": "123456789"}, {"result": "wrong"}, "faux (clé)"),
        ({"siren": "732829320"}, {"result": "unknown"}, "inconnu du registre"),
        (
            {"siren": "003141595", "name": "PLOMBERIE goutte à goutte"},
            {"same_name": True},
            "», celui du dossier",
        ),
        ({"siren": "003141595", "name": "Autre"}, {"same_name": False}, "qui n'est pas celui du dossier"),
    ],
)
def test_each_answer_is_told_to_the_office(
    people: stories.People, fields: dict[str, str], expected: dict[str, object], sentence: str
) -> None:
    case = stories.case_in("draft", people)
    Party.objects.filter(case=case, role="creditor").update(**fields)
    (told,) = checked_parties(case.pk)  # the debtor has no SIREN: nothing is asked about him
    assert expected.items() <= told.items()
    stories.STATES["submitted"][0](people, case)
    read = office_case(office_id=people.office.pk, reference=case.reference, at=AT)
    assert len(read.checked) == 1
    assert sentence in read.checked[0]


def test_a_register_out_of_reach_stops_nothing(people: stories.People, settings: Any) -> None:
    settings.DUMENT_COMPANIES = "tests.actions.test_identities.Silent"
    case = stories.case_in("submitted", people)
    Party.objects.filter(case=case, role="debtor").update(siren="003141595")
    assert [one["result"] for one in checked_parties(case.pk)] == ["unreachable", "unreachable"]
    read = office_case(office_id=people.office.pk, reference=case.reference, at=AT)
    assert "le registre ne répondait pas" in read.checked[0]
