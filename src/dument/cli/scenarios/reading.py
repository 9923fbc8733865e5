"""Reads a scenario file; whatever it does not know is a failure, never ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dument.cli.scenarios.toml_text import UnreadableFile, read_toml
from dument.law.money import BadAmount, euros
from dument.procedure.states import Act, Actor

KINDS = frozenset(
    "consumer artisan merchant company liberal farmer association condominium landlord social_body".split()  # noqa: SIM905
)
CAUSES = frozenset(
    "sale service home_lease loan consumer_credit insurance coproperty statutory tort fine maintenance cheque "  # noqa: SIM905
    "wage".split()
)
CODES = frozenset(
    "wrong_state wrong_actor over_ceiling not_contractual_or_statutory between_merchants quality_unknown "  # noqa: SIM905
    "not_due limitation_expired wrong_court debtor_abroad family_tie conflict_doubt incapacity insolvency "
    "no_mandate missing_mention late too_early not_accepted consents_differ consent_missing amount_above_claim "
    "schedule_does_not_sum payment_locked same_office_enforcement unknown_law_for_day channel_not_allowed "
    "agreement_pending over_ceiling_with_accessories relies_on_extension".split()
)
WORDS: Mapping[str, frozenset[Any]] = {
    "creditor": KINDS,
    "debtor": KINDS | {"minor", "protected_adult"},
    "invoiced_between_merchants": frozenset({True, False, "unknown"}),
    "cause": CAUSES,
    "conflict": frozenset({"none", "family_tie", "doubt"}),
    "insolvency": frozenset({"none", "collective", "overindebted"}),
    "interest_rate": frozenset({"legal", "late_payment"}),
}
CASE_KEYS = frozenset(WORDS) | {
    "principal", "interest", "interest_from", "other", "due_on", "debtor_postcode", "debtor_insee",
    "debtor_country", "office_court", "mandate_on",
}  # fmt: skip
ACT_KEYS = frozenset(
    "on act by expect because amount instalments by_post_sent_on channel version recipient office reason "  # noqa: SIM905
    "assisted decide".split()
)
EXPECT_KEYS = frozenset(
    "state last_day raw_last_day payments_locked limitation_suspended_on title_issued letters_sent documents "  # noqa: SIM905
    "ending exempts_from_750_1 open_acts enforcement_barred_for".split()
)
# Words of an act's details.
ACT_WORDS: Mapping[str, frozenset[Any]] = {
    "expect": frozenset({"done", "refused"}),
    "by": frozenset(actor.value for actor in Actor),
    "channel": frozenset({"online", "post", "office", "phone"}),
    "recipient": frozenset({"officer", "creditor"}),
    "office": frozenset({"same", "other"}),
    "reason": frozenset({"insolvency", "death", "paid", "competence_lost", "other"}),
    "assisted": frozenset({True, False}),
}
AMOUNTS = ("principal", "interest", "other", "amount")
TEXTS = ("title", "source", "pack", "debtor_postcode", "debtor_insee", "debtor_country", "office_court")
PART_KEYS = frozenset({"on", "amount"})
# What each expectation is made of; "never" stands for no day.
EXPECT_KINDS: Mapping[str, type] = {
    "state": str, "last_day": date, "raw_last_day": date, "payments_locked": bool, "title_issued": bool,
    "letters_sent": int, "documents": list, "ending": str, "exempts_from_750_1": bool, "open_acts": list,
    "enforcement_barred_for": str,
}  # fmt: skip
KIND_NAMES: Mapping[type, str] = {
    str: "un texte entre guillemets",
    date: "un jour (AAAA-MM-JJ)",
    bool: "true ou false",
    int: "un nombre entier",
    list: "une liste de textes entre crochets",
}
FIRST_YEAR, LAST_YEAR = 1900, 2199
REQUIRED = ("creditor", "debtor", "cause", "principal", "due_on", "debtor_postcode", "office_court")


class BadScenario(ValueError):
    """The file cannot be played; `problems` lists why."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems."""
        super().__init__(" ; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An act or a fact, on its day. `step` is its place in the file, for the sentences."""

    on: date
    kind: str
    step: int
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A life of a case, as written."""

    title: str
    pack: str
    case: Mapping[str, Any]
    happenings: tuple[Happening, ...]
    expect: Mapping[str, Any]


def read(path: Path) -> Scenario:
    """Return the scenario of that file. Raises BadScenario with every problem found."""
    try:
        raw = read_toml(path)
    except UnreadableFile as unreadable:
        raise BadScenario([str(unreadable)]) from unreadable
    problems = _shape(raw)
    if problems:
        raise BadScenario(problems)
    problems = _unknown("du fichier", raw, {"title", "source", "pack", "case", "act", "fact", "expect"})
    problems += _texts(raw, "en tête")
    case, acts, facts = raw.get("case", {}), raw.get("act", []), raw.get("fact", [])
    problems += _case(case, "[case]")
    problems += [f"[case] : il manque « {key} »" for key in REQUIRED if key not in case]
    for step, act in enumerate(acts, start=1):
        problems += _act(act, step)
    for step, fact in enumerate(facts, start=1):
        problems += _case({key: value for key, value in fact.items() if key != "on"}, f"fait n° {step}")
        problems += _day(fact.get("on"), f"fait n° {step}")
    problems += _expect(raw.get("expect", {}))
    if problems:
        raise BadScenario(problems)
    happenings = [Happening(on=f["on"], kind="fact", step=n, keys=f) for n, f in enumerate(facts, start=1)]
    happenings += [Happening(on=a["on"], kind="act", step=n, keys=a) for n, a in enumerate(acts, start=1)]
    # On one day facts come first; the sort keeps the order of the file otherwise.
    ordered = sorted(happenings, key=lambda happening: (happening.on, happening.kind != "fact"))
    return Scenario(
        title=raw.get("title", path.stem),
        pack=raw.get("pack", "l125"),
        case=case,
        happenings=tuple(ordered),
        expect=raw.get("expect", {}),
    )


def _shape(raw: Mapping[str, Any]) -> list[str]:
    """Find what is not a table, or a list of tables, where one is needed."""
    problems = [
        f"« {key} » s'écrit [{key}], une fois"
        for key in ("case", "expect")
        if not isinstance(raw.get(key, {}), dict)
    ]
    for key in ("act", "fact"):
        found = raw.get(key, [])
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            problems.append(f"« {key} » s'écrit [[{key}]], autant de fois qu'il le faut")
    return problems


def _unknown(where: str, found: Mapping[str, Any], known: frozenset[str] | set[str]) -> list[str]:
    return [f"clé {where} inconnue : « {key} »" for key in found if key not in known]


def _words(found: Mapping[str, Any], words: Mapping[str, frozenset[Any]], where: str) -> list[str]:
    return [
        f"{where} : « {found[key]} » n'est pas une valeur de « {key} »"
        for key, known in words.items()
        # The kind too, since 0 equals false; one by one, since what is found may not be hashable.
        if key in found and not any(type(found[key]) is type(one) and found[key] == one for one in known)
    ]


def _texts(found: Mapping[str, Any], where: str) -> list[str]:
    return [
        f"{where} : « {key} » s'écrit entre guillemets, non « {found[key]} »"
        for key in TEXTS
        if key in found and not isinstance(found[key], str)
    ]


def _amounts(found: Mapping[str, Any], where: str) -> list[str]:
    problems = []
    for key in AMOUNTS:
        if key not in found or (key, found[key]) == ("interest", "auto"):
            continue
        try:
            if not isinstance(found[key], str):
                raise BadAmount(f"un montant s'écrit entre guillemets, non « {found[key]} »")
            if not euros(found[key]) and key == "principal":
                raise BadAmount("une créance de 0,00 € ne se recouvre pas")
        except BadAmount as reason:
            problems.append(f"{where}, {key} : {reason}")
    return problems


def _expect(expect: Mapping[str, Any]) -> list[str]:
    problems = _unknown("de [expect]", expect, EXPECT_KEYS)
    for key, kind in EXPECT_KINDS.items():
        if key in expect and not _is_a(expect[key], kind):
            problems.append(f"[expect], {key} : il faut {KIND_NAMES[kind]}, non « {expect[key]} »")
    if expect.get("limitation_suspended_on", "never") != "never":
        problems += _day(expect["limitation_suspended_on"], "[expect], limitation_suspended_on")
    return problems


def _is_a(value: Any, kind: type) -> bool:
    """Tell the kind exactly: true is no number, an hour no day; a list is one of texts."""
    if isinstance(value, list):
        return kind is list and all(isinstance(one, str) for one in value)
    return type(value) is kind


def _case(case: Mapping[str, Any], where: str) -> list[str]:
    problems = _unknown(f"de {where}", case, CASE_KEYS) + _words(case, WORDS, where)
    problems += _texts(case, where) + _amounts(case, where)
    for key in ("due_on", "mandate_on", "interest_from"):
        if key in case:
            problems += _day(case[key], f"{where}, {key}")
    if case.get("interest") == "auto" and "interest_from" not in case:
        problems.append(f"{where} : un intérêt « auto » demande « interest_from »")
    return problems


def _act(act: Mapping[str, Any], step: int) -> list[str]:
    where = f"acte n° {step}"
    problems = _unknown(f"de l'{where}", act, ACT_KEYS) + _day(act.get("on"), where)
    if act.get("act") not in [known.value for known in Act]:
        problems.append(f"{where} : acte inconnu « {act.get('act')} »")
    problems += _words(act, ACT_WORDS, where) + _amounts(act, where)
    for key in ("because", "decide"):
        problems += _codes(act.get(key, []), f"{where}, {key}")
    if "by_post_sent_on" in act:
        problems += _day(act["by_post_sent_on"], f"{where}, by_post_sent_on")
    if "version" in act and not _is_a(act["version"], int):
        problems.append(f"{where}, version : il faut {KIND_NAMES[int]}, non « {act['version']} »")
    return problems + _instalments(act.get("instalments", []), f"{where}, échéance")


def _codes(codes: Any, where: str) -> list[str]:
    if not _is_a(codes, list):
        return [f"{where} : il faut {KIND_NAMES[list]}, non « {codes} »"]
    return [f"{where} : code inconnu « {code} »" for code in codes if code not in CODES]


def _instalments(parts: Any, where: str) -> list[str]:
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        return [f"{where} : il faut une liste de {{on = …, amount = …}}, non « {parts} »"]
    problems = []
    for part in parts:
        problems += [f"{where} : clé inconnue « {key} »" for key in part if key not in PART_KEYS]
        problems += _day(part.get("on"), where) + _amounts(part, where)
        problems += [f"{where} : il manque « amount »"] if "amount" not in part else []
    return problems


def _day(value: object, where: str) -> list[str]:
    if type(value) is not date:
        return [f"{where} : il faut un jour (AAAA-MM-JJ), non « {value} »"]
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return [f"{where} : il faut un jour de {FIRST_YEAR} à {LAST_YEAR}, non « {value} »"]
    return []
