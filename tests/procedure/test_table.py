"""Each act from each state by each actor: allowed exactly where the page of the scenarios' words says.

The table is written here again, by hand, from that page; it is not read from the pack.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from dument.procedure import machine
from dument.procedure.facts import Attempt, Facts
from dument.procedure.packs import pack
from dument.procedure.states import (
    CLOSED,
    ENDINGS,
    FRUITLESS_ENDINGS,
    OPEN,
    OUTCOME_RECORDED,
    Act,
    Actor,
    State,
    payments_locked,
)
from tests.procedure.lives import AFTER, BOTH_CONSENT, IN_TIME, PACK, attempt, codes, facts, running

MONTH_RUNS = "invited participating proposed"
BEFORE_AGREED = f"draft submitted prepared {MONTH_RUNS}"
ENDED_BY_LAW = "agreed title_issued refused expired terms_refused"
ANY = f"{BEFORE_AGREED} {ENDED_BY_LAW} declined withdrawn ended"

# act: (who, from, to); "=" leaves the state unchanged.
TABLE = {
    "submit": ("creditor", "draft", "submitted"),
    "decline": ("officer", "submitted", "declined"),
    "prepare": ("officer", "submitted", "prepared"),
    "record_dispatch": ("carrier officer", "prepared", "invited"),
    "answer_accept": ("debtor officer", "invited", "="),
    "answer_refuse": ("debtor officer", MONTH_RUNS, "="),
    "note_acceptance": ("officer", "invited", "participating"),
    "note_refusal": ("officer", "invited", "refused"),
    "propose": ("officer", "participating proposed", "proposed"),
    "counter_offer": ("debtor creditor", "proposed", "="),
    "consent_creditor": ("creditor", "proposed", "="),
    "consent_debtor": ("debtor officer", "proposed", "="),
    "note_agreement": ("officer", "proposed", "agreed"),
    "refuse_terms": ("debtor officer", "proposed", "="),
    "note_terms_refusal": ("officer", "proposed", "terms_refused"),
    "note_expiry": ("officer", MONTH_RUNS, "expired"),
    "issue_title": ("officer", "agreed", "title_issued"),
    "record_payment": ("officer", ENDED_BY_LAW, "="),
    "appoint_enforcer": ("creditor", "title_issued", "="),
    "withdraw": ("creditor", BEFORE_AGREED, "withdrawn"),
    "end": ("officer", f"submitted prepared {MONTH_RUNS} agreed", "ended"),
    "correct": ("officer", ANY, "="),
}
# Beside the procedure: not tested by the scenarios.
ORDINARY = {
    "report_fact": ("creditor officer debtor", ANY.replace("draft ", ""), "="),
    "renew_code": ("officer", f"{MONTH_RUNS} {ENDED_BY_LAW}", "="),
    "copy_to_draft": ("creditor", "declined withdrawn ended", "="),
    "cancel_payment": ("officer", f"{ENDED_BY_LAW} ended", "="),
    "update_certificate": ("officer", ENDED_BY_LAW, "="),
}
# What each act brings so that nothing but its place in the table can be against it.
BROUGHT: dict[str, dict[str, Any]] = {
    "propose": {"amount": Decimal("1214.20")},
    "record_payment": {"amount": Decimal("100.00"), "recipient": "officer"},
    "appoint_enforcer": {"office": "other"},
}


def ideal(act: str, state: str) -> Facts:
    """Return facts that no guard of that act objects to."""
    return running(
        State(state),
        consents=BOTH_CONSENT if act in {"note_agreement", "issue_title"} else (),
        payments=int(act == "cancel_payment"),
        certificate="due" if act == "update_certificate" else "",
    )


def tried(act: str, actor: str) -> Attempt:
    """Return the act, on a good day, by a good means."""
    said = dict(BROUGHT.get(act, {}))
    if actor == "officer" and act in {"answer_accept", "answer_refuse", "consent_debtor", "refuse_terms"}:
        said["channel"] = "office"
    return attempt(Act(act), Actor(actor), AFTER if act == "note_expiry" else IN_TIME, **said)


def expected(act: str, state: str, actor: str) -> set[str]:
    """Return the codes that the page gives."""
    who, sources, _ = (TABLE | ORDINARY)[act]
    wrong = set()
    if act == "record_payment" and state in MONTH_RUNS.split():
        wrong.add("payment_locked")
    elif state not in sources.split():
        wrong.add("wrong_state")
    if actor not in who.split():
        wrong.add("wrong_actor")
    return wrong


@pytest.mark.parametrize("act", [*TABLE, *ORDINARY])
def test_act_is_open_exactly_where_the_page_says(act: str) -> None:
    for state, actor in product(ANY.split(), Actor):
        found = set(codes(ideal(act, state), tried(act, actor)))
        assert found == expected(act, state, actor), f"{act} by {actor} in {state}"


def test_the_page_names_every_act_and_every_state() -> None:
    assert set(TABLE) | set(ORDINARY) == {act.value for act in PACK} == {act.value for act in Act}
    assert sorted(ANY.split()) == sorted(state.value for state in State)


@pytest.mark.parametrize("act", [*TABLE, *ORDINARY])
def test_act_leads_where_the_page_says(act: str) -> None:
    row = PACK[Act(act)]
    assert (row.target or "=") == (TABLE | ORDINARY)[act][2]
    assert row.ordinary == (act in ORDINARY or act == "correct")


def test_states_are_open_or_closed_as_the_page_says() -> None:
    closed = ["declined", "title_issued", "refused", "expired", "terms_refused", "withdrawn", "ended"]
    assert {state.value for state in CLOSED} == set(closed)
    assert {state.value for state in OPEN} == set(ANY.split()) - set(closed)
    assert {state.value for state in OUTCOME_RECORDED} == set(ENDED_BY_LAW.split())


@pytest.mark.parametrize("state", ANY.split())
def test_payments_are_locked_from_dispatch_to_the_outcome(state: str) -> None:
    assert payments_locked(State(state)) == (state in MONTH_RUNS.split())


# act: the article it rests on, its name, the papers it makes, the messages that follow.
ARTICLES = {
    "submit": ("CPCE L125-1 al. 1", "Confier le dossier à l'étude", "", "tell_office"),
    "decline": ("ord. 2016-728 art. 8", "Décliner le dossier", "", "tell_creditor"),
    "prepare": (
        "CPCE R125-2",
        "Préparer la lettre",
        "conflict_declaration invitation acceptance_form refusal_form",
        "send_letter",
    ),
    "record_dispatch": ("CPCE L125-1 al. 2", "Enregistrer l'envoi", "", "tell_creditor"),
    "answer_accept": ("CPCE R125-2 III 2°", "Accepter de participer", "", "tell_office"),
    "answer_refuse": ("CPCE R125-2 III 3°", "Refuser de participer", "", "tell_office"),
    "note_acceptance": (
        "CPCE R125-3",
        "Constater l'acceptation",
        "acceptance_record",
        "tell_creditor tell_debtor",
    ),
    "note_refusal": ("CPCE R125-5 1°", "Constater le refus", "outcome_record", "tell_creditor tell_debtor"),
    "propose": ("CPCE R125-4", "Proposer un accord", "proposal", "tell_creditor tell_debtor"),
    "counter_offer": ("CPCE R125-4", "Faire une contre-proposition", "", "tell_office"),
    "consent_creditor": ("CPCE L125-1 al. 3", "Consentir (créancier)", "", "tell_office"),
    "consent_debtor": ("CPCE L125-1 al. 3", "Consentir (débiteur)", "", "tell_office"),
    "note_agreement": (
        "CPCE R125-5 4°",
        "Constater l'accord",
        "agreement outcome_record",
        "tell_creditor tell_debtor",
    ),
    "refuse_terms": ("CPCE R125-5 3°", "Refuser les modalités", "", "tell_office"),
    "note_terms_refusal": (
        "CPCE R125-5 3°",
        "Constater le refus des modalités",
        "outcome_record",
        "tell_creditor tell_debtor",
    ),
    "note_expiry": (
        "CPCE R125-5 2°",
        "Constater l'expiration du délai",
        "outcome_record",
        "tell_creditor tell_debtor",
    ),
    "issue_title": (
        "CPCE R125-6",
        "Délivrer le titre exécutoire",
        "title debtor_copy",
        "deliver_title deliver_debtor_copy",
    ),
    "record_payment": ("CPCE R125-7", "Enregistrer un paiement", "", "tell_creditor tell_debtor"),
    "cancel_payment": ("CPCE R125-7", "Annuler un paiement enregistré", "", "tell_creditor tell_debtor"),
    "update_certificate": (
        "C. civ. 1342",
        "Mettre à jour l'attestation de paiement",
        "",
        "tell_creditor tell_debtor",
    ),
    "appoint_enforcer": ("CPCE R125-8", "Désigner l'étude chargée de l'exécution", "", "tell_office"),
    "withdraw": ("C. civ. 2004", "Retirer le dossier", "", "tell_office tell_debtor"),
    "end": ("C. civ. 2003", "Clore le dossier", "", "tell_creditor tell_debtor"),
    "correct": ("CPCE R125-5", "Corriger une inscription", "", ""),
    "report_fact": ("CPCE R125-1 al. 1", "Signaler un fait nouveau", "", "tell_office"),
    "renew_code": ("CPCE R125-2 III 2°", "Renouveler le code", "", "send_code"),
    "copy_to_draft": ("CPCE L125-1 al. 1", "Reprendre dans un nouveau brouillon", "", ""),
}


@pytest.mark.parametrize("act", [*TABLE, *ORDINARY])
def test_act_rests_on_its_article_and_makes_its_papers(act: str) -> None:
    row = PACK[Act(act)]
    article, label, papers, messages = ARTICLES[act]
    assert (row.article, row.label) == (article, label)
    assert row.documents == tuple(papers.split())
    assert row.effects == tuple(messages.split())
    assert row.tolerant == (act == "submit"), "what the officer decides only warns the creditor who files"


def test_states_and_actors_are_named_in_french() -> None:
    assert {str(state): name for state, name in machine.STATE_LABELS.items()} == {
        "draft": "brouillon",
        "submitted": "confié à l'étude",
        "declined": "décliné par l'étude",
        "prepared": "lettre prête",
        "invited": "débiteur invité, le mois court",
        "participating": "le débiteur participe",
        "proposed": "accord proposé",
        "agreed": "accord constaté",
        "title_issued": "titre exécutoire délivré",
        "refused": "refus de participer constaté",
        "expired": "délai d'un mois expiré",
        "terms_refused": "refus des modalités constaté",
        "withdrawn": "retiré par le créancier",
        "ended": "clos par l'étude",
    }
    assert {str(actor): name for actor, name in machine.ACTOR_LABELS.items()} == {
        "creditor": "le créancier",
        "officer": "le commissaire de justice",
        "debtor": "le débiteur",
        "carrier": "le transporteur",
    }


def test_each_ending_is_that_of_its_number() -> None:
    assert {str(act): ending for act, ending in ENDINGS.items()} == {
        "note_refusal": "R125-5 1°",
        "note_expiry": "R125-5 2°",
        "note_terms_refusal": "R125-5 3°",
        "note_agreement": "R125-5 4°",
    }
    assert {"R125-5 1°", "R125-5 2°", "R125-5 3°"} == FRUITLESS_ENDINGS, "an agreement is not a vain attempt"


def test_fire_gives_the_row_or_every_reason() -> None:
    good = facts()
    judged = machine.fire(PACK, good, attempt(Act.SUBMIT, Actor.CREDITOR))
    assert judged.row.target is State.SUBMITTED
    with pytest.raises(machine.Refused) as refusal:
        machine.fire(PACK, facts(State.EXPIRED), attempt(Act.SUBMIT, Actor.DEBTOR))
    assert refusal.value.codes == ("wrong_state", "wrong_actor")
    assert refusal.value.act is Act.SUBMIT
    told = str(refusal.value)
    assert "délai d'un mois expiré" in told
    assert "appartient à : le créancier, et non à : le débiteur" in told


def test_an_unknown_procedure_is_named() -> None:
    with pytest.raises(LookupError, match="l127"):
        pack("l127")


def test_what_remains_open_after_each_ending() -> None:
    left = {
        state: {
            act.value
            for actor in Actor
            for act in machine.open_to(PACK, ideal("", state), actor, date(2026, 12, 1))
            if not PACK[act].ordinary
        }
        for state in (s.value for s in CLOSED)
    }
    assert left == {
        "declined": set(),
        "withdrawn": set(),
        "ended": set(),
        "refused": {"record_payment"},
        "expired": {"record_payment"},
        "terms_refused": {"record_payment"},
        "title_issued": {"record_payment", "appoint_enforcer"},
    }
