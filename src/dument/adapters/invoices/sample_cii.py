"""A valid EN 16931 CII document, built element by element from an invoice's facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from dument.adapters.invoices.cii import CII
from dument.ports.invoices import Line, Party

CENT = Decimal("0.01")
FRANCHISE = "TVA non applicable, art. 293 B du CGI"
NAMESPACES = {
    "rsm": CII.root,
    "ram": CII.ram,
    "udt": CII.udt,
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
# Subject codes the French rules ask for (UNTDID 4451).
RECOVERY_COSTS, LATE_INTEREST, DISCOUNT, PROCESS = "PMT", "PMD", "AAB", "BAR"


@dataclass(frozen=True, slots=True)
class Tax:
    """The VAT of one rate: base and amount in euros, rate in percent."""

    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sample invoice says. Lines need every field; amounts are in euros."""

    number: str
    issued_on: date
    delivered_on: date
    due_on: date
    seller: Party
    buyer: Party
    lines: Sequence[Line]
    prepaid: Decimal
    iban: str
    notes: Sequence[tuple[str, str]]

    def taxes(self) -> list[Tax]:
        """Return the VAT by rate, highest first, each rounded to the cent (BR-CO-17)."""
        bases: dict[Decimal, Decimal] = {}
        for line in self.lines:
            rate, net = line.vat_rate or Decimal(0), line.net or Decimal(0)
            bases[rate] = bases.get(rate, Decimal(0)) + net
        return [
            Tax(rate, base.quantize(CENT), (base * rate / 100).quantize(CENT, ROUND_HALF_UP))
            for rate, base in sorted(bases.items(), reverse=True)
        ]

    def net(self) -> Decimal:
        """Return the total without VAT."""
        return sum((tax.base for tax in self.taxes()), Decimal("0.00"))

    def vat(self) -> Decimal:
        """Return the total VAT."""
        return sum((tax.amount for tax in self.taxes()), Decimal("0.00"))

    def due(self) -> Decimal:
        """Return what remains to pay."""
        return self.net() + self.vat() - self.prepaid


