"""How papers tell what the officer decided where the law leaves it to him."""

from __future__ import annotations

from dument.actions._move import Step
from dument.law.parameters import day_in_french
from dument.procedure.states import Act

# What was decided, and the article that leaves it open.
SENTENCES = {
    "quality_unknown": (
        "la créance n'est pas tenue pour facturée entre commerçants, au vu des pièces",
        "CPCE L125-1 al. 1",
    ),
    "over_ceiling_with_accessories": (
        "les autres sommes réclamées ne sont pas comptées dans le plafond de la procédure",
        "CPCE R125-1 al. 2",
    ),
    "limitation_expired": (
        "la procédure est menée bien que la créance paraisse prescrite, ce dont seul le débiteur peut se prévaloir",
        "C. civ. 2247",
    ),
    "conflict_doubt": (
        "la procédure est menée après examen d'un doute sur un conflit d'intérêts",
        "décret 2023-1296 art. 2",
    ),
    "relies_on_extension": (
        "le délai d'un mois, qui finissait le {raw}, est tenu pour reporté au {last} ; l'accord du {agreed} est dans "
        "le délai",
        "C. proc. civ. 642",
    ),
    "authority_to_answer": (
        "la personne qui a répondu pour le débiteur est tenue pour en avoir le pouvoir",
        "C. civ. 1984",
    ),
    "rebate_to_a_codebtor": (
        "le paiement est tenu pour dû, compte tenu de la remise accordée à l'un des débiteurs solidaires",
        "C. civ. 1350-1",
    ),
    "paid_by_the_others": (
        "l'accord est constaté bien que les autres débiteurs solidaires aient payé toute la dette",
        "C. civ. 1313",
    ),
    "partly_paid_by_the_others": (
        "l'accord est constaté sur une somme dont les autres débiteurs solidaires ont payé une partie",
        "C. civ. 1313",
    ),
    "authority_to_agree": (
        "la personne qui s'est prononcée pour le débiteur sur la proposition est tenue pour en avoir le pouvoir",
        "C. civ. 1988",
    ),
}
SET_ASIDE = "le délai d'un mois n'est pas tenu pour reporté après le {raw} ; l'accord du {agreed} est tardif"


def decision(code: str, act: str, step: Step) -> tuple[str, str]:
    """Return the sentence that tells a decision taken in that act, and its article; KeyError for another code."""
    what, article = SENTENCES[code]
    if code == "relies_on_extension" and act == Act.NOTE_EXPIRY:
        what = SET_ASIDE
    days = {"raw": step.case.raw_last_day, "last": step.case.last_day, "agreed": step.facts.agreed_on()}
    told = {name: day_in_french(day) for name, day in days.items() if day}
    return f"Décision du commissaire de justice : {what.format_map(told)}", article
