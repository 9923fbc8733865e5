"""The local invoice reader: everything is done on this machine, nothing is fetched, nothing is kept."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from dument.adapters.invoices import cii, identifiers, kinds, limits, rules, ubl
from dument.adapters.invoices.draft import Draft
from dument.adapters.invoices.due import due
from dument.adapters.invoices.profiles import FRENCH_TERRITORIES
from dument.adapters.sandbox import Sandbox, SandboxError
from dument.ports.invoices import Defect, InvoiceRead, InvoiceUnreadable, Totals

REPAIRED = (
    "Le PDF est abîmé ou incomplet : ses données ont été retrouvées, mais redemandez le fichier entier."
)
EXTRACT_SECONDS = 10
CHECK_SECONDS = 20
SHARED = Sandbox("dument.adapters.invoices.worker")
_ORDER = "urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:"


class Reader:
    """Reads Factur-X and ZUGFeRD PDF files, CII and UBL XML; PDF and rules are handled in a child process."""

    def __init__(self, sandbox: Sandbox = SHARED) -> None:
        self._sandbox = sandbox

    def read(self, data: bytes, *, filename: str = "") -> InvoiceRead:
        """Return the invoice held by `data`, with its defects; see `ports.invoices.InvoiceReader`."""
        name = f"« {filename} »" if filename else "Le fichier"
        kind = limits.kind_of(data, name)
        carried = kind == "pdf"
        xml, damage = self._extracted(data, name) if carried else (data, [])
        root = limits.parse_xml(xml, f"La facture jointe à {name}" if carried else name)
        syntax, draft = _draft_of(root, name)
        label = "Factur-X" if carried and syntax == "CII" else syntax
        return _complete(draft, label, damage + self._broken_rules(root, draft))

    def _extracted(self, data: bytes, name: str) -> tuple[bytes, list[Defect]]:
        """Return the XML attached to a PDF, and a defect when the file had to be repaired."""
        try:
            answer, xml = self._sandbox.call("extract", data, seconds=EXTRACT_SECONDS, name=name)
        except SandboxError as error:
            cause = f"prend plus de {EXTRACT_SECONDS} s" if error.too_slow else "demande trop de mémoire"
            raise InvoiceUnreadable(
                "pdf_broken", f"{name} est un PDF anormal : l'ouvrir {cause}. {limits.BY_HAND}"
            ) from None
        if "refused" in answer:
            raise InvoiceUnreadable(answer["refused"], answer["message"])
        return xml, [Defect("PDF", "warning", REPAIRED)] if answer["damaged"] else []

    def _broken_rules(self, root: etree._Element, draft: Draft) -> list[Defect]:
        """Return what the schema, the profile's rules and, for a French seller, the French rules find."""
        xml = etree.tostring(root, encoding="utf-8")
        profile = draft.profile
        if len(xml) > limits.MAX_CHECKED:
            return [_unchecked("la facture dépasse 2 Mo")]
        french = profile.french_rules if draft.seller.country in FRENCH_TERRITORIES else ""
        sheets = [sheet for sheet in (profile.rules, french) if sheet]
        try:
            answer, _ = self._sandbox.call(
                "check", xml, seconds=CHECK_SECONDS, schema=profile.schema, stylesheets=sheets
            )
        except SandboxError as error:
            return [
                _unchecked(f"il prend plus de {CHECK_SECONDS} s" if error.too_slow else "il s'est interrompu")
            ]
        found = [
            Defect(rule, level, rules.in_french(rule, message, where), where)
            for rule, level, message, where in answer["defects"]
        ]
        # A national usage (XRechnung, Peppol) names itself: Factur-X's list of names does not hold it.
        return [
            defect for defect in found if not (draft.national and defect.where.endswith(rules.PROFILE_ID))
        ]


