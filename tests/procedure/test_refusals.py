"""What a person is told when the table stops him, word for word, and by which articles."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dument.procedure import machine
from dument.procedure.facts import Attempt, Facts, Instalment, InterestPlan, Month, Proposal
from dument.procedure.states import Act, Actor, State
from tests.procedure.lives import (
    AFTER,
    BOTH_CONSENT,
    DISPATCHED,
    IN_TIME,
    LAST_DAY,
    PACK,
    attempt,
    facts,
    running,
)

OFFICER, CREDITOR, DEBTOR, CARRIER = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR, Actor.CARRIER
FILED = date(2026, 10, 5)
INVITED, TITLED = running(State.INVITED), running(State.TITLE_ISSUED)
ON_SUNDAY = Month(dispatched_on=date(2026, 9, 25), raw_last_day=date(2026, 10, 22), last_day=LAST_DAY)
ON_EXTENSION = running(consents=BOTH_CONSENT, month=ON_SUNDAY)
TWO = tuple(Proposal(version=n, amount=Decimal(1000)) for n in (1, 2))
HALVES = (Instalment(on=date(2026, 12, 1), amount=Decimal("500.00")),) * 2
BORNE = (
    "letter_number_borne",
    "Ce numéro de recommandé est déjà celui d'une autre lettre de l'étude : un numéro ne prouve qu'un dépôt. Recopiez "
    "celui de cette lettre sur le bordereau. Si c'est dans l'autre dossier qu'il est faux, corrigez-y d'abord "
    "l'inscription de l'envoi.",
    ("CPCE R125-2 I", "CPCE L125-1 al. 2"),
)

REFUSALS: list[tuple[Facts, Attempt, list[tuple[str, str, tuple[str, ...]]]]] = [
    (
        facts(due_on=date(2016, 5, 1), mandate_on=date(2016, 5, 1), interest_plan=None),
        attempt(Act.SUBMIT, CREDITOR, date(2016, 5, 31)),
        [
            (
                "unknown_law_for_day",
                "Plafond de la créance, principal et intérêts : aucune valeur connue au 31 mai 2016 ; les valeurs "
                "lues vont du 1er juin 2016. Le calcul s'arrête là : une valeur non publiée ne se devine pas.",
                ("C. civ. 1",),
            ),
        ],
    ),
    (
        facts(debtor_country="BE"),
        attempt(Act.SUBMIT, CREDITOR, FILED),
        [
            (
                "debtor_abroad",
                "Le débiteur n'a ni domicile ni résidence en France : aucun commissaire de justice n'est compétent "
                "pour cette procédure. Voyez l'injonction de payer européenne.",
                ("CPCE R125-1 al. 1",),
            )
        ],
    ),
    (
        facts(debtor_postcode="00000"),
        attempt(Act.SUBMIT, CREDITOR, FILED),
        [
            (
                "wrong_court",
                "Le code postal 00000 n'est celui d'aucune commune. S'il s'agit d'un code CEDEX, cherchez la "
                "commune par son nom.",
                ("CPCE R125-1 al. 1",),
            )
        ],
    ),
    (
        facts(debtor_country="PF", debtor_postcode="98714"),
        attempt(Act.SUBMIT, CREDITOR, FILED),
        [
            (
                "wrong_court",
                "La procédure ne s'applique pas, ou n'est pas ouverte ici, sur ce territoire.",
                ("CPCE R125-1 al. 1", "CPCE R641-1"),
            )
        ],
    ),
    (
        facts(office_court="Paris"),
        attempt(Act.SUBMIT, CREDITOR, FILED),
        [
            (
                "wrong_court",
                "Le débiteur demeure dans le ressort de la cour d'appel d'Aix-en-Provence et l'étude relève d'un "
                "autre (cour d'appel de Paris). Choisissez une étude de ce ressort.",
                ("CPCE R125-1 al. 1", "ord. 2016-728 art. 2 I"),
            )
        ],
    ),
    (
        facts(office_court=None),
        attempt(Act.SUBMIT, CREDITOR, FILED),
        [
            (
                "wrong_court",
                "Le débiteur demeure dans le ressort de la cour d'appel d'Aix-en-Provence et aucune étude n'est "
                "choisie. Choisissez une étude de ce ressort.",
                ("CPCE R125-1 al. 1", "ord. 2016-728 art. 2 I"),
            )
        ],
    ),
    (
        facts(State.SUBMITTED, missing_mentions=("le nom", "l'objet")),
        attempt(Act.PREPARE, OFFICER, FILED),
        [("missing_mention", "Il manque à la lettre : le nom ; l'objet.", ("CPCE R125-2",))],
    ),
    (
        facts(State.PREPARED, prepared_on=DISPATCHED),
        attempt(Act.RECORD_DISPATCH, CARRIER, DISPATCHED, deposited_on=DISPATCHED + timedelta(days=1)),
        [
            (
                "too_early",
                "La preuve de dépôt porte une date à venir : vérifiez le bordereau.",
                ("CPC 668", "CPC 669"),
            )
        ],
    ),
    (
        facts(State.PREPARED, prepared_on=DISPATCHED),
        attempt(Act.RECORD_DISPATCH, CARRIER, DISPATCHED, deposited_on=DISPATCHED - timedelta(days=1)),
        [
            (
                "too_early",
                "La preuve de dépôt est antérieure à la lettre, établie le 13/10/2026 : vérifiez le bordereau.",
                ("CPC 668", "CPC 669"),
            )
        ],
    ),
    (
        facts(State.PREPARED, prepared_on=DISPATCHED, number_borne=True),
        attempt(Act.RECORD_DISPATCH, OFFICER, DISPATCHED),
        [BORNE],
    ),
    (
        facts(State.INVITED, prepared_on=DISPATCHED, number_borne=True),
        attempt(Act.CORRECT, OFFICER, DISPATCHED),
        [BORNE],
    ),
    (
        INVITED,
        attempt(Act.ANSWER_ACCEPT, DEBTOR, AFTER),
        [
            (
                "late",
                "Le délai d'un mois à compter de l'envoi de la lettre a pris fin le 13/11/2026 à minuit.",
                ("CPCE L125-1 al. 2", "CPCE R125-2 III 2°", "CPCE R125-5 2°"),
            )
        ],
    ),
    (
        INVITED,
        attempt(Act.ANSWER_ACCEPT, DEBTOR, IN_TIME, channel="post", posted_on=DISPATCHED - timedelta(days=1)),
        [
            (
                "too_early",
                "La date d'envoi du formulaire doit se situer entre l'envoi de la lettre et le jour de sa "
                "réception : vérifiez le cachet de la poste.",
                ("CPCE R125-2 III 2°",),
            )
        ],
    ),
    (
        INVITED,
        attempt(Act.ANSWER_REFUSE, OFFICER, channel="online"),
        [
            (
                "wrong_actor",
                "Une réponse en ligne appartient au débiteur seul. L'étude ne saisit que ce qui vient par "
                "courrier, à l'étude ou par téléphone.",
                ("CPCE R125-2 III 2°",),
            )
        ],
    ),
    (
        INVITED,
        attempt(Act.ANSWER_ACCEPT, OFFICER, channel="phone"),
        [
            (
                "channel_not_allowed",
                "On peut refuser par téléphone, pas accepter : il faut un formulaire, une réponse en ligne ou un "
                "émargement à l'étude.",
                ("CPCE R125-2 III 2°", "CPCE R125-2 III 3°"),
            )
        ],
    ),
    (
        running(State.INVITED, acceptance_received=False),
        attempt(Act.NOTE_ACCEPTANCE, OFFICER),
        [
            (
                "not_accepted",
                "Aucune acceptation du débiteur n'a été reçue, ou il a refusé depuis : il n'y a rien à constater.",
                ("CPCE R125-3",),
            )
        ],
    ),
    (
        running(State.INVITED, refusal_received=False),
        attempt(Act.NOTE_REFUSAL, OFFICER),
        [
            (
                "wrong_state",
                "Aucun refus du débiteur n'a été reçu, ou il a accepté depuis : enregistrez d'abord celui qui est "
                "venu, par quelque moyen que ce soit.",
                ("CPCE R125-2 III 3°", "CPCE R125-5 1°"),
            )
        ],
    ),
    (
        running(terms_refusal_received=False),
        attempt(Act.NOTE_TERMS_REFUSAL, OFFICER),
        [
            (
                "wrong_state",
                "Aucun refus de la dernière proposition n'a été reçu : enregistrez-le d'abord.",
                ("CPCE R125-5 3°",),
            )
        ],
    ),
    (
        running(),
        attempt(Act.PROPOSE, OFFICER, amount=Decimal("1214.21"), instalments=HALVES),
        [
            (
                "amount_above_claim",
                "Le montant proposé (1 214,21 €) dépasse la somme réclamée (1 214,20 €) : on ne peut convenir que "
                "d'autant ou de moins.",
                ("CPCE R125-4", "C. civ. 1350"),
            ),
            (
                "schedule_does_not_sum",
                "Les échéances font 1 000,00 € et non 1 214,21 €.",
                ("CPCE R125-5 4°",),
            ),
        ],
    ),
    (
        running(),
        attempt(Act.CONSENT_CREDITOR, CREDITOR, version=7),
        [("wrong_state", "La proposition n° 7 n'existe pas dans ce dossier.", ("CPCE R125-4",))],
    ),
    (
        running(),
        attempt(Act.NOTE_AGREEMENT, OFFICER),
        [
            (
                "consent_missing",
                "Il manque, sur la dernière proposition, le consentement du créancier et du débiteur.",
                ("CPCE L125-1 al. 3", "CPCE R125-5 4°"),
            )
        ],
    ),
    (
        running(consents=BOTH_CONSENT[:1]),
        attempt(Act.NOTE_AGREEMENT, OFFICER),
        [
            (
                "consent_missing",
                "Il manque, sur la dernière proposition, le consentement du débiteur.",
                ("CPCE L125-1 al. 3", "CPCE R125-5 4°"),
            )
        ],
    ),
    (
        running(proposals=TWO, consents=BOTH_CONSENT),
        attempt(Act.NOTE_AGREEMENT, OFFICER),
        [
            (
                "consent_missing",
                "Il manque, sur la dernière proposition, le consentement du créancier et du débiteur.",
                ("CPCE L125-1 al. 3", "CPCE R125-5 4°"),
            ),
            (
                "consents_differ",
                "Les parties n'ont pas consenti à la même proposition, la dernière : il n'y a pas d'accord sur le "
                "montant et les modalités.",
                ("CPCE L125-1 al. 3", "CPCE R125-5 4°"),
            ),
        ],
    ),
    (
        ON_EXTENSION,
        attempt(Act.NOTE_AGREEMENT, OFFICER),
        [
            (
                "relies_on_extension",
                "L'accord date du 23/10/2026, après le 22/10/2026 : il n'est dans le délai que si celui-ci est "
                "prorogé au jour ouvrable. Le commissaire de justice en décide.",
                ("CPCE R125-5 4°", "CPC 642"),
            )
        ],
    ),
    (
        INVITED,
        attempt(Act.NOTE_EXPIRY, OFFICER, LAST_DAY),
        [
            (
                "too_early",
                "Le délai d'un mois court jusqu'au 13/11/2026 à minuit : l'expiration ne peut être constatée que le "
                "lendemain.",
                ("CPCE R125-5 2°", "CPC 641", "CPC 642"),
            )
        ],
    ),
    (
        running(consents=BOTH_CONSENT),
        attempt(Act.NOTE_EXPIRY, OFFICER, AFTER),
        [
            (
                "agreement_pending",
                "Les deux parties ont consenti dans le délai, le 23/10/2026 : constatez l'accord.",
                ("CPCE R125-5 4°",),
            )
        ],
    ),
    (
        running(State.INVITED),
        attempt(Act.RECORD_PAYMENT, OFFICER),
        [
            (
                "payment_locked",
                "Aucun paiement ne peut avoir lieu depuis l'envoi de la lettre tant que l'issue n'est pas "
                "constatée.",
                ("CPCE R125-7",),
            )
        ],
    ),
    (
        facts(State.EXPIRED),
        attempt(Act.RECORD_DISPATCH, DEBTOR),
        [
            (
                "wrong_state",
                "« Enregistrer l'envoi » n'est pas possible à ce stade du dossier (délai d'un mois expiré).",
                ("CPCE L125-1 al. 2",),
            ),
            (
                "wrong_actor",
                "« Enregistrer l'envoi » appartient à : le commissaire de justice ou le transporteur, et non à : le "
                "débiteur.",
                ("CPCE L125-1 al. 2",),
            ),
        ],
    ),
]


def told(known: Facts, tried: Attempt) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return each reason with ordinary spaces, which a test can show."""
    return [
        (one.code, one.message.replace("\u00a0", " ").replace("\u202f", " "), one.basis)
        for one in machine.reasons_against(PACK, known, tried)
    ]


