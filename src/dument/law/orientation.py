"""Which route for a claim, and everything that goes with it: the answer of `dument orient`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dument.law.alarms import Alarm, alarms
from dument.law.claim import Claim
from dument.law.formalities import Fee, Formality, amicable_step, filing_fee, form, lawyer
from dument.law.gates import days_left, gate, main_route, threshold
from dument.law.money import in_french
from dument.law.options import addons, alternatives, forbidden, not_open_yet, quality_warning, time_warnings
from dument.law.references import cite, weakest
from dument.law.tables import load_toml
from dument.law.tribunals import Tribunal, tribunal


@dataclass(frozen=True, slots=True)
class Orientation:
    """The answer: one gate, one main route, and what surrounds it.

    `forbidden` maps a code of route to the French sentence that says why not; `reasons` are French sentences
    in the order of thought; `references` are French citations; `certainty` is that of the weakest part.
    """

    gate: int
    main_route: str
    label: str
    addons: tuple[str, ...]
    alternatives: tuple[str, ...]
    forbidden: dict[str, str]
    court: Tribunal
    form: Formality
    filing_fee: Fee
    amicable: Formality
    lawyer: Formality
    alarms: tuple[Alarm, ...]
    reasons: tuple[str, ...]
    references: tuple[str, ...]
    certainty: str
    assumed: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, ready for JSON: amounts as text, days in ISO."""
        fee = self.filing_fee.amount
        return {
            "gate": self.gate,
            "main_route": self.main_route,
            "label": self.label,
            "addons": list(self.addons),
            "alternatives": list(self.alternatives),
            "forbidden": list(self.forbidden),
            "details": {c: route(c)["does"] for c in (self.main_route, *self.addons, *self.alternatives)},
            "forbidden_because": dict(self.forbidden),
            "court": self.court.name,
            "form": self.form.answer or None,
            "filing_fee_eur": None if fee is None else f"{fee:.2f}",
            "amicable_step": self.amicable.answer,
            "lawyer": self.lawyer.answer,
            "alarms": [_plain(asdict(alarm)) for alarm in self.alarms],
            "reasons": list(self.reasons),
            "references": list(self.references),
            "certainty": self.certainty,
            "certainties": {
                "court": self.court.certainty,
                "form": self.form.certainty,
                "filing_fee_eur": self.filing_fee.certainty,
                "amicable_step": self.amicable.certainty,
                "lawyer": self.lawyer.certainty,
            },
            "assumed": list(self.assumed),
        }


def orient(claim: Claim) -> Orientation:
    """Return the route of a claim on its day: exactly one gate opens, and no forbidden route is proposed."""
    number = gate(claim)
    main = main_route(claim, number)
    court = tribunal(claim, main)
    added = addons(claim, number, main)
    parts = (
        form(main, court),
        filing_fee(claim, main, court),
        amicable_step(claim, main, court),
        lawyer(claim, main, court),
    )
    limits = alarms(claim, (main, *added), court.kind)
    opened = _gate_row(number)
    certainties = [opened["certainty"], route(main)["certainty"], court.certainty]
    certainties += [part.certainty for part in parts]
    return Orientation(
        gate=number,
        main_route=main,
        label=route(main)["label"],
        addons=added,
        alternatives=alternatives(claim, number, main),
        forbidden=forbidden(claim, number),
        court=court,
        form=parts[0],
        filing_fee=parts[1],
        amicable=parts[2],
        lawyer=parts[3],
        alarms=limits,
        reasons=_reasons(claim, number, main, court, parts),
        references=_references(claim, opened, main, court, parts, limits),
        certainty=weakest(certainties),
        assumed=claim.assumed,
    )


def route(code: str) -> dict[str, Any]:
    """Return the row of law/data/routes.toml for a code: label, does, basis, certainty, silence, delay, costs."""
    row: dict[str, Any] = load_toml("routes")[code]
    return row


def _gate_row(number: int) -> dict[str, Any]:
    row: dict[str, Any] = load_toml("orientation_gates")["gate"][number - 1]
    return row


def _reasons(
    claim: Claim,
    number: int,
    main: str,
    court: Tribunal,
    parts: tuple[Formality, Fee, Formality, Formality],
) -> tuple[str, ...]:
    opened = _gate_row(number)
    when = opened["when"].format(
        limitation_end=f"{claim.limitation_end:%d/%m/%Y}",
        days_left=days_left(claim),
        margin=threshold("orientation_limitation_margin", claim),
        total=in_french(claim.total),
        ceiling=in_french(threshold("claim_ceiling", claim)),
        request_ceiling=in_french(threshold("orientation_request_ceiling", claim)),
    )
    steps = [
        f"{when} ({', '.join(opened['basis'])})",
        f"{route(main)['label']} : {route(main)['does']}",
        not_open_yet(claim) if number >= 13 else None,
        quality_warning(claim) if number == 14 else None,
        *(sentence for sentence, _ in time_warnings(claim, number)),
        court.why,
        *(part.sentence for part in parts),
    ]
    return tuple(step for step in steps if step)


def _references(
    claim: Claim,
    opened: dict[str, Any],
    main: str,
    court: Tribunal,
    parts: tuple[Formality, Fee, Formality, Formality],
    limits: tuple[Alarm, ...],
) -> tuple[str, ...]:
    named = [*opened["basis"], *route(main)["basis"], *court.references]
    if not_open_yet(claim):
        named.append("CPCE L126-1")
    for _, grounds in time_warnings(claim, opened["number"]):
        named += grounds
    for part in parts:
        named += part.references
    named += [limit.reference for limit in limits]
    return tuple(dict.fromkeys(str(cite(name)) for name in named))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
