"""Every invoice made by others is read rightly: the values here were read by eye in the files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from dument.adapters.invoices.reader import Reader
from dument.ports.invoices import Defect, InvoiceRead, Line, Party, Totals, as_json
from tests.adapters.invoice_files import shared

MILL = Party(
    name="Au bon moulin",
    address=("1242 chemin de l'olive",),
    postcode="84340",
    city="Malaucène",
    country="FR",
    siren="999999998",
    siret="99999999800010",
    vat="FR11999999998",
)
SHOP = Party(
    name="Ma jolie boutique",
    address=("35 rue de la République",),
    postcode="69001",
    city="Lyon",
    country="FR",
    siren="787878784",
    siret="78787878400035",
    vat="FR19787878784",
)
SHOP_TOTALS = ("624.90", "46.25", "671.15", "201.00", "470.15")
SHOP_DAYS = (date(2017, 11, 13), date(2017, 12, 13), False)

# File: (format, profile), number, (issued, due, deduced), (net, VAT, gross, prepaid, due), number of lines.
EXPECTED = {
    "Facture_FR_MINIMUM.pdf": (
        ("Factur-X", "MINIMUM"),
        "FA-2017-0010",
        (date(2017, 11, 13), date(2017, 12, 13), True),
        ("624.90", "46.25", "671.15", None, "470.15"),
        0,
    ),
    "Facture_FR_BASICWL.pdf": (("Factur-X", "BASIC WL"), "FA-2017-0010", SHOP_DAYS, SHOP_TOTALS, 0),
    "Facture_FR_BASIC.pdf": (("Factur-X", "BASIC"), "FA-2017-0010", SHOP_DAYS, SHOP_TOTALS, 3),
    "Facture_FR_EN16931.pdf": (("Factur-X", "EN 16931"), "FA-2017-0010", SHOP_DAYS, SHOP_TOTALS, 3),
    "Facture_DOM_BASICWL.pdf": (
        ("Factur-X", "BASIC WL"),
        "FA-2017-0009",
        (date(2017, 11, 5), date(2017, 12, 5), False),
        ("530.75", "0.00", "530.75", "147.00", "383.75"),
        0,
    ),
    "Facture_UE_EN16931.pdf": (
        ("Factur-X", "EN 16931"),
        "FA-2017-0008",
        (date(2017, 11, 3), date(2017, 12, 3), False),
        ("2076.76", "0.00", "2076.76", "623.00", "1453.76"),
        3,
    ),
    "Avoir_FR_type381_BASIC.pdf": (
        ("Factur-X", "BASIC"),
        "AV-2017-0005",
        (date(2017, 11, 16), date(2017, 11, 16), False),
        ("218.48", "14.99", "233.47", "0.00", "233.47"),
        2,
    ),
    "EN16931_Einfach.cii.xml": (
        ("CII", "EN 16931"),
        "471102",
        (date(2018, 3, 5), date(2018, 4, 4), True),
        ("473.00", "56.87", "529.87", "0.00", "529.87"),
        2,
    ),
    "EN16931_Einfach.ubl.xml": (
        ("UBL", "EN 16931 (usage national)"),
        "471102",
        (date(2018, 3, 5), date(2018, 4, 4), True),
        ("473.00", "56.87", "529.87", "0.00", "529.87"),
        2,
    ),
    "ubl-tc434-example1.xml": (
        ("UBL", "EN 16931"),
        "12115118",
        (date(2015, 1, 9), date(2015, 1, 9), False),
        ("229.60", "20.73", "250.33", None, "250.33"),
        20,
    ),
}


@cache
def read(name: str) -> InvoiceRead:
    return Reader().read(shared(name), filename=name)


def codes(name: str, level: str = "error") -> set[str]:
    return {defect.rule for defect in read(name).defects if defect.level == level}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_says_what_it_says(name: str) -> None:
    (syntax, profile), number, days, totals, lines = EXPECTED[name]
    invoice = read(name)
    assert (invoice.format, invoice.profile, invoice.number) == (syntax, profile, number)
    assert (invoice.issued_on, invoice.due_on, invoice.due_on_deduced) == days
    net, vat, gross, prepaid, due = (None if amount is None else Decimal(amount) for amount in totals)
    assert invoice.totals == Totals(net=net, vat=vat, gross=gross, prepaid=prepaid, payable=due)
    assert invoice.amount_due == due
    assert invoice.currency == "EUR"
    assert len(invoice.lines) == lines
    # A legible invoice is legible whatever its defects: only the credit note supports no claim.
    assert invoice.is_claim is not name.startswith("Avoir")


def test_every_file_of_the_folder_is_expected_here() -> None:
    shared("README.md")
    from tests.adapters.invoice_files import SHARED

    assert {path.name for path in SHARED.iterdir()} - {"README.md"} == set(EXPECTED)


@pytest.mark.parametrize("name", ["Facture_FR_BASIC.pdf", "Facture_FR_BASICWL.pdf"])
def test_parties_of_a_french_invoice(name: str) -> None:
    assert read(name).seller == MILL
    assert read(name).buyer == SHOP


def test_minimum_names_parties_without_their_addresses() -> None:
    seller = read("Facture_FR_MINIMUM.pdf").seller
    assert (seller.name, seller.siren, seller.vat, seller.address, seller.city) == (
        "Au bon moulin",
        "999999998",
        "FR11999999998",
        (),
        "",
    )


def test_parties_abroad_and_overseas() -> None:
    spanish = read("Facture_UE_EN16931.pdf").buyer
    assert spanish == Party(
        name="Me gusta olive",
        address=("87 camino de la calor",),
        postcode="41700",
        city="Dos Hermanas",
        country="ES",
        vat="ESA12345674",
        email="pedro@megustaolive.es",
    )
    overseas = read("Facture_DOM_BASICWL.pdf").buyer
    assert (overseas.name, overseas.city, overseas.country) == ("Hôtel Saint Denis", "Saint Denis", "RE")
    assert (overseas.siren, overseas.siret) == ("343434346", "34343434600010")
    dutch = read("ubl-tc434-example1.xml").seller
    assert (dutch.name, dutch.postcode, dutch.vat, dutch.siren) == (
        "De Koksmaat",
        "1950 AB",
        "NL8200.98.395.B.01",
        "",
    )
    assert read("Facture_FR_EN16931.pdf").seller.email == "tony.dubois@aubonmoulin.fr"


def test_lines() -> None:
    assert read("Facture_FR_EN16931.pdf").lines == (
        Line("Nougat de l'Abbaye 250g", *_figures("20.000 C62 4.10 81.90 20.00")),
        Line("Biscuits aux raisins 300g", *_figures("15.000 C62 3.20 48.00 5.50")),
        Line("Huile d'olive à l'ancienne", *_figures("25.000 LTR 19.80 495.00 5.50")),
    )
    returned = read("ubl-tc434-example1.xml").lines[-1]
    assert returned == Line("FRITUUR VET 10 KG RETOUR", *_figures("6 EA 18.33 -109.98 6"))


def _figures(words: str) -> tuple[Decimal, str, Decimal, Decimal, Decimal]:
    quantity, unit, price, net, rate = words.split()
    return Decimal(quantity), unit, Decimal(price), Decimal(net), Decimal(rate)


def test_both_syntaxes_of_one_invoice_say_the_same() -> None:
    one, other = read("EN16931_Einfach.cii.xml"), read("EN16931_Einfach.ubl.xml")
    for field in ("seller", "buyer", "issued_on", "delivered_on", "due_on", "totals", "payment_terms"):
        assert getattr(one, field) == getattr(other, field)
    assert [line.net for line in one.lines] == [line.net for line in other.lines]


def test_a_credit_note_is_no_claim() -> None:
    note = read("Avoir_FR_type381_BASIC.pdf")
    assert (note.type_code, note.type_name, note.is_claim) == ("381", "Avoir", False)
    assert "avoir" in note.not_claim_reason


def test_an_absent_due_day_is_deduced_and_says_so() -> None:
    deduced = read("Facture_FR_MINIMUM.pdf")
    assert deduced.due_on_deduced
    assert "L441-10" in deduced.due_on_how
    from_terms = read("EN16931_Einfach.cii.xml")
    # The discount's earlier day (15.03.2018) is not the due day.
    assert "conditions de paiement" in from_terms.due_on_how


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("Facture_FR_BASIC.pdf", {"SIRET", "FX-SCH-A-000026"}),
        ("Facture_FR_EN16931.pdf", {"SIRET"}),
        ("Facture_UE_EN16931.pdf", {"SIRET", "BR-IC-11"}),
        ("Facture_FR_BASICWL.pdf", {"SIRET"}),
        ("Facture_FR_MINIMUM.pdf", {"SIRET"}),
        ("EN16931_Einfach.cii.xml", {"TVA"}),
        ("EN16931_Einfach.ubl.xml", {"TVA"}),
        ("ubl-tc434-example1.xml", set()),
    ],
)
def test_errors_are_told(name: str, errors: set[str]) -> None:
    assert codes(name) == errors


def test_what_a_profile_does_not_foresee_is_a_warning_counted_once() -> None:
    unforeseen = [defect for defect in read("Facture_FR_EN16931.pdf").defects if defect.rule == "PROFIL"]
    assert {defect.level for defect in unforeseen} == {"warning"}
    assert {defect.message: defect.times for defect in unforeseen} == {
        "L'attribut currencyID n'est pas prévu par ce profil.": 19,
        "L'élément CalculationPercent n'est pas prévu par ce profil.": 1,
        "L'élément BasisAmount n'est pas prévu par ce profil.": 1,
        "L'attribut schemeID n'est pas prévu par ce profil.": 2,
    }


def test_french_rules_warn_and_only_french_sellers() -> None:
    assert {code for code in codes("Facture_FR_EN16931.pdf", "warning") if code.startswith("BR-FR")} >= {
        "BR-FR-05/BT-22",
        "BR-FR-10/BT-30",
        "BR-FR-13/BT-34",
    }
    for name in ("EN16931_Einfach.cii.xml", "EN16931_Einfach.ubl.xml", "ubl-tc434-example1.xml"):
        assert not codes(name, "warning")


def test_json_has_plain_values() -> None:
    plain = as_json(read("Facture_FR_BASIC.pdf"))
    assert plain["amount_due"] == "470.15"
    assert plain["due_on"] == "2017-12-13"
    assert plain["delivered_on"] is None
    seller = plain["seller"]
    assert isinstance(seller, dict)
    assert seller["address"] == ["1242 chemin de l'olive"]
    assert Defect(**plain["defects"][0]).rule == "SIRET"  # type: ignore[index]
