"""THE TABLE of the simplified procedure for small claims (CPCE L125-1, R125-1 to R125-8)."""

from __future__ import annotations

from dument.procedure import deposit
from dument.procedure import guards as g
from dument.procedure.machine import Pack, Row
from dument.procedure.states import MONTH_RUNNING, OPEN, OUTCOME_RECORDED, PAYMENTS_TOLD, Act, Actor, State

CREDITOR, OFFICER, DEBTOR, CARRIER = Actor.CREDITOR, Actor.OFFICER, Actor.DEBTOR, Actor.CARRIER

ELIGIBLE = (
    g.cause,
    g.ceiling,
    g.merchants,
    g.due,
    g.limitation,
    g.court,
    g.invitable,
    g.solvent,
    g.mandate,
)
# What is looked at again before an act that binds: a fact learned since may forbid it, and what the law
# leaves to the officer must have been decided.
STILL_LAWFUL = (g.merchants, g.limitation, g.solvent, g.no_family_tie, g.no_conflict_doubt)


def _row(
    act: Act,
    label: str,
    actors: set[Actor],
    sources: frozenset[State] | set[State],
    target: State | None,
    article: str,
    **rest: object,
) -> Row:
    return Row(
        act=act,
        label=label,
        actors=frozenset(actors),
        sources=frozenset(sources),
        target=target,
        article=article,
        **rest,  # type: ignore[arg-type]
    )


