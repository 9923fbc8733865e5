"""`dument calc TOPIC 'JSON'`: one computation of the law library, with its reasons and its articles."""

from __future__ import annotations

import json
import sys
from typing import NoReturn

import click

from dument.law.calculations import TOPICS, BadInput, Refused, answer
from dument.law.calculations.examples import read_question


@click.command()
@click.argument("topic", metavar="SUJET")
@click.argument("question", metavar="JSON")
@click.option("--json", "one_line", is_flag=True, help="Réponse sur une seule ligne.")
def command(topic: str, question: str, *, one_line: bool) -> None:
    """Faire un calcul de droit : intérêts, délais, prescription, frais…

    Les montants et les taux s'écrivent en texte ("1214.20"), les dates « 2026-10-13 ». La réponse est un objet JSON ;
    chaque étape y est expliquée, avec ses articles. Issue 1 : le droit, tel qu'il a été lu, ne répond pas ;
    issue 2 : question inutilisable.
    """
    try:
        found = answer(topic, read_question(question))
    except BadInput as reason:
        _leave(2, str(reason), one_line=one_line)
    except Refused as reason:
        _leave(1, str(reason), one_line=one_line)
    click.echo(json.dumps(found, ensure_ascii=False, indent=None if one_line else 2))


command.epilog = f"Sujets : {', '.join(sorted(TOPICS))}."


def _leave(status: int, message: str, *, one_line: bool) -> NoReturn:
    if one_line:
        click.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        click.echo(message, err=True)
    sys.exit(status)
