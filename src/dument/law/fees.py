"""What the procedure costs the creditor, and only him (CPCE L125-1 al. 4): file, title, collection, VAT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dument.law.money import in_french, percent_in_french, rounded
from dument.law.parameters import NotInForce, Value, certainty_of, day_in_french, keys_of, parameter
from dument.law.references import Reference, cite, distinct, weakest

_NOTHING = Decimal("0.00")
OUTCOMES = ("refusal", "silence", "agreement", "agreement_paid")
"""How it may end, for the bill; `agreement_paid`: the whole is then paid through the officer."""


class BeyondScale(LookupError):
    """A sum above the last bracket of a tariff that was read."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """A slice of the sums collected, above `above` and up to `upto` euros (None: no end), at a rate."""

    above: Decimal
    upto: Decimal | None
    rate_pct: Decimal

    def fee_on(self, base: Decimal) -> Decimal:
        """Return the fee on the part of `base` that lies in the bracket, unrounded."""
        top = base if self.upto is None else min(base, self.upto)
        return max(top - self.above, _NOTHING) * self.rate_pct / 100


@dataclass(frozen=True, slots=True)
class Scale:
    """A tariff: flat up to a `threshold` of the claim, else by brackets of what is collected, capped."""

    flat: Decimal
    threshold: Decimal
    cap: Decimal
    brackets: tuple[Bracket, ...]
    references: tuple[Reference, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Emolument:
    """A fee before tax and with it, in euros; `slices` are the brackets' amounts, each rounded for show."""

    before_tax: Decimal
    slices: tuple[Decimal, ...]
    vat_pct: Decimal
    vat: Decimal
    with_tax: Decimal
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What one outcome costs the creditor, tax included, in euros; the debtor never pays any of it."""

    file: Decimal
    title: Decimal
    collection: Decimal
    total: Decimal
    debtor: Decimal
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


def collection_scale(on: date) -> Scale:
    """Return the creditor's scale (C. com. A444-32) of a day. Raises NotInForce outside the tariffs read."""
    return _scale("collection", on)


def enforcement_scale(on: date) -> Scale:
    """Return the debtor's scale (C. com. A444-31): for reference, never charged inside this procedure."""
    return _scale("enforcement", on)


def unrounded_fee(scale: Scale, *, claim: Decimal, collected: Decimal) -> Decimal:
    """Return the fee before tax on `collected` euros of principal of a claim of `claim` euros, unrounded.

    Nothing when nothing is collected. Up to the threshold of the *claim* the fee is flat: 188,00 € costs
    21,50 €, 188,01 € costs 21,44 € (scale of 2024). Raises BeyondScale above the last bracket read.
    """
    if not collected:
        return _NOTHING
    if claim <= scale.threshold:
        return scale.flat
    highest = scale.brackets[-1].upto
    if highest is not None and collected > highest:
        raise BeyondScale(
            f"Au-delà de {in_french(highest)} encaissés, la tranche de ce tarif n'a pas été lue."
        )
    return min(sum((one.fee_on(collected) for one in scale.brackets), _NOTHING), scale.cap)


def slices(scale: Scale, *, claim: Decimal, collected: Decimal) -> tuple[Decimal, ...]:
    """Return the amount of each bracket reached, rounded; empty where the flat fee applies."""
    if claim <= scale.threshold:
        return ()
    return tuple(rounded(one.fee_on(collected)) for one in scale.brackets if collected > one.above)


def collection_fee(
    *, claim: Decimal, collected: Decimal, on: date, office_in: str = "", vat_pct: Decimal | None = None
) -> Emolument:
    """Return the fee on a sum collected, with the increase and the VAT of the office's département.

    The sum of the brackets is rounded once, then the VAT on it. `vat_pct` replaces the département's rate.
    Raises NotInForce outside the tariffs read.
    """
    scale = collection_scale(on)
    increase = parameter("overseas_increase", office_in).on(on)
    base = unrounded_fee(scale, claim=claim, collected=collected)
    before_tax = rounded(base * (100 + increase.amount) / 100)
    vat = _vat(on, office_in, vat_pct)
    tax = rounded(before_tax * vat.amount / 100)
    parts = slices(scale, claim=claim, collected=collected)
    how = "somme des tranches arrondie une fois" if parts else "émolument fixe"
    explanation = [
        f"Créance de {in_french(claim)}, {in_french(collected)} encaissés en principal : {how}, "
        f"{in_french(rounded(base))} hors taxe au tarif du {day_in_french(on)}."
    ]
    references = list(scale.references)
    if increase.amount:
        references.append(increase.reference)
        explanation.append(
            f"Majoration outre-mer de {percent_in_french(increase.amount)} : {in_french(before_tax)} hors taxe."
        )
    explanation.append(
        f"TVA à {percent_in_french(vat.amount)} : {in_french(tax)} ; toutes taxes comprises : "
        f"{in_french(before_tax + tax)}."
    )
    return Emolument(
        before_tax=before_tax,
        slices=parts,
        vat_pct=vat.amount,
        vat=tax,
        with_tax=before_tax + tax,
        explanation=tuple(explanation),
        references=distinct([*references, vat.reference, cite("CPCE L125-1 al. 4")]),
        certainty=weakest((scale.certainty, certainty_of(increase, vat))),
    )


