"""What the creditor pays, and when he receives what was collected for him."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dument.law.calculations.inputs import Answer, Inputs, Refused, amount, with_reasons
from dument.law.courts import departements
from dument.law.fees import (
    Emolument,
    collection_fee,
    collection_scale,
    cost_to_creditor,
    enforcement_scale,
    file_fee,
    instalment_fees,
    slices,
    taxed,
    title_fee,
    unrounded_fee,
)
from dument.law.money import in_french, rounded
from dument.law.parameters import day_in_french, keys_of, parameter
from dument.law.payments import pay_over
from dument.law.references import cite, distinct, weakest

_PAID = "accord + paiement volontaire intégral"
_OUTCOMES = {
    "refus": "refusal",
    "silence": "silence",
    "accord": "agreement",
    "acceptation": "agreement",
    _PAID: "agreement_paid",
}
_SCALES = {"2016": date(2016, 3, 1), "2021": date(2021, 1, 1), "2024": date(2024, 3, 1)}
_NOTHING = Decimal("0.00")


def collection(question: Inputs) -> Answer:
    """The creditor's fee on a sum collected, with its brackets and VAT."""
    name = "creance" if question.has("creance") else "base"
    claim = question.money(name)
    collected = question.money("encaisse_principal") if question.has("encaisse_principal") else claim
    fee = collection_fee(
        claim=claim,
        collected=collected,
        on=question.day("tarif"),
        office_in=_departement(question),
        vat_pct=question.rate("tva_pct") if question.has("tva_pct") else None,
    )
    return _fee_answer(fee)


def flat_collection(question: Inputs) -> Answer:
    """The flat fee of a small claim."""
    claim, on = question.money("creance"), question.day("tarif")
    threshold = collection_scale(on).threshold
    if claim > threshold:
        raise Refused(
            f"Créance de {in_french(claim)} : au-dessus de {in_french(threshold)}, l'émolument se calcule "
            "par tranches (sujet A444_32)."
        )
    return _fee_answer(collection_fee(claim=claim, collected=claim, on=on, office_in=_departement(question)))


def collection_by_parts(question: Inputs) -> Answer:
    """The fee billed on each of several sums collected."""
    claim, parts, on = (
        question.money("creance"),
        question.moneys("encaissements_principal"),
        question.day("tarif"),
    )
    bills = instalment_fees(claim=claim, collected=parts, on=on)
    total = sum(bills, _NOTHING)
    scale = collection_scale(on)
    explanation = [
        "Le barème dégressif s'applique au total encaissé : chaque facture est l'émolument du total, moins "
        "ce qui est déjà facturé.",
        *(
            f"Encaissement de {in_french(part)} : {in_french(bill)} hors taxe."
            for part, bill in zip(parts, bills, strict=True)
        ),
        f"Total hors taxe : {in_french(total)}.",
    ]
    values = {"ht_par_encaissement": [amount(bill) for bill in bills], "ht_total": amount(total)}
    return with_reasons(values, explanation, scale.references, scale.certainty)


def debtor_scale(question: Inputs) -> Answer:
    """The debtor's fee of a forced execution, for reference: it has no place in this procedure."""
    base, on = question.money("base"), _SCALES[question.word("scale", _SCALES)]
    scale = enforcement_scale(on)
    fee = rounded(unrounded_fee(scale, claim=base, collected=base))
    values = {
        "tranches": [amount(one) for one in slices(scale, claim=base, collected=base)],
        "ht": amount(fee),
    }
    explanation = [
        f"Barème du {day_in_french(on)} sur {in_french(base)} : {in_french(fee)} hors taxe.",
        "Jamais dans cette procédure : seulement par l'autre officier, en exécution forcée.",
    ]
    return with_reasons(values, explanation, (*scale.references, cite("CPCE L125-1 al. 4")), scale.certainty)


def overseas(question: Inputs) -> Answer:
    """The creditor's fee on a claim collected whole, increased overseas."""
    claim = question.money("creance")
    question.text("departement")
    fee = collection_fee(
        claim=claim, collected=claim, on=question.day("date"), office_in=_departement(question)
    )
    return _fee_answer(fee)


