"""Rules, due days, kinds of documents, identifiers: both sides of each bound."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from dument.adapters.invoices import identifiers, kinds, profiles
from dument.adapters.invoices.due import due
from dument.adapters.invoices.reader import Reader
from dument.ports import invoices
from dument.ports.invoices import Defect, InvoiceRead, Party
from tests.adapters.invoice_files import cii

ISSUED = date(2026, 3, 5)


def read(*changes: tuple[str, str]) -> InvoiceRead:
    """Read the sample invoice with the first match of each pattern replaced."""
    xml = cii().decode()
    for pattern, by in changes:
        xml, times = re.subn(pattern, by, xml, count=1, flags=re.DOTALL)
        assert times == 1
    return Reader().read(xml.encode())


def rules(invoice: InvoiceRead, level: str = "error") -> set[str]:
    return {defect.rule for defect in invoice.defects if defect.level == level}


@pytest.mark.parametrize(
    ("pattern", "by", "expected"),
    [
        ("<ram:GrandTotalAmount>1200.00", "<ram:GrandTotalAmount>1200.01", {"BR-CO-15", "BR-CO-16"}),
        ("<ram:DuePayableAmount>1200.00", "<ram:DuePayableAmount>1199.99", {"BR-CO-16"}),
        ("<ram:LineTotalAmount>1000.00", "<ram:LineTotalAmount>1000.01", {"BR-CO-10", "BR-CO-13"}),
        ("<ram:CalculatedAmount>200.00", "<ram:CalculatedAmount>260.00", {"BR-CO-14", "BR-S-09", "BR-CO-17"}),
        ("<ram:InvoiceCurrencyCode>EUR", "<ram:InvoiceCurrencyCode>ZZZ", set()),
        ("<ram:IssueDateTime>.*?</ram:IssueDateTime>", "", {"XSD", "BR-03"}),
    ],
)
def test_the_standard_s_rules_are_really_run(pattern: str, by: str, expected: set[str]) -> None:
    assert not rules(read())
    found = rules(read((pattern, by)))
    assert found
    assert expected <= found


def test_known_rules_speak_french() -> None:
    invoice = read(("<ram:GrandTotalAmount>1200.00", "<ram:GrandTotalAmount>1200.01"))
    told = {defect.rule: defect.message for defect in invoice.defects}
    assert told["BR-CO-15"].startswith("Le total avec taxe (BT-112)")


def test_the_french_rules_warn() -> None:
    invoice = read(("<ram:IncludedNote>.*</ram:IncludedNote>", ""))
    assert not rules(invoice)
    assert rules(invoice, "warning") == {"BR-FR-05/BT-22"}


def test_a_german_usage_is_not_blamed_for_its_name() -> None:
    name = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    invoice = read(("urn:cen.eu:en16931:2017", name))
    assert invoice.profile == "EN 16931 (usage national)"
    assert not rules(invoice)


@pytest.mark.parametrize(
    ("guideline", "name"),
    [
        ("urn:factur-x.eu:1p0:minimum", "MINIMUM"),
        ("urn:factur-x.eu:1p0:basicwl", "BASIC WL"),
        ("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", "BASIC"),
        ("urn:cen.eu:en16931:2017", "EN 16931"),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", "EXTENDED"),
        ("urn:cen.eu:en16931:2017#conformant#urn:cpro.gouv.fr:1p0:extended-ctc-fr", "EXTENDED-CTC-FR"),
    ],
)
def test_every_profile_has_its_schema_and_rules(guideline: str, name: str) -> None:
    invoice = read(("urn:cen.eu:en16931:2017", guideline))
    assert invoice.profile == name
    # The sample says more than the small profiles know: it must be told, never crash.
    assert "CONTRÔLE" not in {defect.rule for defect in invoice.defects}
    assert bool(rules(invoice)) is (name in {"MINIMUM", "BASIC WL", "BASIC"})


def test_zugferd_1_is_read() -> None:
    ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
    xml = f"""<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
      xmlns:ram="{ram}" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
     <rsm:SpecifiedExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
      <ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID>
     </ram:GuidelineSpecifiedDocumentContextParameter></rsm:SpecifiedExchangedDocumentContext>
     <rsm:HeaderExchangedDocument><ram:ID>R-7</ram:ID><ram:Name>RECHNUNG</ram:Name><ram:TypeCode>380</ram:TypeCode>
      <ram:IssueDateTime><udt:DateTimeString format="102">20160104</udt:DateTimeString></ram:IssueDateTime>
     </rsm:HeaderExchangedDocument>
     <rsm:SpecifiedSupplyChainTradeTransaction>
      <ram:ApplicableSupplyChainTradeAgreement>
       <ram:SellerTradeParty><ram:Name>Alte Firma</ram:Name></ram:SellerTradeParty>
       <ram:BuyerTradeParty><ram:Name>Kunde</ram:Name></ram:BuyerTradeParty>
      </ram:ApplicableSupplyChainTradeAgreement>
      <ram:ApplicableSupplyChainTradeDelivery/>
      <ram:ApplicableSupplyChainTradeSettlement>
       <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
       <ram:SpecifiedTradeSettlementMonetarySummation>
        <ram:LineTotalAmount currencyID="EUR">100.00</ram:LineTotalAmount>
        <ram:ChargeTotalAmount currencyID="EUR">0.00</ram:ChargeTotalAmount>
        <ram:AllowanceTotalAmount currencyID="EUR">0.00</ram:AllowanceTotalAmount>
        <ram:TaxBasisTotalAmount currencyID="EUR">100.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount currencyID="EUR">119.00</ram:GrandTotalAmount>
       </ram:SpecifiedTradeSettlementMonetarySummation>
      </ram:ApplicableSupplyChainTradeSettlement>
      <ram:IncludedSupplyChainTradeLineItem>
       <ram:SpecifiedSupplyChainTradeDelivery><ram:BilledQuantity unitCode="C62">2</ram:BilledQuantity>
       </ram:SpecifiedSupplyChainTradeDelivery>
       <ram:SpecifiedTradeProduct><ram:Name>Stuhl</ram:Name></ram:SpecifiedTradeProduct>
      </ram:IncludedSupplyChainTradeLineItem>
     </rsm:SpecifiedSupplyChainTradeTransaction>
    </rsm:CrossIndustryDocument>"""
    invoice = Reader().read(xml.encode())
    assert (invoice.format, invoice.profile, invoice.number) == ("ZUGFeRD 1.0", "COMFORT", "R-7")
    assert (invoice.issued_on, invoice.seller.name) == (date(2016, 1, 4), "Alte Firma")
    assert (invoice.lines[0].description, invoice.lines[0].quantity) == ("Stuhl", Decimal(2))
    # It has no amount to pay: the total with VAT is taken, and said.
    assert invoice.amount_due == Decimal("119.00")
    assert [defect.level for defect in invoice.defects] == ["warning"]


def test_a_ubl_credit_note_is_read_and_is_no_claim() -> None:
    ubl = "urn:oasis:names:specification:ubl:schema:xsd:"
    xml = f"""<CreditNote xmlns="{ubl}CreditNote-2" xmlns:cac="{ubl}CommonAggregateComponents-2"
      xmlns:cbc="{ubl}CommonBasicComponents-2">
      <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>NC-1</cbc:ID>
      <cbc:IssueDate>2026-05-02</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
      <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">12</cbc:PayableAmount></cac:LegalMonetaryTotal>
      <cac:CreditNoteLine><cbc:CreditedQuantity unitCode="C62">3</cbc:CreditedQuantity>
        <cac:Price><cbc:PriceAmount currencyID="EUR">100</cbc:PriceAmount>
        <cbc:BaseQuantity unitCode="C62">25</cbc:BaseQuantity></cac:Price></cac:CreditNoteLine>
    </CreditNote>"""
    note = Reader().read(xml.encode())
    assert (note.format, note.number, note.type_code, note.is_claim) == ("UBL", "NC-1", "381", False)
    assert (note.lines[0].quantity, note.lines[0].unit_price) == (Decimal(3), Decimal(4))
    assert {"XSD", "BR-06", "BR-12"} <= rules(note)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("30 jours", date(2026, 4, 4)),
        ("Solde de 70 % à 30 jours", date(2026, 4, 4)),
        ("Solde de 12,5 % à 60 jours", date(2026, 5, 4)),
        ("30% d'acompte, solde à 30 j", date(2026, 4, 4)),
        ("Paiement à 45 jours", date(2026, 4, 19)),
        ("45 jours fin de mois", date(2026, 5, 15)),
        ("30 jours fin de mois", date(2026, 4, 30)),
        ("Payable au plus tard le 20/04/2026", date(2026, 4, 20)),
        ("À régler avant le 1er mai 2026", date(2026, 5, 1)),
        ("Échéance 2026-04-18", date(2026, 4, 18)),
        ("Zahlbar bis 04.04.2026, 3% Skonto bis 15.03.2026", date(2026, 4, 4)),
        ("Comptant à réception", ISSUED),
    ],
)
def test_payment_terms_give_the_due_day(terms: str, expected: date) -> None:
    found = due(written=None, terms=terms, issued_on=ISSUED, delivered_on=None)
    assert (found.on, found.deduced) == (expected, True)
    assert "conditions de paiement" in found.how


@pytest.mark.parametrize(
    "terms",
    [
        "",
        "selon contrat",
        "30 ou 60 jours",
        "le 31/02/2026",
        "entre le 01/04/2026 et le 01/05/2026",
        "Escompte 2% à 10 jours",
        "400 jours",
        "selon devis du 01/02/2026",
    ],
)
def test_other_terms_leave_the_thirty_days_of_the_law(terms: str) -> None:
    found = due(written=None, terms=terms, issued_on=ISSUED, delivered_on=None)
    assert (found.on, found.deduced) == (date(2026, 4, 4), True)
    assert "L441-10" in found.how


def test_thirty_days_run_from_the_later_of_issue_and_delivery() -> None:
    early = due(written=None, terms="", issued_on=ISSUED, delivered_on=date(2026, 3, 4))
    late = due(written=None, terms="", issued_on=ISSUED, delivered_on=date(2026, 3, 6))
    assert (early.on, late.on) == (date(2026, 4, 4), date(2026, 4, 5))
    assert "livraison" in late.how
    assert due(written=None, terms="30 jours", issued_on=None, delivered_on=None).on is None
    assert due(written=None, terms="", issued_on=date.max, delivered_on=None).on is not None


def test_a_written_due_day_wins() -> None:
    found = due(written=date(2026, 3, 9), terms="30 jours", issued_on=ISSUED, delivered_on=None)
    assert (found.on, found.deduced) == (date(2026, 3, 9), False)


@pytest.mark.parametrize(
    ("code", "currency", "amount", "claim"),
    [
        ("380", "EUR", "0.01", True),
        ("380", "EUR", "0.00", False),
        ("384", "EUR", "-5.00", False),
        ("386", "EUR", "300.00", True),
        ("389", "EUR", "300.00", True),
        ("381", "EUR", "300.00", False),
        ("261", "EUR", "300.00", False),
        ("325", "EUR", "300.00", False),
        ("380", "USD", "300.00", False),
    ],
)
def test_what_can_support_a_claim(code: str, currency: str, amount: str, claim: bool) -> None:
    reason = kinds.why_no_claim(code, credit_note=False, currency=currency, due=Decimal(amount))
    assert (reason == "") is claim
    assert kinds.why_no_claim("380", credit_note=False, currency="EUR", due=None)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("386", "Facture d'acompte"),
        ("384", "Facture rectificative"),
        ("999", "Facture (type 999)"),
        ("", "Facture"),
    ],
)
def test_kinds_have_french_names(code: str, name: str) -> None:
    assert kinds.name_of(code, credit_note=False) == name


@pytest.mark.parametrize(
    ("found", "vat", "country", "expected"),
    [
        ([("0002", "002718286")], "", "FR", ("002718286", "")),
        ([("0002", "00271828600012")], "", "FR", ("002718286", "00271828600012")),
        ([("0009", "002 718 286 00012")], "", "FR", ("002718286", "00271828600012")),
        ([("", "002718286")], "", "RE", ("002718286", "")),
        ([("", "002718286")], "", "NL", ("", "")),
        ([("0088", "002718286")], "", "FR", ("", "")),
        ([("0002", "57151520")], "", "FR", ("", "")),
        ([], "FR80002718286", "FR", ("002718286", "")),
        ([], "FR81002718286", "FR", ("", "")),
    ],
)
def test_siren_and_siret_are_found(
    found: list[tuple[str, str]], vat: str, country: str, expected: tuple[str, str]
) -> None:
    assert identifiers.french(found, vat, country) == expected


@pytest.mark.parametrize(
    ("party", "wrong"),
    [
        (Party(siren="002718286", siret="00271828600012", vat="FR80002718286"), []),
        (Party(siren="002718287"), ["SIREN"]),
        (Party(siret="00271828600013"), ["SIRET"]),
        (Party(siren="003141595", siret="00271828600012"), ["SIRET"]),
        (Party(vat="FR81002718286"), ["TVA"]),
        (Party(vat="DE123456788"), []),
        (Party(vat="GB123456789"), []),
    ],
)
def test_wrong_keys_are_told(party: Party, wrong: list[str]) -> None:
    told: list[Defect] = identifiers.check(party, "vendeur")
    assert [defect.rule for defect in told] == wrong


def test_who_must_be_paid_is_told() -> None:
    factored = read(("<ram:TypeCode>380", "<ram:TypeCode>393"))
    assert "CRÉANCIER" in rules(factored, "warning")
    payee = "<ram:PayeeTradeParty><ram:Name>Affacture SA</ram:Name></ram:PayeeTradeParty>"
    other = read(
        ("<ram:SpecifiedTradeSettlementPaymentMeans>", payee + "<ram:SpecifiedTradeSettlementPaymentMeans>")
    )
    assert any("Affacture SA" in defect.message for defect in other.defects)


def test_the_last_of_several_due_days_is_kept() -> None:
    second = (
        "<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>"
        '<udt:DateTimeString xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100" format="102">'
        "20260630</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>"
    )
    invoice = read(("(?=<ram:SpecifiedTradePaymentTerms>)", second))
    assert (invoice.due_on, invoice.due_on_deduced) == (date(2026, 6, 30), False)
    assert "ÉCHÉANCE" in rules(invoice, "warning")


def test_a_due_day_before_issue_is_told() -> None:
    assert "ÉCHÉANCE" in rules(read(("20260531", "20260429")), "warning")
    assert "ÉCHÉANCE" not in rules(read(("20260531", "20260430")), "warning")


def test_the_settings_name_the_reader() -> None:
    assert isinstance(invoices.reader(), Reader)


def test_unknown_profiles_fall_back_on_the_standard() -> None:
    assert profiles.of_cii("").name == "EN 16931"
    assert profiles.of_ubl("urn:x#y:extended-ctc-fr", credit_note=True).rules.endswith(
        "EXTENDED-CTC-FR-UBL.xslt"
    )
