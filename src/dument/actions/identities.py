"""What a company register says of the parties when a case is filed: told to the office, never a proof of identity."""

from __future__ import annotations

from uuid import UUID

from dument.ports.companies import register
from dument.ports.errors import TryAgain
from dument.records.cases.models import Party


def checked_parties(case_id: UUID) -> list[dict[str, object]]:
    """Return, for the creditor and for a debtor with a SIREN, what the register answers, as plain values.

    `result` is found, unknown, wrong, unreachable, or none (no SIREN was given); `same_name` tells whether the name
    typed is the registered one, capitals, hyphens and spaces aside. The register is asked outside any transaction, and
    its silence stops nothing.
    """
    parties = Party.objects.filter(case_id=case_id).order_by("role")
    return [_checked(party) for party in parties if party.role == "creditor" or party.siren]


def _checked(party: Party) -> dict[str, object]:
    told: dict[str, object] = {"party": party.role, "siren": party.siren}
    if not party.siren:
        return told | {"result": "none"}
    source = register()
    try:
        company = source.find(party.siren)
    except ValueError:
        return told | {"result": "wrong", "notice": source.notice}
    except TryAgain:
        return told | {"result": "unreachable", "notice": source.notice}
    if company is None:
        return told | {"result": "unknown", "notice": source.notice}
    same = _bare(company.name) == _bare(party.name)
    return told | {"result": "found", "name": company.name, "same_name": same, "notice": source.notice}


def _bare(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
