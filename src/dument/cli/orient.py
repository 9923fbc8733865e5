"""`dument orient`: the route of a claim, or of every row of a file of cases."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import click

from dument.law.claim import FIELDS, BadClaim, read_claim
from dument.law.orientation import Orientation, orient
from dument.law.parameters import NotInForce
from dument.law.questions import UnreadableQuestion, read_object
from dument.law.references import IN_FRENCH

_EXPECTED = ("expected_gate", "expected_main_route")


@click.command("orient")
@click.argument("claim", metavar="[CRÉANCE]", required=False)
@click.option("--cases", type=click.Path(path_type=Path), help="Fichier CSV de cas à vérifier.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON (un par ligne avec --cases).")
def command(claim: str | None, cases: Path | None, as_json: bool) -> None:
    """Dit la voie de recouvrement d'une créance décrite en JSON."""
    if (claim is None) == (cases is None):
        _unusable("Donner une créance en JSON, ou un fichier avec --cases, et l'un des deux seulement.")
    if cases is not None:
        sys.exit(_run_cases(cases, as_json))
    try:
        answer = orient(read_claim(_object(claim or "")))
    except (BadClaim, NotInForce) as refused:
        _unusable(*(refused.errors if isinstance(refused, BadClaim) else (str(refused),)))
    click.echo(_dumps(answer.to_dict()) if as_json else _in_french(answer))


def _object(text: str) -> dict[str, object]:
    try:
        return read_object(text, parse_float=Decimal)
    except UnreadableQuestion as reason:
        _unusable(str(reason), 'Exemple : \'{"today": "2026-11-23", …}\'.')


def _run_cases(path: Path, as_json: bool) -> int:
    rows = _rows(path)
    every = True
    for row in rows:
        result = _judge(row)
        every = every and bool(result["holds"])
        click.echo(_dumps(result) if as_json else _line(result))
    if not as_json:
        click.echo(f"{len(rows)} cas : " + ("tous tiennent." if every else "certains ne tiennent pas."))
    return 0 if every else 1


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeError, csv.Error):
        _unusable(f"Le fichier « {path} » n'existe pas ou n'est pas un CSV lisible en UTF-8.")
    missing = [name for name in _EXPECTED if not rows or name not in rows[0]]
    if missing:
        _unusable(f"Le fichier « {path} » est vide ou n'a pas de colonne : {', '.join(missing)}.")
    return rows


def _judge(row: dict[str, str]) -> dict[str, object]:
    """Tell whether a row holds: its gate and its main route come out."""
    result: dict[str, object] = {"case_id": row.get("case_id"), "holds": False}
    try:
        answer = orient(read_claim({name: row.get(name) for name in FIELDS}))
    except (BadClaim, NotInForce) as refused:
        return {**result, "got_gate": None, "got_route": None, "error": str(refused)}
    holds = (str(answer.gate), answer.main_route) == tuple((row[name] or "").strip() for name in _EXPECTED)
    return {**result, "holds": holds, "got_gate": answer.gate, "got_route": answer.main_route}


def _line(result: dict[str, object]) -> str:
    verdict = "tient" if result["holds"] else "NE TIENT PAS"
    if "error" in result:
        return f"{result['case_id']} : {verdict} ({result['error']})"
    return f"{result['case_id']} : {verdict} (porte {result['got_gate']}, {result['got_route']})"


def _in_french(answer: Orientation) -> str:
    got = answer.to_dict()
    lines = [f"Voie : {answer.label} ({answer.main_route}), porte {answer.gate}"]
    lines += [f"  {reason}" for reason in answer.reasons]
    lines.append(f"Juridiction : {answer.court.name}")
    if answer.form.answer:
        lines.append(f"Formulaire : {answer.form.answer}")
    for title, codes in (("En plus", answer.addons), ("Autres voies", answer.alternatives)):
        lines += [f"{title} : {code} — {got['details'][code]}" for code in codes]
    lines += [f"À ne pas faire : {code} — {why}" for code, why in answer.forbidden.items()]
    for alarm in answer.alarms:
        when = f"le {alarm.on:%d/%m/%Y}" if alarm.on else f"compté de : {alarm.event}"
        lines.append(f"Échéance : {alarm.label} — {when}. {alarm.note}".rstrip())
    lines.append(f"Textes : {' ; '.join(answer.references)}")
    lines.append(f"Certitude de l'ensemble : {IN_FRENCH[answer.certainty]}")
    return "\n".join([*lines, *answer.assumed])


def _dumps(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _unusable(*sentences: str) -> NoReturn:
    for sentence in sentences:
        # A lone surrogate, legal in JSON, cannot be printed.
        click.echo(sentence.encode("utf-8", "replace").decode(), err=True)
    sys.exit(2)
