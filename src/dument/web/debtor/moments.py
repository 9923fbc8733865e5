"""Where the debtor stands: one title and one sentence, and which part of the page shows what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from dument.procedure.states import Act, State
from dument.queries.debtor import DebtorRead
from dument.web.languages import StrOrPromise
from dument.web.templatetags.french import day


@dataclass(frozen=True, slots=True)
class Moment:
    """`part` names the template under debtor/parts that shows what may be done; empty when nothing may.

    `other` tells that what was said came from somebody else than the reader: nothing of it is told as his own.
    """

    title: StrOrPromise
    sentence: StrOrPromise
    tone: str = ""
    part: str = ""
    other: bool = False


_NO_TITLE = _(
    "La procédure est terminée. Elle ne donne aucun titre au créancier ; il reste libre de saisir un juge, devant "
    "qui vous pourriez vous expliquer."
)
ENDED = {
    State.REFUSED: Moment(
        _("Votre refus a été constaté"),
        _NO_TITLE,
        "good",
    ),
    State.EXPIRED: Moment(
        _("La procédure est terminée, sans accord"),
        _(
            "Le mois est écoulé. La procédure ne donne aucun titre au créancier ; il reste libre de saisir un juge, "
            "devant qui vous pourriez vous expliquer."
        ),
    ),
    State.TERMS_REFUSED: Moment(
        _("Votre refus de la proposition a été constaté"),
        _NO_TITLE,
        "good",
    ),
    State.WITHDRAWN: Moment(
        _("Le créancier a retiré sa demande"), _("La procédure est terminée. Vous n'avez rien à faire.")
    ),
    State.ENDED: Moment(
        _("L'étude a clos le dossier"), _("La procédure est terminée. Vous n'avez rien à faire.")
    ),
    State.AGREED: Moment(
        _("L'accord est constaté"),
        _("L'étude va délivrer le titre exécutoire au créancier, et vous en remettre une copie sans frais."),
        "good",
        "agreed",
    ),
    State.TITLE_ISSUED: Moment(
        _("Le titre exécutoire est délivré"),
        _("Votre copie est ci-dessous, sans frais. Payez aux dates convenues, entre les mains de l'étude."),
        "good",
        "agreed",
    ),
}
PAID = Moment(
    _("Tout est payé"),
    _("Il ne reste rien à payer. Votre attestation de paiement intégral est ci-dessous."),
    "good",
    "agreed",
)
_OFF = _("La somme est payée")
_BY_OTHERS = _(
    "La même somme était réclamée à d'autres : elle est payée en entier. Ce paiement vous libère aussi (article 1313 "
    "du code civil). On ne peut plus rien vous demander."
)
_TOGETHER = _(
    "La même somme était réclamée à d'autres : elle est payée en entier, par vous et par eux. On ne peut plus rien "
    "vous demander."
)
_BY_HIM = _("Vous avez payé toute la somme réclamée ici. Gardez la preuve de vos paiements.")
_ATTESTED = _("Votre attestation de paiement est ci-dessous.")
_ASK_FOR_IT = _("Demandez à l'étude l'attestation de paiement : elle est gratuite.")
FREED_MEANWHILE = Moment(
    _OFF,
    _(
        "La même somme est réclamée à d'autres : ils l'ont payée en entier. Ce paiement vous libère aussi (article "
        "1313 du code civil). On ne peut plus rien vous demander : ne payez rien."
    ),
    "good",
    "freed_meanwhile",
)
PAID_WITHOUT_TITLE = Moment(
    _("Tout est payé"),
    _(
        "Il ne reste rien à payer. Votre attestation de paiement intégral est ci-dessous. Si l'étude délivre encore le "
        "titre au créancier, il ne pourra pas servir à vous demander cette somme."
    ),
    "good",
    "agreed",
)
PAID_NOT_ATTESTED = Moment(
    _("L'accord est constaté"),
    _(
        "D'après les paiements enregistrés, il ne reste rien à payer. Demandez à l'étude de vous le confirmer : cela "
        "ne coûte rien."
    ),
    "good",
    "agreed",
)
PAID_AND_ENDED = Moment(
    _("L'étude a clos le dossier"),
    _("Il ne reste rien à payer. Votre attestation de paiement intégral est ci-dessous."),
    "good",
)
# What was said by another voice than the reader's: the same moments, in words that nobody takes for his own.
NOT_HIS = {
    State.REFUSED: Moment(_("Le refus a été constaté"), _NO_TITLE, "good"),
    State.TERMS_REFUSED: Moment(_("Le refus de la proposition a été constaté"), _NO_TITLE, "good"),
}
_REFUSED = _("Votre refus est enregistré")
_IT_IS_REFUSED = _("Le refus est enregistré")
_TO_BE_NOTED = _("L'étude va le constater, et la procédure prendra fin. Vous n'avez rien d'autre à faire.")


def moment_of(read: DebtorRead, quality: str = "") -> Moment:
    """Return the moment of the case, for its debtor, or for who answers for him in that quality."""
    state = read.case.state
    if read.case.paid_off:
        return _paid_off(read)
    if read.case.settled:
        return _settled(read)
    if read.freed_meanwhile:
        return FREED_MEANWHILE
    if state in NOT_HIS and quality != _voice(read, state):
        return NOT_HIS[state]
    if state in ENDED:
        return ENDED[state]
    if read.last_day is None:
        return Moment(
            _("L'envoi de la lettre n'est pas encore enregistré"),
            _(
                "Vous avez un mois pour répondre, à compter de l'envoi de la lettre ; le dernier jour paraîtra ici. "
                "Revenez dans quelques jours, ou appelez l'étude."
            ),
        )
    if read.over:
        return Moment(
            _("Le mois est écoulé"),
            _told(
                _("Le délai a pris fin le %(day)s à minuit. L'étude va constater l'issue de la procédure."),
                read,
            ),
            "warn",
        )
    return {State.INVITED: _invited, State.PARTICIPATING: _participating, State.PROPOSED: _proposed}[state](
        read, quality
    )


def _settled(read: DebtorRead) -> Moment:
    """Return the moment of whoever paid all that was agreed; a title not issued yet is the officer's matter."""
    if read.case.state is State.ENDED:
        return PAID_AND_ENDED
    if not read.discharged:
        return PAID_NOT_ATTESTED
    return PAID if read.case.state is State.TITLE_ISSUED else PAID_WITHOUT_TITLE


