"""How long a claim lives: its period, and the last day on which it can still be brought before a judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dument.law.days import add_months, add_years
from dument.law.parameters import day_in_french, parameter
from dument.law.references import Reference, cite, distinct, weakest

CREDITORS = frozenset(
    {
        "consumer", "artisan", "merchant", "company", "liberal", "farmer",
        "association", "condominium", "landlord", "social_body",
    }
)  # fmt: skip
DEBTORS = CREDITORS | {"minor", "protected_adult"}
CAUSES = frozenset(
    {
        "sale", "service", "home_lease", "loan", "consumer_credit", "insurance", "coproperty",
        "statutory", "tort", "fine", "maintenance", "cheque", "wage",
    }
)  # fmt: skip
_CONSUMERS = {"consumer", "minor", "protected_adult"}
_SUPPLIERS = {"artisan", "merchant", "company", "liberal", "farmer", "association"}
_TRADERS = {"merchant", "company"}
OF_ONE_YEAR = {"telecom": "TELECOM", "carriage": "TRANSPORT"}
"""Services with a period of their own (CPCE postes L34-2; C. com. L133-6): a case's words do not tell them apart."""
_BY_CAUSE = {
    "consumer_credit": "CREDIT_CONSO",
    "home_lease": "BAIL_HAB",
    "insurance": "ASSURANCE",
    "coproperty": "COPRO",
    **OF_ONE_YEAR,
}
_OUTSIDE = {"tort", "fine", "maintenance", "cheque", "wage"}
_FORCLUSIONS = {"CREDIT_CONSO"}
_WITHOUT_LONG_STOP = {"TITRE_1_3"}


@dataclass(frozen=True, slots=True)
class Period:
    """A limitation period of `years`, or a forclusion.

    The rules of prescription do not govern a forclusion (C. civ. 2220): neither an agreement to take part (2238)
    nor an acknowledgement (2240) moves it. A claim in court (2241) or an act of enforcement (2244) interrupts it
    all the same, and a rescheduling moves the start of that of consumer credit (C. conso. R312-35). `kind` is a
    code of data/limitation.csv; `reading` says in French why this one was taken.
    """

    kind: str
    years: int
    forclusion: bool
    reference: Reference
    certainty: str
    reading: str


@dataclass(frozen=True, slots=True)
class LimitationDay:
    """The last day on which the claim can be brought before a judge, until midnight.

    While `suspended` is true the clock is stopped: `last_day` is then the earliest possible, as if it
    restarted on the very day of the suspension, and without the six months that follow a recorded refusal.
    """

    last_day: date
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str
    suspended: bool

    def expired_on(self, day: date) -> bool:
        """Tell whether the claim is time-barred on `day`: after the last day, unless the clock is stopped."""
        return not self.suspended and day > self.last_day


def period_of(kind: str) -> Period:
    """Return the period of a code of data/limitation.csv. Raises UnknownParameter for another code."""
    value = parameter("limitation_period", kind).latest
    return Period(
        kind=kind,
        years=int(value.amount),
        forclusion=kind in _FORCLUSIONS,
        reference=value.reference,
        certainty=value.certainty,
        reading=f"{value.reference.title}.",
    )


def period_for(*, cause: str, creditor: str, debtor: str) -> Period:
    """Return the period of a claim, from its cause and the quality of the parties (words of the scenarios).

    A cause may also be one of OF_ONE_YEAR. Where the texts leave a doubt the certainty says so and `reading`
    names it. Raises ValueError for another word.
    """
    for word, words in ((cause, CAUSES | set(OF_ONE_YEAR)), (creditor, CREDITORS), (debtor, DEBTORS)):
        if word not in words:
            raise ValueError(f"« {word} » : mot inconnu ; attendu : {', '.join(sorted(words))}.")
    if cause in _BY_CAUSE:
        return period_of(_BY_CAUSE[cause])
    if cause in _OUTSIDE:
        return _read(
            "CIVIL", "unconfirmed", "Créance étrangère à cette procédure : droit commun, à vérifier."
        )
    if cause == "statutory":
        return _statutory(creditor)
    if debtor in _CONSUMERS and creditor in _SUPPLIERS:
        return _supplied_to_consumer(cause, creditor)
    return period_of("COMMERCE" if {creditor, debtor} & _TRADERS else "CIVIL")