@pytest.mark.parametrize(("known", "tried", "expected"), REFUSALS)
def test_a_refusal_is_told_with_its_articles(
    known: Facts, tried: Attempt, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert told(known, tried)[: len(expected)] == expected


def test_a_refusal_carries_every_sentence() -> None:
    with pytest.raises(machine.Refused) as refusal:
        machine.fire(PACK, facts(State.EXPIRED), attempt(Act.RECORD_DISPATCH, DEBTOR))
    assert str(refusal.value) == " ".join(sentence for _, sentence, _ in REFUSALS[-1][2])


def test_a_judgment_names_its_row_and_what_was_decided() -> None:
    decided = machine.judge(
        PACK,
        ON_EXTENSION,
        attempt(Act.NOTE_AGREEMENT, OFFICER, AFTER, decide=frozenset({"relies_on_extension"})),
    )
    assert (decided.row.act, decided.reasons, decided.warnings) == (Act.NOTE_AGREEMENT, (), ())
    assert [one.code for one in decided.decided] == ["relies_on_extension"]


@pytest.mark.parametrize(
    ("deposited_on", "against"),
    [(date(2026, 10, 11), ["too_early"]), (date(2026, 10, 12), []), (DISPATCHED, [])],
)
def test_a_letter_is_not_posted_before_it_is_made(deposited_on: date, against: list[str]) -> None:
    known = facts(State.PREPARED, prepared_on=date(2026, 10, 12))
    tried = attempt(Act.RECORD_DISPATCH, CARRIER, DISPATCHED, deposited_on=deposited_on)
    assert [code for code, _, _ in told(known, tried)] == against


def test_an_office_asked_what_is_open_needs_no_channel() -> None:
    for actor in (OFFICER, DEBTOR):
        for act in (Act.ANSWER_ACCEPT, Act.ANSWER_REFUSE):
            asking = Attempt(act=act, actor=actor, on=IN_TIME, place_day=IN_TIME, details=None)
            assert told(INVITED, asking) == []


def test_interest_runs_at_the_rate_of_its_plan_for_its_creditor() -> None:
    """4 950 € from 1 January: the legal rate of an individual passes 5 000 € before that of a company."""
    plan = InterestPlan(first_day=date(2026, 1, 1), rate="legal")
    claim: dict[str, Any] = {"principal": Decimal(4950), "interest": Decimal(0), "interest_plan": plan}
    claim |= {"due_on": date(2025, 12, 31), "mandate_on": date(2026, 1, 1)}
    on = date(2026, 5, 1)
    by_person = told(facts(creditor="consumer", **claim), attempt(Act.SUBMIT, CREDITOR, on))
    by_company = told(facts(creditor="company", **claim), attempt(Act.SUBMIT, CREDITOR, on))
    assert [code for code, _, _ in by_person] == ["over_ceiling"]
    assert by_company == []
