"""The local register: invented companies, right keys, and the honest "unknown"."""

from __future__ import annotations

import pytest
import stdnum.fr.siren
import stdnum.fr.siret

from dument.adapters.companies.local import LocalRegister, _companies
from dument.adapters.invoices import sample
from dument.ports import companies


def test_a_known_company() -> None:
    found = LocalRegister().find("003 141 595")
    assert found is not None
    assert (found.name, found.legal_form, found.insee, found.merchant) == (
        "Plomberie Goutte-à-Goutte",
        "SARL",
        "33063",
        True,
    )


def test_the_settings_name_the_register() -> None:
    assert isinstance(companies.register(), LocalRegister)


def test_an_unknown_company_is_none() -> None:
    assert LocalRegister().find("999999998") is None


@pytest.mark.parametrize("siren", ["", "00271828", "002718287", "bonjour", "00271828600012"])
def test_what_is_no_siren_is_refused(siren: str) -> None:
    with pytest.raises(ValueError, match="n'est pas un SIREN"):
        LocalRegister().find(siren)


@pytest.mark.parametrize(
    ("form", "merchant"),
    [
        ("SAS", True),
        ("SNC", True),
        ("SCI", False),
        ("Association loi 1901", False),
        ("Entrepreneur individuel", None),
    ],
)
def test_the_legal_form_tells_or_does_not(form: str, merchant: bool | None) -> None:
    told = {company.merchant for company in _companies().values() if company.legal_form == form}
    assert told == {merchant}


def test_every_company_holds_together() -> None:
    companies = _companies()
    assert len(companies) == 12
    for siren, company in companies.items():
        assert stdnum.fr.siren.is_valid(siren)
        assert stdnum.fr.siret.is_valid(company.siret)
        assert company.siret.startswith(siren)
        assert len(company.postcode) == len(company.insee) == 5
        assert company.merchant_why.endswith(".")
        assert company.address
        assert siren.startswith("00")


def test_the_demo_s_creditor_is_there() -> None:
    found = LocalRegister().find(sample.SELLER.siren)
    assert found is not None
    assert (found.name, found.siret, found.address) == (
        sample.SELLER.name,
        sample.SELLER.siret,
        sample.SELLER.address,
    )
    assert (found.postcode, found.city) == (sample.SELLER.postcode, sample.SELLER.city)