def _draft_of(root: etree._Element, name: str) -> tuple[str, Draft]:
    """Return the syntax and what the document says, or raise InvoiceUnreadable for any other XML."""
    tag = str(root.tag)
    dialect = cii.ROOTS.get(tag)
    if dialect is not None:
        return ("ZUGFeRD 1.0" if dialect is cii.ZUGFERD_1 else "CII"), cii.read(root, dialect)
    if tag in {ubl.INVOICE, ubl.CREDIT_NOTE}:
        return "UBL", ubl.read(root)
    if _ORDER in tag:
        raise limits.order(name)
    local = etree.QName(root).localname[:40]
    raise InvoiceUnreadable(
        "not_an_invoice",
        f"{name} est un XML, mais pas une facture que nous connaissons (racine « {local} ») : nous lisons "
        f"Factur-X, ZUGFeRD, CII et UBL 2.1. {limits.BY_HAND}",
    )


def _unchecked(cause: str) -> Defect:
    message = (
        f"Le contrôle des règles n'a pas été fait : {cause}. Les données lues restent à vérifier à l'œil."
    )
    return Defect("CONTRÔLE", "warning", message)


def _complete(draft: Draft, label: str, broken: list[Defect]) -> InvoiceRead:
    """Return the invoice: the draft, its due day, its kind, what remains due, and every defect."""
    type_code = draft.type_code or ("381" if draft.credit_note else "")
    # Several instalments: the whole is due for sure at the last one.
    when = due(
        written=max(draft.due_days, default=None),
        terms=draft.payment_terms,
        issued_on=draft.issued_on,
        delivered_on=draft.delivered_on,
    )
    amount_due = _amount_due(draft.totals)
    why_not = kinds.why_no_claim(
        type_code, credit_note=draft.credit_note, currency=draft.currency, due=amount_due
    )
    return InvoiceRead(
        format=label,
        profile=draft.profile.name,
        number=draft.number,
        type_code=type_code,
        type_name=kinds.name_of(type_code, credit_note=draft.credit_note),
        issued_on=draft.issued_on,
        delivered_on=draft.delivered_on,
        due_on=when.on,
        due_on_deduced=when.deduced,
        due_on_how=when.how,
        payment_terms=draft.payment_terms,
        currency=draft.currency,
        seller=draft.seller,
        buyer=draft.buyer,
        lines=draft.lines,
        totals=draft.totals,
        amount_due=amount_due,
        is_claim=not why_not,
        not_claim_reason=why_not,
        defects=rules.grouped([*draft.defects, *_own_checks(draft, type_code, amount_due), *broken]),
    )


def _amount_due(totals: Totals) -> Decimal | None:
    """Return the amount to pay: as written (BT-115), else total with VAT − prepaid + rounding."""
    if totals.payable is not None or totals.gross is None:
        return totals.payable
    return totals.gross - (totals.prepaid or Decimal(0)) + (totals.rounding or Decimal(0))


def _own_checks(draft: Draft, type_code: str, amount_due: Decimal | None) -> list[Defect]:
    """Return what the standard does not check: keys of identifiers, who is the creditor, sums of MINIMUM."""
    defects = identifiers.check(draft.seller, "vendeur") + identifiers.check(draft.buyer, "acheteur")
    totals = draft.totals
    if totals.payable is None and amount_due is not None:
        message = "Le montant à payer manque : il est calculé (total avec taxe − déjà payé + arrondi)."
        defects.append(Defect("MONTANT", "warning", message))
    if (totals.payable or 0) > (totals.gross or 0) + (totals.rounding or 0):
        message = "Le montant à payer est plus grand que le total avec taxe."
        defects.append(Defect("MONTANT", "error", message))
    if type_code in kinds.FACTORED:
        message = "La facture est cédée à un affactureur : c'est lui le créancier, pas le vendeur."
        defects.append(Defect("CRÉANCIER", "warning", message))
    if draft.payee and draft.payee != draft.seller.name:
        message = f"Le paiement est dû à « {draft.payee} », pas au vendeur : vérifiez qui est le créancier."
        defects.append(Defect("CRÉANCIER", "warning", message))
    if draft.issued_on and draft.due_days and max(draft.due_days) < draft.issued_on:
        message = "L'échéance précède l'émission de la facture : vérifiez les deux dates."
        defects.append(Defect("ÉCHÉANCE", "warning", message))
    if len(draft.due_days) > 1:
        message = "La facture porte plusieurs échéances : la dernière est retenue."
        defects.append(Defect("ÉCHÉANCE", "warning", message))
    return defects
