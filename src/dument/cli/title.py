"""`dument title verify`: is this title genuine, and whole? No network, no database, no settings."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from dument.adapters.signature.proof import Proof, ProofError
from dument.adapters.signature.report import SeenSignature, Verification
from dument.adapters.signature.verifier import MAX_SIZE, verify
from dument.adapters.trust.store import TrustStore

PARIS = ZoneInfo("Europe/Paris")


@click.group()
def command() -> None:
    """Titres signés."""


@command.command("verify")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option(
    "--trust",
    "folder",
    type=click.Path(path_type=Path),
    help="Dossier des certificats de confiance (*.pem), des listes de révocation (*.crl) et de la preuve "
    "(<titre>.proof.json).",
)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON.")
def verify_title(file: Path, folder: Path | None, as_json: bool) -> None:
    """Dit qui a signé FICHIER, quand, et si rien n'a changé depuis.

    Sans --trust, l'autorité locale de démonstration sert de confiance si elle existe sous « var » ; sinon la
    chaîne de certificats n'est pas vérifiée, et la réponse le dit.
    """
    try:
        pdf = _read(file)
        trust = TrustStore.load(folder) if folder else _local_trust()
        proof = _proof(file, folder)
    except ProofError as error:
        _leave(f"Preuve illisible : {error}.", 1, as_json)
    except (OSError, ValueError) as error:
        _leave(_why(error, file), 2, as_json)
    answer = verify(pdf, trust=trust, proof=proof)
    if as_json:
        print(json.dumps({"file": str(file), **answer.as_json()}, ensure_ascii=False))
    else:
        print("\n".join(lines(answer)))
    sys.exit(0 if answer.valid else 1)


def lines(answer: Verification) -> list[str]:
    """Return the answer as a person reads it."""
    told = [_verdict(answer)]
    told += [f"  Pourquoi : {finding}" for finding in answer.findings]
    for signature in answer.signers:
        told += _signature_lines(signature)
    told.append(f"  Chaîne de certificats : {answer.chain}")
    if answer.signers:
        told += [f"  Modification depuis : {change}" for change in answer.changes or ("aucune",)]
    told.append(f"  Format annoncé : {answer.pdfa_claim or 'aucun'}")
    told.append(f"  Journal : {answer.journal}")
    told.append(f"  Liste des titres : {answer.status_list}")
    told += [f"  À savoir : {note}" for note in answer.notes]
    return told


def _verdict(answer: Verification) -> str:
    if not answer.valid:
        return "NON VALIDE"
    if answer.trusted is None:
        return "INTACT, mais l'identité du signataire n'est pas vérifiée (donnez --trust DOSSIER)"
    return "VALIDE"


def _signature_lines(signature: SeenSignature) -> list[str]:
    told = [
        f"  Signé par : {signature.name} ({signature.organisation or 'sans organisation'}), "
        f"certificat {signature.certificate} de « {signature.issuer} », niveau {signature.level}"
    ]
    if signature.signed_at:
        told.append(f"  Signé le : {_instant(signature.signed_at)}, déclarée par le signataire")
    if signature.timestamp:
        stamp = signature.timestamp
        told.append(f"  Horodaté le : {_instant(stamp.time)}, par « {stamp.authority} »")
    return told


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        return f"{moment:%d/%m/%Y à %H:%M:%S} (zone inconnue)"
    return f"{moment.astimezone(PARIS):%d/%m/%Y à %H:%M:%S} heure de Paris"


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        # One byte more than what is ever accepted: enough to say that the file is too big.
        return opened.read(MAX_SIZE + 1)


def _local_trust() -> TrustStore | None:
    return TrustStore.local(Path(os.environ.get("DUMENT_VAR", "var")))


def _proof(file: Path, folder: Path | None) -> Proof | None:
    path = folder / f"{file.stem}.proof.json" if folder else None
    return Proof.load(path) if path and path.is_file() else None


def _why(error: Exception, file: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"« {error.filename or file} » n'existe pas : vérifiez le chemin."
    if isinstance(error, IsADirectoryError):
        return f"« {file} » est un dossier : donnez le fichier PDF du titre."
    if isinstance(error, PermissionError):
        return f"« {error.filename or file} » ne peut pas être lu : droits insuffisants."
    if isinstance(error, OSError):
        return f"« {error.filename or file} » ne peut pas être lu ({error.strerror})."
    return str(error)


def _leave(message: str, status: int, as_json: bool) -> NoReturn:
    """Say why nothing was verified, and leave."""
    if as_json:
        print(json.dumps({"valid": False, "findings": [message]}, ensure_ascii=False))
    else:
        print(message, file=sys.stderr)
    sys.exit(status)
