"""Where the debtor stands: one title and one sentence, and which part of the page shows what to do."""

from __future__ import annotations

from dataclasses import dataclass

from dument.procedure.states import Act, State
from dument.queries.debtor import DebtorRead
from dument.web.templatetags.french import day


@dataclass(frozen=True, slots=True)
class Moment:
    """`part` names the template under debtor/parts that shows what may be done; empty when nothing may."""

    title: str
    sentence: str
    tone: str = ""
    part: str = ""


ENDED = {
    State.REFUSED: Moment(
        "Votre refus a été constaté",
        "La procédure est terminée. Elle ne donne aucun titre au créancier ; il reste libre de saisir un juge, devant "
        "qui vous pourriez vous expliquer.",
        "good",
    ),
    State.EXPIRED: Moment(
        "La procédure est terminée, sans accord",
        "Le mois est écoulé. La procédure ne donne aucun titre au créancier ; il reste libre de saisir un juge, devant "
        "qui vous pourriez vous expliquer.",
    ),
    State.TERMS_REFUSED: Moment(
        "Votre refus de la proposition a été constaté",
        "La procédure est terminée. Elle ne donne aucun titre au créancier ; il reste libre de saisir un juge, devant "
        "qui vous pourriez vous expliquer.",
        "good",
    ),
    State.WITHDRAWN: Moment(
        "Le créancier a retiré sa demande", "La procédure est terminée. Vous n'avez rien à faire."
    ),
    State.ENDED: Moment("L'étude a clos le dossier", "La procédure est terminée. Vous n'avez rien à faire."),
    State.AGREED: Moment(
        "L'accord est constaté",
        "L'étude va délivrer le titre exécutoire au créancier, et vous en remettre une copie sans frais.",
        "good",
        "agreed",
    ),
    State.TITLE_ISSUED: Moment(
        "Le titre exécutoire est délivré",
        "Votre copie est ci-dessous, sans frais. Payez aux dates convenues, entre les mains de l'étude.",
        "good",
        "agreed",
    ),
}


def moment_of(read: DebtorRead) -> Moment:
    """Return the moment of the case, for its debtor."""
    state = read.case.state
    if state in ENDED:
        return ENDED[state]
    if read.last_day is None:
        return Moment(
            "La lettre n'est pas encore partie",
            "L'envoi n'est pas encore enregistré : le délai d'un mois n'a pas commencé. Revenez dans quelques jours.",
        )
    if read.over:
        return Moment(
            "Le mois est écoulé",
            f"Le délai a pris fin le {day(read.last_day)} à minuit. L'étude va constater l'issue de la procédure.",
            "warn",
        )
    return {State.INVITED: _invited, State.PARTICIPATING: _participating, State.PROPOSED: _proposed}[state](
        read
    )


def _invited(read: DebtorRead) -> Moment:
    if "refuse" in read.said:
        return Moment(
            "Votre refus est enregistré",
            "L'étude va le constater, et la procédure prendra fin. Vous n'avez rien d'autre à faire.",
            "good",
            "answered",
        )
    if "accept" in read.said:
        return Moment(
            "Votre acceptation est enregistrée",
            "L'étude va la constater, puis vous proposer un accord que vous serez libre de refuser. Tout doit "
            f"être fini le {day(read.last_day)}.",
            "good",
            "answered",
        )
    return Moment(
        "Une somme vous est réclamée",
        f"Vous pouvez répondre jusqu'au {day(read.last_day)} à minuit.",
        "",
        "answer",
    )


def _participating(read: DebtorRead) -> Moment:
    if "refuse" in read.said:
        return Moment(
            "Votre refus est enregistré",
            "L'étude en est avertie ; il n'y aura pas d'accord.",
            "good",
            "answered",
        )
    return Moment(
        "L'étude prépare une proposition",
        f"Elle paraîtra ici. Vous serez libre de la refuser. Tout doit être fini le {day(read.last_day)}.",
        "active",
        "answered",
    )


def _proposed(read: DebtorRead) -> Moment:
    if "refuse_terms" in read.said or "refuse" in read.said:
        return Moment(
            "Votre refus est enregistré",
            "L'étude va le constater, et la procédure prendra fin. Vous n'avez rien d'autre à faire.",
            "good",
        )
    if read.terms and read.terms.debtor_on:
        return Moment(
            "Votre consentement est enregistré",
            "L'étude constatera l'accord si le créancier consent aussi, dans le mois. D'ici là, ne payez rien.",
            "good",
            "terms",
        )
    return Moment(
        "Un accord vous est proposé",
        "Lisez-le. Vous pouvez l'accepter, proposer autre chose ou le refuser, jusqu'au "
        f"{day(read.last_day)} à minuit.",
        "active",
        "terms" if Act.CONSENT_DEBTOR in read.open else "",
    )