def _paid_off(read: DebtorRead) -> Moment:
    """Return the moment of who agreed to nothing, and owes nothing more: others paid, or he did."""
    common = read.case.facts.common
    if common is None or not common.paid_by_others:
        return Moment(_OFF, _BY_HIM, "good", "paid_off")
    told = _TOGETHER if common.mine.paid else _BY_OTHERS
    return Moment(_OFF, f"{told} {_ATTESTED if read.certificate else _ASK_FOR_IT}", "good", "paid_off")


def _voice(read: DebtorRead, state: State) -> str:
    """Return the quality of whoever spoke last, for what that state asks; empty for the addressee himself."""
    facts = read.case.facts
    return facts.agreed_by if state is State.TERMS_REFUSED else facts.answered_by


def _told(sentence: StrOrPromise, read: DebtorRead) -> str:
    """Return the sentence with the last day of the month."""
    return str(sentence) % {"day": day(read.last_day)}


def _other(read: DebtorRead, quality: str, part: str) -> Moment:
    """Return the moment of who finds an answer that another person gave for the debtor: he may give his own."""
    whose = _(
        "L'étude décidera si son pouvoir suffit. Si vous répondez vous-même, c'est votre réponse qui compte. Vous "
        "pouvez répondre jusqu'au %(day)s à minuit."
    )
    helpers = _("L'étude décidera qui en a le pouvoir. Vous pouvez répondre jusqu'au %(day)s à minuit.")
    return Moment(
        _("Une autre personne a répondu"),
        _told(helpers if quality else whose, read),
        "warn",
        part,
        other=True,
    )


def _invited(read: DebtorRead, quality: str) -> Moment:
    facts = read.case.facts
    if facts.answered_by not in {"", quality}:
        return _other(read, quality, "answer")
    his = facts.answered_by == quality
    if facts.refusal_received:
        return Moment(_REFUSED if his else _IT_IS_REFUSED, _TO_BE_NOTED, "good", "answered")
    if facts.acceptance_received:
        return Moment(
            _("Votre acceptation est enregistrée") if his else _("L'acceptation est enregistrée"),
            _told(
                _(
                    "L'étude va la constater, puis vous proposer un accord que vous serez libre de refuser. Tout doit "
                    "être fini le %(day)s."
                ),
                read,
            ),
            "good",
            "answered",
        )
    return Moment(
        _("Une somme vous est réclamée"),
        _told(_("Vous pouvez répondre jusqu'au %(day)s à minuit."), read),
        "",
        "answer",
    )


def _participating(read: DebtorRead, quality: str) -> Moment:
    facts = read.case.facts
    if facts.refusal_received and facts.answered_by in {"", quality}:
        return Moment(
            _REFUSED if facts.answered_by == quality else _IT_IS_REFUSED,
            _("L'étude en est avertie ; il n'y aura pas d'accord."),
            "good",
            "answered",
        )
    return Moment(
        _("L'étude prépare une proposition"),
        _told(_("Elle paraîtra ici. Vous serez libre de la refuser. Tout doit être fini le %(day)s."), read),
        "active",
        "answered",
    )


def _proposed(read: DebtorRead, quality: str) -> Moment:
    facts = read.case.facts
    consented = read.terms is not None and read.terms.debtor_on is not None
    terms = "terms" if Act.CONSENT_DEBTOR in read.open else ""
    if facts.refusal_received and facts.answered_by in {"", quality}:
        return Moment(_REFUSED if facts.answered_by == quality else _IT_IS_REFUSED, _TO_BE_NOTED, "good")
    if facts.agreed_by not in {"", quality}:
        return _other(read, quality, terms)
    his = facts.agreed_by == quality
    if facts.terms_refusal_received:
        return Moment(_REFUSED if his else _IT_IS_REFUSED, _TO_BE_NOTED, "good")
    if consented:
        return Moment(
            _("Votre consentement est enregistré") if his else _("Le consentement est enregistré"),
            _(
                "L'étude constatera l'accord si le créancier consent aussi, dans le mois. D'ici là, ne payez rien."
            ),
            "good",
            "terms",
        )
    return Moment(
        _("Un accord vous est proposé"),
        _told(
            _(
                "Lisez-le. Vous pouvez l'accepter, proposer autre chose ou le refuser, jusqu'au %(day)s à minuit."
            ),
            read,
        ),
        "active",
        terms,
    )
