"""Values that change with time: a ceiling, a rate, a fee. Each is read for a day, never extrapolated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from dument.law.references import Reference, cite, weakest
from dument.law.tables import load_csv, load_toml, toml_names

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


_UNITS = {
    "EUR": ("euro", "euros"),
    "EUR HT": ("euro hors taxe", "euros hors taxe"),
    "%": ("%", "%"),
    "points": ("point", "points"),
    "day": ("jour", "jours"),
    "week": ("semaine", "semaines"),
    "month": ("mois", "mois"),
    "year": ("an", "ans"),
    "instalment": ("échéance", "échéances"),
    "1": ("", ""),
}


class NotInForce(LookupError):
    """No value of a parameter was read for a day: the text came later, ended, or was not published yet."""

    def __init__(self, name: str, day: date, first: date, last: date | None, label: str) -> None:
        """Keep `name`, `day`, and the `first` and `last` days known (`last` is None when open-ended).

        `label` names the parameter to a French reader.
        """
        self.name, self.day, self.first, self.last = name, day, first, last
        known = f"du {day_in_french(first)}" + (f" au {day_in_french(last)}" if last else "")
        super().__init__(
            f"{label} : aucune valeur connue au {day_in_french(day)} ; les valeurs lues vont "
            f"{known}. Le calcul s'arrête là : une valeur non publiée ne se devine pas."
        )


class UnknownParameter(LookupError):
    """A name, or a key of that name, that no data file holds."""


@dataclass(frozen=True, slots=True)
class Value:
    """The amount in force from `since` to `until`, both included; None while no text changes it."""

    amount: Decimal
    since: date
    until: date | None
    reference: Reference
    certainty: str

    def covers(self, day: date) -> bool:
        """Tell whether the value is in force on `day`, bounds included."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Parameter:
    """The successive values of one thing, oldest first.

    `key` tells apart values of one name that live side by side (a territory, a bracket, a kind of claim); it
    is empty when there is one series. `by_period` is true for what is published for a period and ends with
    it.
    """

    name: str
    key: str
    label: str
    unit: str
    checked_on: date
    certainty: str
    by_period: bool
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """Return the value in force on `day`. Raises NotInForce outside the days known."""
        for value in self.values:
            if value.covers(day):
                return value
        raise NotInForce(self.name, day, self.values[0].since, self.values[-1].until, self.label)

    def last_confirmed(self, day: date) -> Value:
        """Return the latest value read in an official text or in two places, begun by `day`.

        It may have ended before `day`: a page may go on printing it. Raises NotInForce when there is none.
        """
        known = [value for value in self.values if value.certainty == "confirmed" and value.since <= day]
        if not known:
            raise NotInForce(self.name, day, self.values[0].since, self.values[-1].until, self.label)
        return known[-1]

    def told(self, value: Value) -> str:
        """Return the amount of one of the values with its unit, in French: "2 ans", "12,43 euros hors taxe"."""
        figure = f"{value.amount:f}".replace(".", ",")
        return f"{figure}\u00a0{_UNITS[self.unit][value.amount >= 2]}".rstrip()

    @property
    def unit_in_french(self) -> str:
        """Return the unit as a French reader names it, in the plural: "euros", "ans"; empty for a plain number."""
        return _UNITS[self.unit][1]

    @property
    def latest(self) -> Value:
        """Return the most recent value known."""
        return self.values[-1]


@cache
def parameter(name: str, key: str = "") -> Parameter:
    """Return the parameter `name` of the data files, for `key`; rows for every key serve when none names it.

    Raises UnknownParameter.
    """
    if name not in parameter_names():
        raise UnknownParameter(f"« {name} » : aucune valeur de ce nom dans law/data.")
    content = load_toml(name)
    rows = _rows(content)
    mine = [row for row in rows if key in row["for"]] or [row for row in rows if not row["for"]]
    if not mine:
        raise UnknownParameter(f"{content['label']} : rien de connu pour « {key} ».")
    return Parameter(
        name=name,
        key=key,
        label=content["label"],
        unit=content["unit"],
        checked_on=content["checked_on"],
        certainty=content["certainty"],
        by_period=content.get("by_period", False),
        values=tuple(sorted((_value(row) for row in mine), key=lambda value: value.since)),
    )


@cache
def parameter_names() -> tuple[str, ...]:
    """Return the names of every dated value, sorted."""
    return tuple(name for name in toml_names() if "unit" in load_toml(name))


@cache
def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys under which `name` has values of its own, in the order of the file; may be empty."""
    return tuple(dict.fromkeys(key for row in _rows(load_toml(name)) for key in row["for"]))


def every_parameter() -> tuple[Parameter, ...]:
    """Return every series of the data files: one per name and key, for sweeps and for `dument law check`."""
    found: list[Parameter] = []
    for name in parameter_names():
        keys: tuple[str, ...] = keys_of(name)
        if any(not row["for"] for row in _rows(load_toml(name))):
            keys = ("", *keys)
        found.extend(parameter(name, key) for key in keys)
    return tuple(found)


def day_in_french(day: date) -> str:
    """Return `day` as "1er juin 2026"."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {day.year}"


def _rows(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a value file, from the file itself or from the column of the table it names."""
    if "table" not in content:
        return [{"for": (), **row} for row in content["value"]]
    return [
        {
            "since": date.fromisoformat(row["since"]),
            "until": date.fromisoformat(row["until"]) if row["until"] else None,
            "for": tuple(row.get("for", "").split()),
            "amount": row[content["column"]],
            "reference": row["reference"],
            "certainty": row["certainty"],
        }
        for row in load_csv(content["table"])
    ]


def _value(row: dict[str, Any]) -> Value:
    reference = cite(row["reference"])
    return Value(
        amount=Decimal(row["amount"]),
        since=row["since"],
        until=row.get("until"),
        reference=reference,
        certainty=row["certainty"],
    )


def certainty_of(*values: Value) -> str:
    """Return the certainty of an answer that rests on `values`."""
    return weakest(value.certainty for value in values)
