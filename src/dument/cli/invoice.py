"""`dument invoice read FICHIER`: what a structured invoice says, and its defects."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import click

from dument.adapters.invoices.limits import MAX_FILE
from dument.adapters.invoices.reader import Reader
from dument.ports.invoices import Defect, InvoiceRead, InvoiceUnreadable, Line, Party, as_json

FRENCH_RULES = "BR-FR"
LEVELS = {"error": "erreur", "warning": "avertissement"}


@click.group(name="invoice")
def command() -> None:
    """Factures électroniques : Factur-X, ZUGFeRD, CII, UBL."""


@command.command()
@click.argument("file", metavar="[FICHIER]", required=False, default="")
@click.option("--json", "as_object", is_flag=True, help="Un objet JSON au lieu de phrases.")
def read(file: str, as_object: bool) -> None:
    """Lit la facture FICHIER (PDF ou XML) et dit ses défauts.

    Sort par 0 quand elle se lit, même défectueuse ; 1 quand elle ne se lit pas ; 2 sans fichier à lire.
    """
    path = Path(file)
    if not file or not path.is_file():
        what = f"« {file} » n'est pas un fichier." if file else "Il manque le fichier à lire."
        _leave(2, "unusable", f"{what} Donnez un PDF ou un XML : dument invoice read FACTURE.pdf", as_object)
    try:
        with path.open("rb") as opened:
            # One byte over the bound is enough to know that the file is too big.
            data = opened.read(MAX_FILE + 1)
    except OSError as error:
        _leave(
            2, "unusable", f"« {file} » ne s'ouvre pas ({error.strerror}). Vérifiez vos droits.", as_object
        )
    try:
        invoice = Reader().read(data, filename=path.name)
    except InvoiceUnreadable as refusal:
        _leave(1, refusal.code, refusal.message, as_object)
    if as_object:
        click.echo(json.dumps({"readable": True, **as_json(invoice)}, ensure_ascii=False))
    else:
        click.echo("\n".join(_sentences(invoice)))


def _leave(status: int, code: str, message: str, as_object: bool) -> NoReturn:
    """Say why nothing was read, and leave."""
    if as_object:
        click.echo(json.dumps({"readable": False, "code": code, "message": message}, ensure_ascii=False))
    else:
        click.echo(message, err=True)
    sys.exit(status)


def _sentences(invoice: InvoiceRead) -> list[str]:
    issued = f" du {_day(invoice.issued_on)}" if invoice.issued_on else ""
    title = f"{invoice.type_name} {invoice.number or 'sans numéro'}{issued}"
    return [
        f"{title}  ({invoice.format}, profil {invoice.profile})",
        "",
        *_party("Vendeur", invoice.seller),
        *_party("Acheteur", invoice.buyer),
        *([_row("Livraison", _day(invoice.delivered_on))] if invoice.delivered_on else []),
        _row("Échéance", f"{_day(invoice.due_on)}, {invoice.due_on_how}"),
        "",
        *[_line(line, invoice.currency) for line in invoice.lines],
        *([""] if invoice.lines else []),
        *_totals(invoice),
        "",
        _row("Créance", "oui" if invoice.is_claim else f"non. {invoice.not_claim_reason}"),
        "",
        *_defects(invoice.defects),
    ]


def _row(label: str, words: str) -> str:
    return f"{label:<12}{words}"


def _party(label: str, party: Party) -> list[str]:
    place = f"{party.postcode} {party.city}".strip()
    address = ", ".join(part for part in (*party.address, place, party.country) if part)
    numbers = (("SIREN", party.siren), ("SIRET", party.siret), ("TVA", party.vat), ("courriel", party.email))
    known = " · ".join(f"{name} {value}" for name, value in numbers if value)
    return [
        _row(label, party.name or "(sans nom)"),
        *[_row("", words) for words in (address, known) if words],
    ]


def _line(line: Line, currency: str) -> str:
    price = "" if line.unit_price is None else f" × {_money(line.unit_price, currency)}"
    quantity = "" if line.quantity is None else f"{_figure(line.quantity)}{price} = "
    rate = "" if line.vat_rate is None else f", TVA {_figure(line.vat_rate)} %"
    return f"  - {line.description or '(sans libellé)'} : {quantity}{_money(line.net, currency)} HT{rate}"


def _totals(invoice: InvoiceRead) -> list[str]:
    totals = invoice.totals
    rows = (
        ("Total HT", totals.net),
        ("TVA", totals.vat),
        ("Total TTC", totals.gross),
        ("Déjà payé", totals.prepaid),
        ("Arrondi", totals.rounding),
    )
    told = [_row(label, _money(value, invoice.currency)) for label, value in rows if value is not None]
    return [*told, _row("Reste dû", _money(invoice.amount_due, invoice.currency))]


def _defects(defects: tuple[Defect, ...]) -> list[str]:
    own = [defect for defect in defects if not defect.rule.startswith(FRENCH_RULES)]
    french = [defect for defect in defects if defect.rule.startswith(FRENCH_RULES)]
    if not defects:
        return ["Aucun défaut : schéma, règles de la norme et règles françaises sont respectés."]
    told = [f"Défauts ({len(own)}) :", *[_defect(defect) for defect in own]] if own else []
    if french:
        told += [
            f"Règles de format de la réforme française non suivies ({len(french)}) :",
            *[f"  - {defect.rule} : {defect.message.split('. ')[0]}" for defect in french],
        ]
    return told


def _defect(defect: Defect) -> str:
    times = f" ({defect.times} fois)" if defect.times > 1 else ""
    where = f" [{defect.where.rsplit('/', 1)[-1]}]" if "/" in defect.where else ""
    return f"  - {LEVELS[defect.level]} {defect.rule} : {defect.message}{times}{where}"


def _day(day: date | None) -> str:
    return "inconnue" if day is None else f"{day:%d/%m/%Y}"


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _money(value: Decimal | None, currency: str) -> str:
    if value is None:
        return "illisible"
    # Two decimals at least; a unit price may have more, and none is rounded away.
    cents = value if value != value.quantize(Decimal("0.01")) else value.quantize(Decimal("0.01"))
    words = f"{cents:,f}".replace(",", "\u202f").replace(".", ",")
    return f"{words} {'€' if currency == 'EUR' else currency}".strip()