def last_useful_day(
    *,
    due_on: date,
    period: Period,
    suspended_on: date | None = None,
    resumed_on: date | None = None,
    acknowledged_on: date | None = None,
    refused: bool = True,
) -> LimitationDay:
    """Return the last day to act, counted from `due_on` (C. civ. 2228, 2229; never moved to a working day).

    `suspended_on` is the day the agreement to take part was recorded, `resumed_on` the day the refusal or the
    end was; `acknowledged_on` the day the debtor acknowledged the debt (C. civ. 2240: a new period of the same
    length). From a recorded refusal at least six months are left (C. civ. 2238); `refused` is False when the
    month ended without one (CPCE R125-5 2°), of which 2238 says nothing: the prudent day is given, without
    those six months. An event after the last day changes nothing.
    Raises ValueError when `resumed_on` comes without, or before, `suspended_on`.
    """
    if resumed_on and (suspended_on is None or resumed_on < suspended_on):
        raise ValueError("La reprise du délai suit la suspension : vérifier les deux dates.")
    clock = _Clock(due_on, period)
    if period.forclusion:
        if suspended_on or acknowledged_on:
            clock.say(
                "Forclusion : ni l'accord de participer ni la reconnaissance de la dette ne la déplacent (C. civ., "
                "art. 2220) ; une demande en justice, un acte d'exécution forcée ou, pour un crédit à la "
                "consommation, un réaménagement le peuvent (C. civ., art. 2241 et 2244 ; C. conso., art. R312-35).",
                "C. civ. 2220",
                "C. civ. 2241",
                "C. civ. 2244",
                "C. conso. R312-35",
            )
        return clock.read()
    if acknowledged_on and (suspended_on is None or acknowledged_on <= suspended_on):
        clock.acknowledge(acknowledged_on)
        acknowledged_on = None
    if suspended_on:
        clock.suspend(suspended_on, resumed_on, acknowledged_on, refused=refused)
    return clock.read()


