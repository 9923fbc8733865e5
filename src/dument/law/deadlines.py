"""Periods counted in months from an event, and their extension to a working day (CPC 640 to 642)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dument.law.days import add_months, holidays, next_working_day
from dument.law.parameters import day_in_french, parameter
from dument.law.references import Reference, cite

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_UNSETTLED = (
    "Aucun texte ne dit si l'article 642 vaut pour cette procédure : "
    + "l'officier décide s'il s'appuie sur le report."
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period, three times: it ends at midnight of that day.

    `raw` follows CPC 641 alone; `extended` adds CPC 642 with the holidays of the whole of France;
    `extended_local` adds those of the territories given. raw <= extended <= extended_local. `certainty` is
    "unconfirmed" as soon as two of them differ: no text says that CPC 642 governs this procedure.
    """

    raw: date
    extended: date
    extended_local: date
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


def one_month(*, dispatched_on: date, territories: Iterable[str] = ()) -> Deadline:
    """Return the end of the month that CPCE L125-1 opens on the day the letter is dispatched.

    `territories` are the départements of the debtor and of the office. Raises NotInForce before 1 June 2016.
    """
    months = parameter("procedure_month").on(dispatched_on)
    deadline = months_from(event_on=dispatched_on, months=int(months.amount), territories=territories)
    return Deadline(
        raw=deadline.raw,
        extended=deadline.extended,
        extended_local=deadline.extended_local,
        explanation=deadline.explanation,
        references=(months.reference, *deadline.references),
        certainty=deadline.certainty,
    )


def months_from(*, event_on: date, months: int, territories: Iterable[str] = ()) -> Deadline:
    """Return the end of a period of `months` (1 or more) that an event of `event_on` opens.

    Raises ValueError when `months` is less than 1.
    """
    if months < 1:
        raise ValueError(f"Un délai compte au moins un mois ; reçu : {months}.")
    places = tuple(dict.fromkeys(territories))
    raw = add_months(event_on, months)
    extended = next_working_day(raw)
    extended_local = next_working_day(raw, places)
    explanation = [
        f"Événement du {day_in_french(event_on)} ; un délai de {months} mois expire le jour de même "
        f"quantième, ou le dernier jour du mois : {_named(raw)}.",
        _nationwide(raw, extended),
    ]
    references = [cite("CPC 640"), cite("CPC 641 al. 2"), cite("CPC 642 al. 2"), cite("C. trav. L3133-1")]
    if extended_local != extended:
        explanation.append(_local(extended, extended_local, places))
        references += [cite("C. trav. L3134-13"), cite("C. trav. L3422-2")]
    return Deadline(
        raw=raw,
        extended=extended,
        extended_local=extended_local,
        explanation=tuple(explanation),
        references=tuple(references),
        certainty="inferred" if raw == extended_local else "unconfirmed",
    )


def _nationwide(raw: date, extended: date) -> str:
    if raw == extended:
        return f"Le {_named(raw)} est ouvrable au calendrier national : pas de report."
    why = holidays(raw.year).get(raw, _WEEKDAYS[raw.weekday()])
    return f"Le {_named(raw)} n'est pas ouvrable ({why}) : report au {_named(extended)}. {_UNSETTLED}"


def _local(extended: date, extended_local: date, places: tuple[str, ...]) -> str:
    why = next(local[extended] for place in places if extended in (local := holidays(extended.year, place)))
    return (
        f"Avec les jours fériés locaux, le {_named(extended)} ne l'est pas ({why}) : report au "
        f"{_named(extended_local)}. {_UNSETTLED}"
    )


def _named(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day_in_french(day)}"
