"""Filters of the pages: amounts, days, instants and sizes as they are written in French."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField

from dument.law.money import in_french

register = template.Library()
PARIS = ZoneInfo("Europe/Paris")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip


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
    """Return the day as "1er octobre 2026"; empty when there is none."""
    if on is None:
        return ""
    return f"{'1er' if on.day == 1 else on.day} {MONTHS[on.month - 1]} {on.year}"


@register.filter
def iso(on: date | None) -> str:
    """Return the day as "2026-10-01"; empty when there is none."""
    return on.isoformat() if on else ""


@register.filter
def moment(at: datetime | None) -> str:
    """Return the instant, at Paris, as "13 octobre 2026 à 10 h 05"; empty when there is none."""
    if at is None:
        return ""
    local = at.astimezone(PARIS)
    return f"{day(local.date())} à {local.hour} h {local.minute:02d}"


@register.filter
def size(count: int) -> str:
    """Return a number of bytes as "12 Ko" or "1,4 Mo"."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}\u00a0Ko"
    return f"{count / 1_000_000:.1f}".replace(".", ",") + "\u00a0Mo"


@register.filter
def target(field: BoundField) -> str:
    """Return the identifier that a link to that field must aim at: its first input when it has several."""
    return field.id_for_label or f"{field.auto_id}_0"