class _Clock:
    """Counts one period, event by event, in the order of their days, and keeps the sentences that say why."""

    def __init__(self, due_on: date, period: Period) -> None:
        self.due_on, self.period = due_on, period
        self.last = add_years(due_on, period.years)
        self.suspended = False
        self.certainties = [period.certainty]
        self.references = [period.reference, cite("C. civ. 2228"), cite("C. civ. 2229")]
        length = "1 an" if period.years == 1 else f"{period.years} ans"
        nature = "Forclusion" if period.forclusion else "Prescription"
        self.sentences = [
            f"{nature} de {length} ({period.reference}). {period.reading}",
            f"Point de départ : {day_in_french(due_on)} ; dernier jour utile : {day_in_french(self.last)}, "
            "à minuit.",
        ]

    def say(self, sentence: str, *references: str, certainty: str = "confirmed") -> None:
        self.sentences.append(sentence)
        self.references += [cite(text) for text in references]
        self.certainties.append(certainty)

    def acknowledge(self, day: date) -> None:
        if day > self.last:
            self.say(
                f"Reconnaissance du {day_in_french(day)}, après le terme : elle n'interrompt plus rien ; une "
                "renonciation à la prescription acquise reste à apprécier.",
                "C. civ. 2251",
                certainty="inferred",
            )
            return
        self.last = add_years(day, self.period.years)
        self.say(
            f"Reconnaissance de la dette le {day_in_french(day)} : nouveau délai de même durée, jusqu'au "
            f"{day_in_french(self.last)}.",
            "C. civ. 2240",
            "C. civ. 2231",
            certainty="inferred",
        )

    def suspend(
        self, day: date, resumed_on: date | None, acknowledged_on: date | None, *, refused: bool
    ) -> None:
        if day > self.last:
            self.say(
                f"Accord de participer du {day_in_french(day)}, après le terme : sans effet.", "C. civ. 2238"
            )
            return
        self.say(
            f"Accord de participer constaté le {day_in_french(day)} : le délai est suspendu, sans effacer le "
            "temps couru.",
            "C. civ. 2238 al. 1",
            "C. civ. 2230",
        )
        if acknowledged_on and (resumed_on is None or acknowledged_on <= resumed_on):
            self.acknowledge(acknowledged_on)
            self._resume(acknowledged_on, resumed_on or acknowledged_on, refused=refused)
        elif resumed_on:
            self._resume(day, resumed_on, refused=refused)
            if acknowledged_on:
                self.acknowledge(acknowledged_on)
        else:
            self.suspended = True
            self.say("La suspension dure encore : la date donnée est la plus proche possible.")

    def _resume(self, suspended_on: date, resumed_on: date, *, refused: bool) -> None:
        days = resumed_on - suspended_on
        self.last += days
        self.say(f"Reprise le {day_in_french(resumed_on)} : {days.days} jour(s) s'ajoutent.")
        if not refused:
            self.say(
                "La loi ne règle la reprise, et les six mois qui restent au moins, que pour un refus constaté : le "
                "délai d'un mois ayant pris fin sans refus, la date donnée est la plus prudente, sans ces six mois.",
                "C. civ. 2238 al. 3",
                certainty="inferred",
            )
            return
        floor = self._floor(resumed_on)
        if floor > self.last:
            self.last = floor
            self.say(
                f"Six mois au moins restent à courir : jusqu'au {day_in_french(floor)}.", "C. civ. 2238 al. 3"
            )

    def _floor(self, day: date) -> date:
        return add_months(day, int(parameter("suspension_floor_months").on(day).amount))

    def read(self) -> LimitationDay:
        long_stop = add_years(self.due_on, int(parameter("long_stop_years").latest.amount))
        if self.last > long_stop and self.period.kind not in _WITHOUT_LONG_STOP:
            self.last = long_stop
            self.say(f"Délai butoir de vingt ans : {day_in_french(long_stop)}.", "C. civ. 2232")
        return LimitationDay(
            last_day=self.last,
            explanation=tuple(self.sentences),
            references=distinct(self.references),
            certainty=weakest(self.certainties),
            suspended=self.suspended,
        )


def _read(kind: str, certainty: str, reading: str) -> Period:
    """Return the period of `kind` taken by a reading of ours, worth at most `certainty`."""
    found = period_of(kind)
    return Period(
        kind=found.kind,
        years=found.years,
        forclusion=found.forclusion,
        reference=found.reference,
        certainty=weakest((found.certainty, certainty)),
        reading=reading,
    )


def _statutory(creditor: str) -> Period:
    if creditor == "social_body":
        return _read(
            "CIVIL",
            "unconfirmed",
            "Cotisation statutaire : droit commun ; celles de sécurité sociale se prescrivent par trois ans "
            "(CSS, art. L244-3, non lu).",
        )
    return _read("CIVIL", "inferred", "Obligation statutaire sans délai propre trouvé : droit commun.")


def _supplied_to_consumer(cause: str, creditor: str) -> Period:
    if creditor == "liberal" and cause == "service":
        return period_of("HONO_CONSO")
    if creditor == "association":
        return _read(
            "CONSO", "inferred", "Association qui fournit un bien ou un service comme un professionnel."
        )
    if cause == "loan":
        return _read(
            "CONSO", "inferred", "Prêt consenti par un professionnel à un consommateur : un service."
        )
    return period_of("CONSO")