def instalment_fees(*, claim: Decimal, collected: Sequence[Decimal], on: date) -> tuple[Decimal, ...]:
    """Return the fee before tax billed on each of the sums `collected` in turn.

    The scale applies to what has been collected in all: each bill is the fee on the total, less the fees
    already billed. Raises NotInForce outside the tariffs read.
    """
    scale = collection_scale(on)
    bills, total, billed = [], _NOTHING, _NOTHING
    for amount in collected:
        total += amount
        due = rounded(unrounded_fee(scale, claim=claim, collected=total))
        bills.append(due - billed)
        billed = due
    return tuple(bills)


def file_fee(on: date, *, confirmed: bool = False) -> Value:
    """Return the file fee before tax of a day; with `confirmed`, the last value confirmed by then."""
    series = parameter("file_fee")
    return series.last_confirmed(on) if confirmed else series.on(on)


def title_fee(on: date, *, confirmed: bool = False) -> Value:
    """Return the title fee before tax of a day; with `confirmed`, the last value confirmed by then."""
    series = parameter("title_fee")
    return series.last_confirmed(on) if confirmed else series.on(on)


def taxed(value: Value, on: date, office_in: str = "", *, times: Decimal = Decimal(1)) -> Decimal:
    """Return `times` the amount of `value`, with the increase and the VAT of the office's département."""
    increase = parameter("overseas_increase", office_in).on(on).amount
    before_tax = rounded(value.amount * times * (100 + increase) / 100)
    return before_tax + rounded(before_tax * _vat(on, office_in, None).amount / 100)


def title_coefficient(*, claim: Decimal, on: date) -> Value:
    """Return the coefficient that an office may apply to its title (C. com. A444-46), by the claim.

    0.5 up to 128 €, 1 up to 1 280 €, 2 above. Whether it governs this title is unconfirmed: off unless
    chosen.
    """
    keys = keys_of("title_coefficient")
    reached = next(key for key in keys if claim <= Decimal(key.partition("-")[2] or "Infinity"))
    return parameter("title_coefficient", reached).on(on)


def cost_to_creditor(
    *, claim: Decimal, outcome: str, on: date, office_in: str = "", coefficient: bool = False
) -> Cost:
    """Return what one of OUTCOMES costs the creditor at the tariff of a day, tax included.

    The file is due always, the title on agreement only (times the office's `coefficient` when it applies
    one), collection on what is paid. Inferred values count, and the certainty tells. Raises NotInForce
    outside the tariffs read, ValueError for another outcome.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"« {outcome} » : issue inconnue ; attendu : {', '.join(OUTCOMES)}.")
    taxes = (parameter("overseas_increase", office_in).on(on), _vat(on, office_in, None))
    used = [file_fee(on)]
    file, title, collection = taxed(used[0], on, office_in), _NOTHING, _NOTHING
    explanation = [f"Frais de dossier, toujours dus : {in_french(file)} toutes taxes comprises."]
    references, certainty = [cite("CPCE L125-1 al. 4")], "confirmed"
    if outcome.startswith("agreement"):
        used.append(title_fee(on))
        title = taxed(used[1], on, office_in)
        if coefficient:
            used.append(title_coefficient(claim=claim, on=on))
            title = taxed(used[1], on, office_in, times=used[2].amount)
        explanation.append(f"Titre exécutoire, dû en cas d'accord seulement : {in_french(title)}.")
    if outcome == "agreement_paid":
        fee = collection_fee(claim=claim, collected=claim, on=on, office_in=office_in)
        collection = fee.with_tax
        explanation += fee.explanation
        references += fee.references
        certainty = fee.certainty
    total = file + title + collection
    explanation.append(f"Total pour le créancier : {in_french(total)} ; pour le débiteur : 0,00\u00a0€.")
    return Cost(
        file=file,
        title=title,
        collection=collection,
        total=total,
        debtor=_NOTHING,
        explanation=tuple(explanation),
        references=distinct(references + [value.reference for value in (*used, taxes[1])]),
        certainty=weakest((certainty, certainty_of(*used, *taxes))),
    )


def _scale(name: str, on: date) -> Scale:
    flat = parameter(f"{name}_flat").on(on)
    threshold = parameter(f"{name}_threshold").on(on)
    cap = parameter(f"{name}_cap").on(on)
    found = [flat, threshold, cap]
    brackets = []
    for key in keys_of(f"{name}_scale"):
        try:
            value = parameter(f"{name}_scale", key).on(on)
        except NotInForce:
            continue  # above 52 400 euros not every tariff was read: `unrounded_fee` refuses there
        above, _, upto = key.partition("-")
        brackets.append(Bracket(Decimal(above), Decimal(upto) if upto else None, value.amount))
        found.append(value)
    return Scale(
        flat=flat.amount,
        threshold=threshold.amount,
        cap=cap.amount,
        brackets=tuple(brackets),
        references=distinct(value.reference for value in found),
        certainty=certainty_of(*found),
    )


def _vat(on: date, office_in: str, replaced_by: Decimal | None) -> Value:
    value = parameter("vat_rate", office_in).on(on)
    return value if replaced_by is None else replace(value, amount=replaced_by)
