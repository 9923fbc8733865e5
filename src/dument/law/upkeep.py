"""What must be read again in the law library: values that end, gaps, overlaps, old readings, doubts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dument.law.days import add_years
from dument.law.parameters import Parameter, day_in_french, every_parameter
from dument.law.references import registered

SOON = timedelta(days=45)
"""A value that ends within this time is announced."""

KINDS = ("gap", "overlap", "ending", "not_reread", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: `kind` is one of KINDS, `name` a value or an article, `message` a French sentence."""

    kind: str
    name: str
    message: str


def remarks(on: date) -> tuple[Remark, ...]:
    """Return everything to look at on a day, gaps and overlaps first, in the order of KINDS."""
    found = [remark for series in every_parameter() for remark in remarks_on(series, on)]
    for reference in registered():
        name = str(reference)
        if on > add_years(reference.read_on, 1):
            read = day_in_french(reference.read_on)
            found.append(Remark("not_reread", name, f"{name} : lu le {read}, il y a plus d'un an."))
        if reference.certainty == "unconfirmed":
            found.append(Remark("unconfirmed", name, f"{name} ({reference.title}) : texte non lu."))
    return tuple(sorted(found, key=lambda remark: KINDS.index(remark.kind)))


def remarks_on(series: Parameter, on: date) -> list[Remark]:
    """Return what to look at in one series of values on a day."""
    name = f"{series.name} [{series.key}]" if series.key else series.name
    found = []
    for before, after in pairwise(series.values):
        if before.until is None or before.until >= after.since:
            message = f"{name} : deux valeurs valent ensemble à partir du {day_in_french(after.since)}."
            found.append(Remark("overlap", name, message))
        elif before.until + timedelta(days=1) < after.since:
            message = (
                f"{name} : aucune valeur entre le {day_in_french(before.until)} et le "
                f"{day_in_french(after.since)}."
            )
            found.append(Remark("gap", name, message))
    last = series.values[-1].until
    if last is not None and last - on <= SOON:
        when = "a pris fin" if last < on else "prend fin"
        message = f"{name} : la dernière valeur connue {when} le {day_in_french(last)} ; lire la suivante."
        found.append(Remark("ending", name, message))
    if on > add_years(series.checked_on, 1):
        message = f"{name} : relu le {day_in_french(series.checked_on)}, il y a plus d'un an."
        found.append(Remark("not_reread", name, message))
    for value in series.values:
        if value.certainty == "unconfirmed":
            message = f"{name} : {series.told(value)} depuis le {day_in_french(value.since)}, non confirmé."
            found.append(Remark("unconfirmed", name, message))
    return found