def procedure_fees(question: Inputs) -> Answer:
    """The fees of the procedure itself that were confirmed for a day."""
    on = question.day("date")
    agreed = question.word("issue", ("refus", "silence", "acceptation")) == "acceptation"
    file, title = file_fee(on, confirmed=True), title_fee(on, confirmed=True)
    file_ttc, title_ttc = taxed(file, on), taxed(title, on) if agreed else _NOTHING
    explanation = [f"Frais de dossier, toujours dus : {in_french(file_ttc)} toutes taxes comprises."]
    explanation.append(
        f"Titre exécutoire : {in_french(title_ttc)}."
        if agreed
        else "Pas d'accord : aucun titre, aucun frais de titre."
    )
    certainty = "confirmed"
    for value, current, due in ((file, file_fee(on), True), (title, title_fee(on), agreed)):
        if due and current != value:
            certainty = weakest((certainty, current.certainty))
            explanation.append(
                f"Dernière valeur confirmée ({value.reference}) ; celle du {day_in_french(on)} ne l'est pas "
                f"({in_french(taxed(current, on))})."
            )
    return with_reasons(
        {"dossier_ttc": amount(file_ttc), "titre_ttc": amount(title_ttc)},
        explanation,
        distinct((file.reference, title.reference, cite("Service-public F38307"), cite("CPCE L125-1 al. 4"))),
        certainty,
    )


def whole_cost(question: Inputs) -> Answer:
    """What one outcome costs the creditor in all."""
    outcome = _OUTCOMES[question.word("issue", _OUTCOMES)]
    on = question.day_or_none("tarif")
    cost = cost_to_creditor(
        claim=question.money("creance"),
        outcome=outcome,
        on=on or parameter("collection_flat").latest.since,
        office_in=_departement(question),
        coefficient=question.flag("coefficient_A444_46"),
    )
    values = {
        "dossier_ttc": amount(cost.file),
        "titre_ttc": amount(cost.title),
        "recouvrement_ttc": amount(cost.collection),
        "total_ttc": amount(cost.total),
        "debiteur": amount(cost.debtor),
    }
    explanation = list(cost.explanation)
    if on is None:
        explanation.insert(0, "Aucun jour donné : tarif le plus récent connu.")
    return with_reasons(values, explanation, cost.references, cost.certainty)


def payover(question: Inputs) -> Answer:
    """The last day to pay the creditor a sum collected."""
    found = pay_over(
        collected_on=question.day("encaissement"),
        in_cash=question.word("mode", ("especes", "autre")) == "especes",
        by_instalments=question.flag("echelonne"),
    )
    values = {"au_plus_tard": found.last_day.isoformat(), "alerte": found.warn_on.isoformat()}
    return with_reasons(values, found.explanation, found.references, found.certainty)


def _fee_answer(fee: Emolument) -> Answer:
    values = {
        "tranches": [amount(one) for one in fee.slices],
        **dict.fromkeys(("emolument_ht", "ht", "emolument"), amount(fee.before_tax)),
        "emolument_ht_sum": amount(sum(fee.slices, _NOTHING) if fee.slices else fee.before_tax),
        "tva_pct": f"{fee.vat_pct:f}",
        "tva": amount(fee.vat),
        "ttc": amount(fee.with_tax),
    }
    return with_reasons(values, fee.explanation, fee.references, fee.certainty)


def _departement(question: Inputs) -> str:
    """Return the département of the office, or nothing for the mainland in general."""
    if not question.has("departement"):
        return ""
    code = question.departement("departement")
    place = departements()[code]
    if not place.applicable and code not in keys_of("overseas_increase"):
        raise Refused(f"{place.name} : aucun tarif lu pour une étude qui y serait. {place.note}")
    return code


TOPICS = {
    "A444_32": collection,
    "A444_32_forfait": flat_collection,
    "A444_32_acomptes": collection_by_parts,
    "A444_31_reference": debtor_scale,
    "A444_10_outre_mer": overseas,
    "psrpc_frais": procedure_fees,
    "cout_total_creancier": whole_cost,
    "reversement_R444_56": payover,
}
