"""Claims of a creditor that look like one he is about to file: the same debtor, and the same invoice or amount."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from dument.law.money import cents, in_french
from dument.procedure.machine import STATE_LABELS
from dument.procedure.states import State
from dument.queries.cases import CaseRead
from dument.records.cases.models import Case, ClaimLine, Margin, Party

MOST = 20
GIVEN_UP = (State.WITHDRAWN.value, State.DECLINED.value)
_NUMBER = re.compile(r"n°\s*([\w][\w./-]*\w|\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A case that may be the same claim, and why."""

    reference: str
    debtor: str
    state_label: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a draft's page tells beside the draft: claims that look like it, and whether its margin is set."""

    alike: tuple[Alike, ...]
    margin_set: bool


def beside(*, creditor_ids: Collection[UUID], case: CaseRead) -> Beside:
    """Return the creditors' other cases against the same debtor for the same invoice number or the same principal.

    The same debtor is the same SIREN, else the same name in the same postcode. Cases given up, and those of the
    other debtors of one claim, are left out: those were not asked twice. One query.
    """
    mine = Case.objects.filter(claim__creditor_id__in=creditor_ids)
    others = mine.filter(_same_debtor(case)).exclude(claim__cases=case.id).exclude(state__in=GIVEN_UP)
    written = _written_again([*(line.label for line in case.lines), case.basis])
    lines = ClaimLine.objects.filter(written, case=OuterRef("pk"))
    rows = list(
        mine.filter(Q(pk=case.id) | Q(pk__in=others.values("pk")))
        .annotate(margin_set=Exists(Margin.objects.filter(case=OuterRef("pk"))), same_invoice=Exists(lines))
        .order_by("-pk")[:MOST]
    )
    told = ((one, _why(one, case)) for one in rows if one.pk != case.id)
    return Beside(
        alike=tuple(
            Alike(
                reference=one.reference,
                debtor=case.debtor.name,
                state_label=STATE_LABELS[State(one.state)],
                why=why,
            )
            for one, why in told
            if why
        ),
        margin_set=any(one.margin_set for one in rows if one.pk == case.id),
    )


def _same_debtor(case: CaseRead) -> Q:
    debtor = case.debtor
    if not debtor.name:
        return Q(pk__in=[])
    same = Q(name__iexact=debtor.name, postcode=debtor.postcode)
    if debtor.siren:
        same |= Q(siren=debtor.siren)
    return Q(pk__in=Party.objects.filter(same, role="debtor").values("case"))


def _why(one: Any, case: CaseRead) -> str:
    if one.same_invoice:
        return "même débiteur, même numéro de facture"
    if one.principal_cents == cents(case.principal):
        return f"même débiteur, même principal de {in_french(case.principal)}"
    return ""


def _written_again(texts: Iterable[str]) -> Q:
    """Return the condition that a line bears, after "n°", one of the numbers that those texts bear."""
    numbers = {number for text in texts for number in _NUMBER.findall(text) if any(map(str.isdigit, number))}
    condition = Q(pk__in=[])
    for number in sorted(numbers):
        condition |= Q(label__iregex=rf"n°\s*{re.escape(number)}([^\w-]|$)")
    return condition
