"""Filters of the pages: amounts, days, instants and sizes as they are written in the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.utils.translation import get_language, ngettext

from dument.law.money import in_french
from dument.web import below
from dument.web.calendar import MONTHS, MONTHS_IN_ENGLISH
from dument.web.languages import StrOrPromise

register = template.Library()
PARIS = ZoneInfo("Europe/Paris")


@register.filter
def euros(amount: Decimal | None) -> str:
    """Return the amount as "1 214,20 €"; empty when there is none."""
    return "" if amount is None else in_french(amount)


@register.filter
def figure(amount: Decimal | None) -> str:
    """Return a number as French writes it, "2,62": no unit, no decimal added; empty when there is none."""
    return "" if amount is None else f"{amount:f}".replace(".", ",")


@register.filter
def day(on: date | None) -> str:
    """Return the day as "1er octobre 2026", in English "1 October 2026"; empty when there is none."""
    if on is None:
        return ""
    if get_language() == "en":
        return f"{on.day} {MONTHS_IN_ENGLISH[on.month - 1]} {on.year}"
    return _day(on)


def _day(on: date) -> str:
    return f"{'1er' if on.day == 1 else on.day} {MONTHS[on.month - 1]} {on.year}"


@register.filter
def iso(on: date | None) -> str:
    """Return the day as "2026-10-01"; empty when there is none."""
    return on.isoformat() if on else ""


@register.filter
def moment(at: datetime | None) -> str:
    """Return the instant, at Paris, as "13 octobre 2026 à 10 h 05", or in English; empty when there is none."""
    if at is None:
        return ""
    if get_language() == "en":
        local = at.astimezone(PARIS)
        return f"{day(local.date())} at {local.hour}:{local.minute:02d}"
    return moment_in_french(at)


def moment_in_french(at: datetime) -> str:
    """Return the instant, at Paris, as "13 octobre 2026 à 10 h 05", whatever the language of the page."""
    local = at.astimezone(PARIS)
    return f"{_day(local.date())} à {local.hour} h {local.minute:02d}"


@register.filter
def size(count: int) -> str:
    """Return a number of bytes as "12 Ko" or "1,4 Mo", in English "12 kB" or "1.4 MB"."""
    if get_language() == "en":
        return (
            f"{max(1, round(count / 1000))}\u00a0kB"
            if count < 1_000_000
            else f"{count / 1_000_000:.1f}\u00a0MB"
        )
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}\u00a0Ko"
    return f"{count / 1_000_000:.1f}".replace(".", ",") + "\u00a0Mo"


@register.filter
def target(field: BoundField) -> str:
    """Return the identifier that a link to that field must aim at: its first input when it has several."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def unread(count: int) -> str:
    """Return how many messages are new: "1 message non lu"."""
    return ngettext("%(count)s message non lu", "%(count)s messages non lus", count) % {"count": count}


@register.filter
def spoken(sentence: StrOrPromise) -> str:
    """Return a sentence of the layers below in the language of the page, marked as French where it stays French."""
    return below.spoken(sentence)
