"""The day an invoice falls due: written, else read in the payment terms, else deduced from the law."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

# C. com. L441-10 I (secondary): thirty days after receipt of the goods or performance, unless agreed otherwise;
# between professionals. For a consumer it is only a prudent day (inferred), hence "à vérifier".
LEGAL_DAYS = 30
MAX_DAYS = 365

# What the rest of the terms speak of is not the day the balance is due: discounts, penalties, deposits.
_ASIDE = re.compile(
    r"escompte|remise|rabais|p[ée]nalit|int[ée]r[êe]t|indemnit|retard|acompte|anticip|"
    r"skonto|discount|penalt|advance|deposit",
    re.IGNORECASE,
)
_NUMERIC_DAY = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WRITTEN_DAY = re.compile(r"\b(\d{1,2})(?:er)?\s+([a-zéû]{3,9})\.?\s+(\d{4})\b", re.IGNORECASE)
_DELAY = re.compile(r"\b(\d{1,3})\s*(?:jours?|jrs?|j|days?|tagen?|dagen)\b", re.IGNORECASE)
# "30 ou 60 jours" gives no day: every number of the clause must be the delay itself.
_BARE_NUMBER = re.compile(r"\b(\d{1,6})(?!\s*%|[\d.,]*\s*%)")
_MONTH_END = re.compile(r"fin\s+(?:de\s+|du\s+)?mois|end\s+of\s+month", re.IGNORECASE)
_AT_ONCE = re.compile(r"comptant|r[ée]ception|on\s+receipt|imm[ée]diat|sofort", re.IGNORECASE)
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A due day, whether it was deduced, and the French words that say from what."""

    on: date | None
    deduced: bool
    how: str


def due(*, written: date | None, terms: str, issued_on: date | None, delivered_on: date | None) -> Due:
    """Return the due day: `written` (BT-9), else what `terms` say, else thirty days by C. com. L441-10 I.

    The thirty days run from issue, or from delivery when it came later: no debtor can call the later day
    premature. Without any date, the answer holds None.
    """
    if written is not None:
        return Due(written, deduced=False, how="écrite sur la facture")
    read = _from_terms(terms, issued_on)
    if read is not None:
        return read
    start = max((day for day in (issued_on, delivered_on) if day is not None), default=None)
    if start is None:
        return Due(None, deduced=True, how="introuvable : la facture ne porte aucune date lisible")
    origin = "l'émission" if start == issued_on else "la livraison"
    how = (
        f"déduite : {LEGAL_DAYS} jours après {origin}, faute d'échéance sur la facture "
        "(C. com. L441-10 I, délai supplétif entre professionnels) ; à vérifier"
    )
    return Due(_later(start, LEGAL_DAYS), deduced=True, how=how)


def _from_terms(terms: str, issued_on: date | None) -> Due | None:
    """Return the one day the payment terms give, or None when they give none or several."""
    clauses = [
        clause for clause in re.split(r"[,;](?!\d)|\n| - ", terms) if clause and not _ASIDE.search(clause)
    ]
    text = " ; ".join(clauses)
    # A day before issue is that of an order or a quote.
    days = {day for day in _days_in(text) if issued_on is None or day >= issued_on}
    if len(days) == 1:
        return Due(days.pop(), deduced=True, how=f"déduite des conditions de paiement (« {terms[:120]} »)")
    if days or issued_on is None:
        return None
    delays = {int(found) for found in _DELAY.findall(text)}
    if delays != {int(found) for found in _BARE_NUMBER.findall(text)}:
        return None
    if len(delays) == 1 and (delay := delays.pop()) <= MAX_DAYS:
        how = f"déduite des conditions de paiement (« {terms[:120]} ») : {delay} jours après l'émission"
        if not _MONTH_END.search(text):
            return Due(_later(issued_on, delay), deduced=True, how=how)
        return Due(
            _month_end(issued_on, delay),
            deduced=True,
            how=how + ", fin de mois (le plus tard des deux calculs)",
        )
    if not delays and _AT_ONCE.search(text):
        how = f"déduite des conditions de paiement (« {terms[:120]} ») : payable à l'émission"
        return Due(issued_on, deduced=True, how=how)
    return None


def _days_in(text: str) -> list[date]:
    found = [(year, month, day) for day, month, year in _NUMERIC_DAY.findall(text)]
    found += _ISO_DAY.findall(text)
    for day, word, year in _WRITTEN_DAY.findall(text):
        if word.lower() in _MONTHS:
            found.append((year, str(_MONTHS.index(word.lower()) + 1), day))
    days = []
    for year, month, day in found:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days


def _month_end(start: date, delay: int) -> date:
    """Both usual ways of counting (delay then end of month, end of month then delay): the later one."""
    return max(_last_of_month(_later(start, delay)), _later(_last_of_month(start), delay))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _later(day: date, delay: int) -> date:
    return min(day, date.max - timedelta(days=2 * MAX_DAYS)) + timedelta(days=delay)
