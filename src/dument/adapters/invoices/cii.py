"""Cross Industry Invoice XML (Factur-X, ZUGFeRD 1 and 2, XRechnung CII) -> Draft."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from dument.adapters.invoices import identifiers, profiles
from dument.adapters.invoices.draft import Draft
from dument.adapters.invoices.values import Values, clean
from dument.ports.invoices import Line, Party, Totals

MAX_LINES = 10_000
SIX_DECIMALS = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The element names that changed between ZUGFeRD 1.0 and the CII of today."""

    root: str
    ram: str
    udt: str
    context: str
    document: str
    transaction: str
    header: str
    line: str
    line_total: str
    header_total: str
    rate: str


CII = Dialect(
    root="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    context="rsm:ExchangedDocumentContext",
    document="rsm:ExchangedDocument",
    transaction="rsm:SupplyChainTradeTransaction",
    header="ram:ApplicableHeaderTrade",
    line="ram:SpecifiedLineTrade",
    line_total="ram:SpecifiedTradeSettlementLineMonetarySummation",
    header_total="ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    rate="ram:RateApplicablePercent",
)
ZUGFERD_1 = Dialect(
    root="urn:ferd:CrossIndustryDocument:invoice:1p0",
    ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12",
    udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15",
    context="rsm:SpecifiedExchangedDocumentContext",
    document="rsm:HeaderExchangedDocument",
    transaction="rsm:SpecifiedSupplyChainTradeTransaction",
    header="ram:ApplicableSupplyChainTrade",
    line="ram:SpecifiedSupplyChainTrade",
    line_total="ram:SpecifiedTradeSettlementMonetarySummation",
    header_total="ram:SpecifiedTradeSettlementMonetarySummation",
    rate="ram:ApplicablePercent",
)
ROOTS = {
    f"{{{CII.root}}}CrossIndustryInvoice": CII,
    f"{{{ZUGFERD_1.root}}}CrossIndustryDocument": ZUGFERD_1,
}


def read(root: etree._Element, dialect: Dialect) -> Draft:
    """Return what the document says. Nothing raises: what is missing is empty, what is illegible a defect."""
    values = Values({"rsm": dialect.root, "ram": dialect.ram, "udt": dialect.udt})
    guideline = values.text(root, f"{dialect.context}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID")
    trade = values.one(root, dialect.transaction)
    agreement = values.one(trade, f"{dialect.header}Agreement")
    delivery = values.one(trade, f"{dialect.header}Delivery")
    settlement = values.one(trade, f"{dialect.header}Settlement")
    terms = values.every(settlement, "ram:SpecifiedTradePaymentTerms")
    due = [values.day(term, "ram:DueDateDateTime/udt:DateTimeString") for term in terms]
    currency = values.text(settlement, "ram:InvoiceCurrencyCode").upper()
    profile = profiles.of_zugferd1(guideline) if dialect is ZUGFERD_1 else profiles.of_cii(guideline)
    return Draft(
        profile=profile,
        national=profile is profiles.NATIONAL,
        number=values.text(root, f"{dialect.document}/ram:ID"),
        type_code=values.text(root, f"{dialect.document}/ram:TypeCode"),
        credit_note=False,
        issued_on=values.day(root, f"{dialect.document}/ram:IssueDateTime/udt:DateTimeString"),
        delivered_on=values.day(
            delivery, "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString"
        ),
        due_days=tuple(day for day in due if day is not None),
        payment_terms=" ; ".join(filter(None, (values.text(term, "ram:Description") for term in terms))),
        currency=currency,
        seller=_party(values, values.one(agreement, "ram:SellerTradeParty")),
        buyer=_party(values, values.one(agreement, "ram:BuyerTradeParty")),
        payee=values.text(settlement, "ram:PayeeTradeParty/ram:Name"),
        lines=_lines(values, trade, dialect),
        totals=_totals(values, settlement, dialect, currency),
        defects=tuple(values.defects),
    )


def _party(values: Values, node: etree._Element | None) -> Party:
    address = values.one(node, "ram:PostalTradeAddress")
    street = (values.text(address, f"ram:Line{rank}") for rank in ("One", "Two", "Three"))
    country = values.text(address, "ram:CountryID").upper()
    vat = _vat(values, node)
    known = values.every(node, "ram:SpecifiedLegalOrganization/ram:ID") + values.every(node, "ram:GlobalID")
    found = [(str(item.get("schemeID") or ""), clean(item.text or "")) for item in known]
    siren, siret = identifiers.french(found, vat, country)
    return Party(
        name=values.text(node, "ram:Name"),
        address=tuple(line for line in street if line),
        postcode=values.text(address, "ram:PostcodeCode"),
        city=values.text(address, "ram:CityName"),
        country=country,
        siren=siren,
        siret=siret,
        vat=vat,
        email=values.text(node, "ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID")
        or values.text(node, "ram:URIUniversalCommunication/ram:URIID[@schemeID='EM']"),
    )


def _vat(values: Values, node: etree._Element | None) -> str:
    written = values.text(node, "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']")
    return "".join(written.split()).upper()


def _lines(values: Values, trade: etree._Element | None, dialect: Dialect) -> tuple[Line, ...]:
    items = values.every(trade, "ram:IncludedSupplyChainTradeLineItem")[:MAX_LINES]
    return tuple(_line(values, item, dialect) for item in items)


def _line(values: Values, item: etree._Element, dialect: Dialect) -> Line:
    settlement = values.one(item, f"{dialect.line}Settlement")
    price = values.one(item, f"{dialect.line}Agreement/ram:NetPriceProductTradePrice")
    quantity = values.one(item, f"{dialect.line}Delivery/ram:BilledQuantity")
    return Line(
        description=values.text(item, "ram:SpecifiedTradeProduct/ram:Name"),
        quantity=values.number(item, f"{dialect.line}Delivery/ram:BilledQuantity"),
        unit="" if quantity is None else str(quantity.get("unitCode") or ""),
        unit_price=per_unit(
            values.number(price, "ram:ChargeAmount"), values.number(price, "ram:BasisQuantity")
        ),
        net=values.amount(settlement, f"{dialect.line_total}/ram:LineTotalAmount"),
        vat_rate=values.number(settlement, f"ram:ApplicableTradeTax/{dialect.rate}"),
    )


def per_unit(price: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Return the price of one unit when `price` buys `base` units, to six decimals."""
    if price is None or base is None or base <= 0 or base == 1:
        return price
    return (price / base).quantize(SIX_DECIMALS).normalize()


def _totals(values: Values, settlement: etree._Element | None, dialect: Dialect, currency: str) -> Totals:
    total = values.one(settlement, dialect.header_total)
    # With another currency for the VAT, the total stands twice: the invoice's own currency is the one meant.
    own = f"ram:TaxTotalAmount[@currencyID='{currency}']" if currency.isalpha() else "ram:TaxTotalAmount"
    vat = own if values.one(total, own) is not None else "ram:TaxTotalAmount"
    return Totals(
        net=values.amount(total, "ram:TaxBasisTotalAmount"),
        vat=values.amount(total, vat),
        gross=values.amount(total, "ram:GrandTotalAmount"),
        prepaid=values.amount(total, "ram:TotalPrepaidAmount"),
        rounding=values.amount(total, "ram:RoundingAmount"),
        payable=values.amount(total, "ram:DuePayableAmount"),
    )
