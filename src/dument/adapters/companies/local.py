"""The register of development and demonstrations: a small file of invented companies."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import stdnum.exceptions
import stdnum.fr.siren

from dument.ports.companies import Company

_ANSWERS = {"oui": True, "non": False, "": None}


class LocalRegister:
    """Answers from `companies.csv`; knows nobody else."""

    notice = "Registre de démonstration : ces entreprises sont inventées, aucune autre n'y figure."

    def find(self, siren: str) -> Company | None:
        """Return the invented company of that SIREN, or None; see `ports.companies.CompanyRegister`."""
        try:
            number = stdnum.fr.siren.validate(siren)
        except stdnum.exceptions.ValidationError:
            raise ValueError(
                f"« {siren} » n'est pas un SIREN : il faut neuf chiffres, le dernier étant une clé. "
                "Relisez-le sur une facture ou un extrait du registre."
            ) from None
        return _companies().get(number)


@cache
def _companies() -> dict[str, Company]:
    text = files("dument.adapters.companies").joinpath("companies.csv").read_text(encoding="utf-8")
    return {row["siren"]: _company(row) for row in csv.DictReader(text.splitlines())}


def _company(row: dict[str, str]) -> Company:
    return Company(
        siren=row["siren"],
        siret=row["siret"],
        name=row["name"],
        legal_form=row["legal_form"],
        address=tuple(row["address"].split("|")),
        postcode=row["postcode"],
        city=row["city"],
        insee=row["insee"],
        merchant=_ANSWERS[row["merchant"]],
        merchant_why=row["merchant_why"],
    )
