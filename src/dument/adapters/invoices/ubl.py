"""UBL 2.1 XML, Invoice and CreditNote (EN 16931, Peppol, XRechnung UBL) -> Draft."""

from __future__ import annotations

from datetime import date

from lxml import etree

from dument.adapters.invoices import identifiers, profiles
from dument.adapters.invoices.cii import MAX_LINES, per_unit
from dument.adapters.invoices.draft import Draft
from dument.adapters.invoices.values import Values, clean
from dument.ports.invoices import Line, Party, Totals

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = {"cac": f"{_UBL}CommonAggregateComponents-2", "cbc": f"{_UBL}CommonBasicComponents-2"}
INVOICE = f"{{{_UBL}Invoice-2}}Invoice"
CREDIT_NOTE = f"{{{_UBL}CreditNote-2}}CreditNote"


def read(root: etree._Element) -> Draft:
    """Return what the document says. Nothing raises: what is missing is empty, what is illegible a defect."""
    values = Values(NAMESPACES)
    credit_note = root.tag == CREDIT_NOTE
    kind = "CreditNote" if credit_note else "Invoice"
    guideline = values.text(root, "cbc:CustomizationID")
    profile = profiles.of_ubl(guideline, credit_note=credit_note)
    currency = values.text(root, "cbc:DocumentCurrencyCode").upper()
    notes = (values.text(terms, "cbc:Note") for terms in values.every(root, "cac:PaymentTerms"))
    return Draft(
        profile=profile,
        national="#" in guideline,
        number=values.text(root, "cbc:ID"),
        type_code=values.text(root, f"cbc:{kind}TypeCode"),
        credit_note=credit_note,
        issued_on=values.day(root, "cbc:IssueDate"),
        delivered_on=values.day(root, "cac:Delivery/cbc:ActualDeliveryDate"),
        due_days=_due_days(values, root),
        payment_terms=" ; ".join(note for note in notes if note),
        currency=currency,
        seller=_party(values, values.one(root, "cac:AccountingSupplierParty/cac:Party")),
        buyer=_party(values, values.one(root, "cac:AccountingCustomerParty/cac:Party")),
        payee=values.text(root, "cac:PayeeParty/cac:PartyName/cbc:Name"),
        lines=tuple(
            _line(values, item, "Credited" if credit_note else "Invoiced")
            for item in values.every(root, f"cac:{kind}Line")[:MAX_LINES]
        ),
        totals=_totals(values, root, currency),
        defects=tuple(values.defects),
    )


def _due_days(values: Values, root: etree._Element) -> tuple[date, ...]:
    """The invoice's own due date, else those of its payment means and terms (credit notes have no other)."""
    own = values.day(root, "cbc:DueDate")
    if own is not None:
        return (own,)
    places = values.every(root, "cac:PaymentMeans") + values.every(root, "cac:PaymentTerms")
    days = (values.day(place, "cbc:PaymentDueDate") for place in places)
    return tuple(day for day in days if day is not None)


def _party(values: Values, node: etree._Element | None) -> Party:
    address = values.one(node, "cac:PostalAddress")
    street = (
        values.text(address, "cbc:StreetName"),
        values.text(address, "cbc:AdditionalStreetName"),
        values.text(address, "cac:AddressLine/cbc:Line"),
    )
    country = values.text(address, "cac:Country/cbc:IdentificationCode").upper()
    vat = _vat(values, node)
    known = values.every(node, "cac:PartyLegalEntity/cbc:CompanyID")
    known += values.every(node, "cac:PartyIdentification/cbc:ID[@schemeID]")
    found = [(str(item.get("schemeID") or ""), clean(item.text or "")) for item in known]
    siren, siret = identifiers.french(found, vat, country)
    legal = values.text(node, "cac:PartyLegalEntity/cbc:RegistrationName")
    return Party(
        name=legal or values.text(node, "cac:PartyName/cbc:Name"),
        address=tuple(line for line in street if line),
        postcode=values.text(address, "cbc:PostalZone"),
        city=values.text(address, "cbc:CityName"),
        country=country,
        siren=siren,
        siret=siret,
        vat=vat,
        email=values.text(node, "cac:Contact/cbc:ElectronicMail")
        or values.text(node, "cbc:EndpointID[@schemeID='EM']"),
    )


def _vat(values: Values, node: etree._Element | None) -> str:
    for scheme in values.every(node, "cac:PartyTaxScheme"):
        if values.text(scheme, "cac:TaxScheme/cbc:ID").upper() == "VAT":
            return "".join(values.text(scheme, "cbc:CompanyID").split()).upper()
    return ""


def _line(values: Values, item: etree._Element, verb: str) -> Line:
    quantity = values.one(item, f"cbc:{verb}Quantity")
    price = values.one(item, "cac:Price")
    return Line(
        description=values.text(item, "cac:Item/cbc:Name"),
        quantity=values.number(item, f"cbc:{verb}Quantity"),
        unit="" if quantity is None else str(quantity.get("unitCode") or ""),
        unit_price=per_unit(
            values.number(price, "cbc:PriceAmount"), values.number(price, "cbc:BaseQuantity")
        ),
        net=values.amount(item, "cbc:LineExtensionAmount"),
        vat_rate=values.number(item, "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"),
    )


def _totals(values: Values, root: etree._Element, currency: str) -> Totals:
    total = values.one(root, "cac:LegalMonetaryTotal")
    own = f"cac:TaxTotal/cbc:TaxAmount[@currencyID='{currency}']" if currency.isalpha() else ""
    vat = own if own and values.one(root, own) is not None else "cac:TaxTotal/cbc:TaxAmount"
    return Totals(
        net=values.amount(total, "cbc:TaxExclusiveAmount"),
        vat=values.amount(root, vat),
        gross=values.amount(total, "cbc:TaxInclusiveAmount"),
        prepaid=values.amount(total, "cbc:PrepaidAmount"),
        rounding=values.amount(total, "cbc:PayableRoundingAmount"),
        payable=values.amount(total, "cbc:PayableAmount"),
    )
