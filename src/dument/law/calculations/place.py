"""The court of appeal of an address."""

from __future__ import annotations

from dument.law.calculations.inputs import Answer, BadInput, Inputs, with_reasons
from dument.law.competence import UnknownPlace, ask_commune, communes_of, court_of
from dument.law.references import Reference, cite


def court(question: Inputs) -> Answer:
    """The département and the court of appeal of a postcode and, when it is shared, of a commune."""
    insee = question.text("insee") if question.has("insee") else None
    try:
        place = court_of(
            postcode=question.text("code_postal"), insee=insee, airport=question.flag("aeroport")
        )
    except UnknownPlace as reason:
        raise BadInput(str(reason)) from reason
    return with_reasons(
        {"departement": place.departement, "cour_appel": place.court},
        place.explanation,
        [one for text in place.references for one in _each(text)],
        "confirmed",
    )


def shared_postcode(question: Inputs) -> Answer:
    """Whether the commune must be asked: the postcode is shared by several courts of appeal."""
    postcode = question.text("code_postal")
    try:
        must_ask = ask_commune(postcode)
        communes = communes_of(postcode)
    except UnknownPlace as reason:
        raise BadInput(str(reason)) from reason
    courts = dict.fromkeys(one.court for one in communes)
    verdict = "demander la commune" if must_ask else "inutile de demander la commune"
    values = {
        "ask_commune": must_ask,
        "communes": [{"insee": one.insee, "nom": one.name, "cour_appel": one.court} for one in communes],
    }
    return with_reasons(
        values,
        [f"Le code postal {postcode} relève de : {', '.join(courts)} ; {verdict}."],
        (cite("CPCE R125-1"), cite("COJ annexe tableau IV")),
        "confirmed",
    )


def _each(text: str) -> list[Reference]:
    """Return the references that a text names together: "CPCE L641-1, R641-1"."""
    code, _, articles = text.partition(" ")
    return [cite(f"{code} {article}") for article in articles.split(", ")]


TOPICS = {"cour_appel": court, "cour_appel_ambigu": shared_postcode}
