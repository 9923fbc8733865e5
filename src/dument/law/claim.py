"""What orientation needs to know of a claim, read from the words of people, files and forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from dument.law.money import BadAmount, euros

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2100, 12, 31)
"""The texts of the orientation were read from the first day on; after the last, a date is a typing error."""

PARTIES = (
    "consumer",
    "artisan",
    "merchant",
    "company",
    "liberal",
    "farmer",
    "association",
    "syndicate",
    "lessor",
    "social_body",
)
WORDS: Mapping[str, tuple[str, ...]] = {
    "creditor": PARTIES,
    "debtor": PARTIES,
    "debtor_residence": ("FR", "FR_alsace_moselle", "FR_overseas", "EU", "DK", "other", "unknown"),
    "cause": (
        "sale",
        "service",
        "home_lease",
        "consumer_credit",
        "loan",
        "coproperty",
        "insurance",
        "statutory",
        "bill",
        "tort",
        "undue",
        "wage",
        "maintenance",
        "public",
    ),
    "psrpc": ("none", "not_eligible", "refused", "silent", "no_agreement", "agreed_unpaid"),
    "contest": ("none", "vague", "serious"),
    "cheque": ("none", "no_funds", "opposition", "expired"),
    "insolvency": ("none", "collective", "surendettement_admitted"),
}
SAME_AS = {
    "landlord": "lessor",
    "condominium": "syndicate",
    "overindebted": "surendettement_admitted",
    "fine": "public",
}
"""Words of the scenarios for the same things."""

_ASSUMED = {
    "psrpc": "aucune procédure simplifiée (L125-1) n'a été tentée",
    "contest": "le débiteur ne conteste pas",
    "cheque": "aucun chèque n'est en cause",
    "insolvency": "le débiteur n'est ni en procédure collective ni en surendettement",
    "amount_interest": "aucun intérêt n'est réclamé",
    "debt_acknowledged": "le débiteur n'a pas reconnu la dette par écrit",
    "risk_assets": "rien ne menace le recouvrement",
    "has_title": "le créancier n'a pas de titre exécutoire",
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUE, _FALSE = {"1", "true", "oui", "yes"}, {"0", "false", "non", "no"}


class BadClaim(ValueError):
    """A description of a claim that cannot be read; `errors` holds one French sentence a defect."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim on the day when its route is chosen. Amounts are in euros; words are those of WORDS.

    `limitation_end` is the last day to interrupt limitation. `place` is the town of performance or of the
    debtor, and may be empty. `invoiced_between_merchants` is None when it is not known. The last five days
    are those of events that open a time limit, when they have happened. `assumed` holds the French
    sentences of what was supposed because nothing was said.
    """

    today: date
    amount_principal: Decimal
    amount_interest: Decimal = Decimal(0)
    creditor: str
    debtor: str
    debtor_residence: str
    place: str = ""
    cause: str
    psrpc: str = "none"
    contest: str = "none"
    debt_acknowledged: bool = False
    risk_assets: bool = False
    cheque: str = "none"
    insolvency: str = "none"
    has_title: bool = False
    limitation_end: date
    invoiced_between_merchants: bool | None = None
    bodacc_on: date | None = None
    order_on: date | None = None
    served_on: date | None = None
    seized_on: date | None = None
    cheque_presented_on: date | None = None
    assumed: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """Return principal and interest, in euros: what the ceiling of R125-1 and CPC 750-1 measure."""
        return self.amount_principal + self.amount_interest


FIELDS = tuple(f.name for f in fields(Claim) if f.name != "assumed")
REQUIRED = (
    "today",
    "amount_principal",
    "creditor",
    "debtor",
    "debtor_residence",
    "cause",
    "limitation_end",
)
_ALIASES = {"performance_place": "place"}
_LABELS = {"case_id", "title"}


def read_claim(raw: Mapping[str, object]) -> Claim:
    """Return the claim that `raw` describes, keys as the input columns of the table of orientation cases.

    Amounts are numbers or text, days ISO text, booleans true, false, 0 or 1 (also as text). `case_id` and
    `title` are labels and are left aside, unless `title` alone tells whether a title is held. Raises
    BadClaim, which tells every defect at once: unknown key or word, missing key, unreadable value.
    """
    given = {_ALIASES.get(key, key): value for key, value in raw.items()}
    if "has_title" not in given and isinstance(given.get("title"), bool | int):
        given["has_title"] = given["title"]
    errors = [
        f"Champ inconnu : « {key[:40]} ». Champs attendus : {', '.join(FIELDS)}."
        for key in given
        if key not in FIELDS and key not in _LABELS
    ]
    values: dict[str, Any] = {}
    for name in FIELDS:
        value = given.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if name in REQUIRED:
                errors.append(f"Il manque le champ « {name} ».")
            continue
        try:
            values[name] = _reader(name)(name, value)
        except ValueError as refused:
            errors.append(str(refused))
    if not errors:
        errors = _contradictions(values)
    if errors:
        raise BadClaim(tuple(errors))
    assumed = tuple(f"Supposé, faute d'indication : {_ASSUMED[k]}." for k in _ASSUMED if k not in values)
    return Claim(**values, assumed=assumed)


def _reader(name: str) -> Callable[[str, object], Any]:
    if name in WORDS:
        return _word
    if name.startswith("amount_"):
        return _amount
    if name in {"today", "limitation_end"} or name.endswith("_on"):
        return _day
    return {"place": _text, "invoiced_between_merchants": _maybe}.get(name, _boolean)


def _word(name: str, value: object) -> str:
    word = SAME_AS.get(str(value).strip(), str(value).strip())
    if word not in WORDS[name]:
        raise ValueError(
            f"« {name} » ne peut pas valoir « {str(value)[:40]} ». Mots admis : {', '.join(WORDS[name])}."
        )
    return word


def _amount(name: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(f'« {name} » doit être un montant en euros, par exemple "1250.50".')
    try:
        return euros(value if isinstance(value, str) else _digits(value))
    except BadAmount as refused:
        raise ValueError(f"« {name} » : {refused}") from None


def _digits(value: float | Decimal) -> str:
    """Write a number without exponent; what is not finite or takes too many digits is left for `euros` to refuse."""
    number = Decimal(str(value))
    return format(number, "f") if number.is_finite() and abs(number.adjusted()) <= 15 else str(value)


def _day(name: str, value: object) -> date:
    text = str(value).strip()
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"« {name} » doit être une date AAAA-MM-JJ qui existe ; reçu : « {text[:40]} ».")
    first = date(1900, 1, 1) if name == "limitation_end" else FIRST_DAY
    if not first <= day <= LAST_DAY:
        raise ValueError(f"« {name} » doit être entre le {first} et le {LAST_DAY} ; reçu : {day}.")
    return day


def _boolean(name: str, value: object) -> bool:
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(f"« {name} » doit valoir true, false, 0 ou 1 ; reçu : « {word[:40]} ».")
    return word in _TRUE


def _maybe(name: str, value: object) -> bool | None:
    return None if value == "unknown" else _boolean(name, value)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError(f"« {name} » doit être un texte d'une ligne, de 200 caractères au plus.")
    return value.strip()


def _contradictions(values: Mapping[str, Any]) -> list[str]:
    if values["amount_principal"] + values.get("amount_interest", 0) == 0:
        return ["Rien n'est réclamé : le principal et les intérêts sont nuls."]
    late = [n for n in FIELDS if n.endswith("_on") and n in values and values[n] > values["today"]]
    return [f"« {name} » est postérieur au jour de l'examen ({values['today']})." for name in late]