ROWS = (
    _row(
        Act.SUBMIT, "Confier le dossier à l'étude", {CREDITOR}, {State.DRAFT}, State.SUBMITTED,
        "CPCE L125-1 al. 1",
        guards=ELIGIBLE, effects=("tell_office",), tolerant=True,
    ),
    _row(
        Act.DECLINE, "Décliner le dossier", {OFFICER}, {State.SUBMITTED}, State.DECLINED,
        "ord. 2016-728 art. 8",
        effects=("tell_creditor",),
    ),
    _row(
        Act.PREPARE, "Préparer la lettre", {OFFICER}, {State.SUBMITTED}, State.PREPARED,
        "CPCE R125-2",
        guards=(*ELIGIBLE, g.no_family_tie, g.no_conflict_doubt, g.mentions),
        effects=("send_letter",),
        documents=("conflict_declaration", "invitation", "acceptance_form", "refusal_form"),
    ),
    _row(
        Act.RECORD_DISPATCH, "Enregistrer l'envoi", {OFFICER, CARRIER}, {State.PREPARED}, State.INVITED,
        "CPCE L125-1 al. 2",
        guards=(deposit.dispatch_day, deposit.letter_number), effects=("tell_creditor",),
    ),
    _row(
        Act.ANSWER_ACCEPT, "Accepter de participer", {DEBTOR, OFFICER}, {State.INVITED}, None,
        "CPCE R125-2 III 2°",
        guards=(g.channel, g.answered_in_time, g.capable), effects=("tell_office",),
    ),
    _row(
        Act.ANSWER_REFUSE, "Refuser de participer", {DEBTOR, OFFICER}, MONTH_RUNNING, None,
        "CPCE R125-2 III 3°",
        guards=(g.channel,), effects=("tell_office",),
    ),
    _row(
        Act.NOTE_ACCEPTANCE, "Constater l'acceptation", {OFFICER}, {State.INVITED}, State.PARTICIPATING,
        "CPCE R125-3",
        guards=(g.acceptance_received, g.authority_to_answer), effects=("tell_creditor", "tell_debtor"),
        documents=("acceptance_record",),
    ),
    _row(
        Act.NOTE_REFUSAL, "Constater le refus", {OFFICER}, {State.INVITED}, State.REFUSED,
        "CPCE R125-5 1°",
        guards=(g.refusal_received, g.authority_to_answer), effects=("tell_creditor", "tell_debtor"),
        documents=("outcome_record",),
    ),
    _row(
        Act.PROPOSE, "Proposer un accord", {OFFICER}, {State.PARTICIPATING, State.PROPOSED}, State.PROPOSED,
        "CPCE R125-4",
        guards=(g.in_time, g.terms, g.not_paid_by_others, g.solvent, g.no_family_tie),
        effects=("tell_creditor", "tell_debtor"),
        documents=("proposal",),
    ),
    _row(
        Act.COUNTER_OFFER, "Faire une contre-proposition", {CREDITOR, DEBTOR}, {State.PROPOSED}, None,
        "CPCE R125-4",
        guards=(g.in_time,), effects=("tell_office",),
    ),
    _row(
        Act.CONSENT_CREDITOR, "Consentir (créancier)", {CREDITOR}, {State.PROPOSED}, None,
        "CPCE L125-1 al. 3",
        guards=(g.in_time, g.version_exists), effects=("tell_office",),
    ),
    _row(
        Act.CONSENT_DEBTOR, "Consentir (débiteur)", {DEBTOR, OFFICER}, {State.PROPOSED}, None,
        "CPCE L125-1 al. 3",
        guards=(g.channel, g.in_time, g.version_exists, g.capable), effects=("tell_office",),
    ),
    _row(
        Act.NOTE_AGREEMENT, "Constater l'accord", {OFFICER}, {State.PROPOSED}, State.AGREED,
        "CPCE R125-5 4°",
        guards=(g.consents, g.authority_to_agree, g.extension, g.not_paid_by_others, *STILL_LAWFUL),
        effects=("tell_creditor", "tell_debtor"),
        documents=("agreement", "outcome_record"),
    ),
    _row(
        Act.REFUSE_TERMS, "Refuser les modalités", {DEBTOR, OFFICER}, {State.PROPOSED}, None,
        "CPCE R125-5 3°",
        guards=(g.channel, g.in_time), effects=("tell_office",),
    ),
    _row(
        Act.NOTE_TERMS_REFUSAL, "Constater le refus des modalités", {OFFICER}, {State.PROPOSED},
        State.TERMS_REFUSED,
        "CPCE R125-5 3°",
        guards=(g.terms_refusal_received, g.authority_to_agree, g.no_agreement_pending),
        effects=("tell_creditor", "tell_debtor"),
        documents=("outcome_record",),
    ),
    _row(
        Act.NOTE_EXPIRY, "Constater l'expiration du délai", {OFFICER}, MONTH_RUNNING, State.EXPIRED,
        "CPCE R125-5 2°",
        guards=(g.month_over, g.no_agreement_pending), effects=("tell_creditor", "tell_debtor"),
        documents=("outcome_record",),
    ),
    _row(
        Act.ISSUE_TITLE, "Délivrer le titre exécutoire", {OFFICER}, {State.AGREED}, State.TITLE_ISSUED,
        "CPCE R125-6",
        guards=(g.extension, *STILL_LAWFUL), effects=("deliver_title", "deliver_debtor_copy"),
        documents=("title", "debtor_copy"),
    ),
    _row(
        Act.RECORD_PAYMENT, "Enregistrer un paiement", {OFFICER}, OUTCOME_RECORDED | MONTH_RUNNING, None,
        "CPCE R125-7",
        guards=(g.payments_free, g.paid_once), effects=("tell_creditor", "tell_debtor"),
    ),
    _row(
        Act.CANCEL_PAYMENT, "Annuler un paiement enregistré", {OFFICER}, PAYMENTS_TOLD, None,
        "CPCE R125-7",
        guards=(g.payment_stands,), effects=("tell_creditor", "tell_debtor"), ordinary=True,
    ),
    _row(
        Act.UPDATE_CERTIFICATE, "Mettre à jour l'attestation de paiement", {OFFICER}, OUTCOME_RECORDED, None,
        "C. civ. 1342",
        guards=(g.certificate_untrue,), effects=("tell_creditor", "tell_debtor"), ordinary=True,
    ),
    _row(
        Act.APPOINT_ENFORCER, "Désigner l'étude chargée de l'exécution", {CREDITOR}, {State.TITLE_ISSUED}, None,
        "CPCE R125-8",
        guards=(g.another_office,), effects=("tell_office",),
    ),
    _row(
        Act.WITHDRAW, "Retirer le dossier", {CREDITOR}, OPEN - {State.AGREED}, State.WITHDRAWN,
        "C. civ. 2004",
        effects=("tell_office", "tell_debtor"),
    ),
    _row(
        Act.END, "Clore le dossier", {OFFICER}, OPEN - {State.DRAFT}, State.ENDED,
        "C. civ. 2003",
        effects=("tell_creditor", "tell_debtor"),
    ),
    _row(
        Act.CORRECT, "Corriger une inscription", {OFFICER}, frozenset(State), None,
        "CPCE R125-5",
        guards=(deposit.letter_number,), ordinary=True,
    ),
    _row(
        Act.REPORT_FACT, "Signaler un fait nouveau", {CREDITOR, OFFICER, DEBTOR},
        frozenset(State) - {State.DRAFT}, None,
        "CPCE R125-1 al. 1",
        effects=("tell_office",), ordinary=True,
    ),
    _row(
        Act.RENEW_CODE, "Renouveler le code", {OFFICER}, MONTH_RUNNING | OUTCOME_RECORDED, None,
        "CPCE R125-2 III 2°",
        effects=("send_code",), ordinary=True,
    ),
    _row(
        Act.COPY_TO_DRAFT, "Reprendre dans un nouveau brouillon", {CREDITOR},
        {State.DECLINED, State.WITHDRAWN, State.ENDED}, None,
        "CPCE L125-1 al. 1",
        ordinary=True,
    ),
)  # fmt: skip

PACK: Pack = {row.act: row for row in ROWS}