def build(facts: Facts) -> bytes:
    """Return the XML of the invoice (UTF-8, declared)."""
    root = etree.Element(_name("rsm:CrossIndustryInvoice"), nsmap=NAMESPACES)
    context = _add(root, "rsm:ExchangedDocumentContext")
    # M1: an invoice of goods and services, deposited as such (French rule BR-FR-08).
    _add(_add(context, "ram:BusinessProcessSpecifiedDocumentContextParameter"), "ram:ID", "M1")
    _add(_add(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", "urn:cen.eu:en16931:2017")
    document = _add(root, "rsm:ExchangedDocument")
    _add(document, "ram:ID", facts.number)
    _add(document, "ram:TypeCode", "380")
    _day(_add(document, "ram:IssueDateTime"), facts.issued_on)
    for code, words in facts.notes:
        note = _add(document, "ram:IncludedNote")
        _add(note, "ram:Content", words)
        _add(note, "ram:SubjectCode", code)
    trade = _add(root, "rsm:SupplyChainTradeTransaction")
    for rank, line in enumerate(facts.lines, start=1):
        _line(trade, rank, line)
    agreement = _add(trade, "ram:ApplicableHeaderTradeAgreement")
    _party(_add(agreement, "ram:SellerTradeParty"), facts.seller)
    _party(_add(agreement, "ram:BuyerTradeParty"), facts.buyer)
    delivery = _add(trade, "ram:ApplicableHeaderTradeDelivery")
    event = _add(delivery, "ram:ActualDeliverySupplyChainEvent")
    _day(_add(event, "ram:OccurrenceDateTime"), facts.delivered_on)
    _settlement(_add(trade, "ram:ApplicableHeaderTradeSettlement"), facts)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _line(trade: etree._Element, rank: int, line: Line) -> None:
    item = _add(trade, "ram:IncludedSupplyChainTradeLineItem")
    _add(_add(item, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(rank))
    _add(_add(item, "ram:SpecifiedTradeProduct"), "ram:Name", line.description)
    price = _add(_add(item, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    _add(price, "ram:ChargeAmount", _number(line.unit_price))
    delivery = _add(item, "ram:SpecifiedLineTradeDelivery")
    _add(delivery, "ram:BilledQuantity", _number(line.quantity), unitCode=line.unit)
    settlement = _add(item, "ram:SpecifiedLineTradeSettlement")
    tax = _add(settlement, "ram:ApplicableTradeTax")
    _add(tax, "ram:TypeCode", "VAT")
    _add(tax, "ram:CategoryCode", "S" if line.vat_rate else "E")
    _add(tax, "ram:RateApplicablePercent", _number(line.vat_rate))
    summation = _add(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _add(summation, "ram:LineTotalAmount", _number(line.net))


def _party(node: etree._Element, party: Party) -> None:
    if party.siret:
        _add(node, "ram:GlobalID", party.siret, schemeID="0009")
    _add(node, "ram:Name", party.name)
    if party.siren:
        _add(_add(node, "ram:SpecifiedLegalOrganization"), "ram:ID", party.siren, schemeID="0002")
    if party.email:
        contact = _add(node, "ram:DefinedTradeContact")
        _add(_add(contact, "ram:EmailURIUniversalCommunication"), "ram:URIID", party.email)
    address = _add(node, "ram:PostalTradeAddress")
    _add(address, "ram:PostcodeCode", party.postcode)
    for rank, line in zip(("One", "Two", "Three"), party.address, strict=False):
        _add(address, f"ram:Line{rank}", line)
    _add(address, "ram:CityName", party.city)
    _add(address, "ram:CountryID", party.country)
    # The electronic address (BT-34, BT-49): the SIREN in the French directory, else an e-mail.
    scheme, value = ("0225", party.siren) if party.siren else ("EM", party.email)
    _add(_add(node, "ram:URIUniversalCommunication"), "ram:URIID", value, schemeID=scheme)
    if party.vat:
        _add(_add(node, "ram:SpecifiedTaxRegistration"), "ram:ID", party.vat, schemeID="VA")
    elif party.siren:
        # Without a VAT number (franchise), the tax registration of BR-E-02 is the SIREN.
        _add(_add(node, "ram:SpecifiedTaxRegistration"), "ram:ID", party.siren, schemeID="FC")


def _settlement(node: etree._Element, facts: Facts) -> None:
    _add(node, "ram:PaymentReference", facts.number)
    _add(node, "ram:InvoiceCurrencyCode", "EUR")
    means = _add(node, "ram:SpecifiedTradeSettlementPaymentMeans")
    _add(means, "ram:TypeCode", "30")
    _add(_add(means, "ram:PayeePartyCreditorFinancialAccount"), "ram:IBANID", facts.iban.replace(" ", ""))
    for tax in facts.taxes():
        group = _add(node, "ram:ApplicableTradeTax")
        _add(group, "ram:CalculatedAmount", _number(tax.amount))
        _add(group, "ram:TypeCode", "VAT")
        if not tax.rate:
            _add(group, "ram:ExemptionReason", FRANCHISE)
        _add(group, "ram:BasisAmount", _number(tax.base))
        _add(group, "ram:CategoryCode", "S" if tax.rate else "E")
        if not tax.rate:
            _add(group, "ram:ExemptionReasonCode", "VATEX-FR-FRANCHISE")
        _add(group, "ram:RateApplicablePercent", _number(tax.rate))
    _day(_add(_add(node, "ram:SpecifiedTradePaymentTerms"), "ram:DueDateDateTime"), facts.due_on)
    total = _add(node, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    _add(total, "ram:LineTotalAmount", _number(facts.net()))
    _add(total, "ram:TaxBasisTotalAmount", _number(facts.net()))
    _add(total, "ram:TaxTotalAmount", _number(facts.vat()), currencyID="EUR")
    _add(total, "ram:GrandTotalAmount", _number(facts.net() + facts.vat()))
    _add(total, "ram:TotalPrepaidAmount", _number(facts.prepaid))
    _add(total, "ram:DuePayableAmount", _number(facts.due()))


def _name(prefixed: str) -> etree.QName:
    prefix, local = prefixed.split(":")
    return etree.QName(NAMESPACES[prefix], local)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    node = etree.SubElement(parent, _name(name), attributes)
    if text:
        node.text = text
    return node


def _day(parent: etree._Element, day: date) -> None:
    _add(parent, "udt:DateTimeString", f"{day:%Y%m%d}", format="102")


def _number(value: Decimal | None) -> str:
    return format(value or Decimal("0.00"), "f")
