"""The debtor's pages: the door, the case in every state, each act once and in its turn."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from dument.actions import answers, margins, negotiation, ordinary, outcomes, receipts
from dument.procedure.machine import Refused
from dument.procedure.margin import Margin
from dument.procedure.states import Actor
from dument.records.cases.models import Answer, Case, CodeTrial, Consent, Party, ReportedFact
from dument.records.journal.models import Event
from tests import stories
from tests.web.conftest import told

DEBTOR_STATES = [state for state in stories.STATES if state not in {"draft", "submitted", "declined"}]
ACTS = ["accepter", "refuser", "proposition", "proposition/refuser", "proposition/autre"]
# Which acts each state opens; everything else must refuse and change nothing.
OPEN = {
    "invited": {"accepter", "refuser"},
    "accepted": {"accepter", "refuser"},
    "refusal_received": {"accepter", "refuser"},
    "participating": {"refuser"},
    "proposed": {"refuser", "proposition", "proposition/refuser", "proposition/autre"},
    "terms_refusal_received": {"refuser", "proposition", "proposition/refuser", "proposition/autre"},
    "consented": {"refuser", "proposition", "proposition/refuser", "proposition/autre"},
}
SUM = {"figures": "1214,20", "letters": "mille deux cent quatorze euros et vingt centimes"}


def enter(client: Client, case: Case, **more: str) -> Any:
    """Open the case with its letter's code."""
    typed = {"reference": case.reference, "code": stories.code_of(case), "reader": "self"}
    return client.post("/repondre", typed | more)


def fields(act: str) -> dict[str, str]:
    """Return what a whole form of that act holds."""
    if act == "proposition":
        return {**SUM, "version": "1"}
    return {"text": "Cent euros par mois", "monthly": "100"} if act.endswith("autre") else {}


# -- the door -------------------------------------------------------------------------------------------


def test_code_opens_the_case_under_a_new_session_key(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    client.force_login(people.creditor_user)
    before = client.session.session_key
    assert enter(client, case)["Location"] == "/repondre/dossier"
    assert client.session.session_key != before
    assert "1\u202f214,20" in told(client.get("/repondre/dossier"))


def test_reference_may_come_from_the_qr(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    answer = client.get("/repondre", {"ref": case.reference})
    assert f'value="{case.reference}"' in told(answer)
    assert "Durand" not in told(answer)


@pytest.mark.parametrize("typed", ["{code}", "  {lower} ", "{joined}", "{hyphened}"])
def test_code_may_be_typed_as_one_likes(client: Client, people: stories.People, typed: str) -> None:
    case = stories.case_in("invited", people)
    code = stories.code_of(case)
    shapes = {
        "code": code, "lower": code.lower(), "joined": code.replace(" ", ""), "hyphened": code.replace(" ", "-"),
    }  # fmt: skip
    answer = enter(
        client, case, code=typed.format(**shapes), reference=case.reference.lower().replace("-", "")
    )
    assert answer.status_code == 302


def test_wrong_code_and_unknown_reference_read_the_same(client: Client, people: stories.People) -> None:
    case, other = stories.case_in("invited", people), stories.case_in("invited", people)
    wrong = enter(client, case, code=stories.code_of(other))
    unknown = enter(client, case, reference="DU-2222-3333")
    assert wrong.status_code == unknown.status_code == 422
    sentence = "La référence et le code ne vont pas ensemble"
    assert sentence in told(wrong)
    assert sentence in told(unknown)
    assert client.get("/repondre/dossier")["Location"] == "/repondre"


def test_five_wrong_codes_close_the_door(client: Client, people: stories.People) -> None:
    case, other = stories.case_in("invited", people), stories.case_in("invited", people)
    for _ in range(5):
        assert enter(client, case, code=stories.code_of(other)).status_code == 422
    answer = enter(client, case)
    assert answer.status_code == 429
    assert "Trop d'essais" in told(answer)


def test_slip_of_the_pen_is_told_and_does_not_count(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    code = stories.code_of(case)
    slip = ("3" if code[0] == "2" else "2") + code[1:]
    answer = enter(client, case, code=slip)
    assert answer.status_code == 422
    assert "faute de frappe" in told(answer)
    assert not CodeTrial.objects.exists()


def test_renewed_code_kills_the_former(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    old = stories.code_of(case)
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-20"))
    assert enter(client, case, code=old).status_code == 422
    assert enter(client, case).status_code == 302


SECRETS = ("Aubépine", "Durand", "Étude Lavigne", "1 214", "1\u202f214")


@pytest.mark.parametrize("reader", ["not_addressee", "moved"])
def test_who_is_not_the_addressee_sees_nothing_and_the_office_is_told(
    client: Client, people: stories.People, reader: str
) -> None:
    case = stories.case_in("invited", people)
    for _ in range(2):  # told twice a day, it is recorded once
        assert enter(client, case, reader=reader)["Location"] == "/repondre/pas-moi"
    page = told(client.get("/repondre/pas-moi"))
    assert "C'est noté" in page
    assert "n'habite pas à l'adresse indiquée" in page
    assert not any(secret in page for secret in SECRETS)
    assert client.get("/repondre/dossier")["Location"] == "/repondre/qui"
    assert not any(secret in told(client.get("/repondre/qui")) for secret in SECRETS)
    fact = ReportedFact.objects.get(case=case)
    assert fact.kind == reader
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.state, fresh.last_day) == (case.state, case.last_day)
    creditor = Client()
    creditor.force_login(people.creditor_user)
    steps = told(creditor.get(f"/creance/{case.reference}"))
    assert re.search(r"·\s*la personne qui tient la lettre\s*<", steps)  # it was not the debtor who said so
    officer = Client()
    officer.force_login(people.officer)
    assert "la personne qui tient la lettre dit" in told(
        officer.get(f"/etude/dossiers/{case.reference}/journal")
    )
    # It was a mistake: saying who one is opens the case, without the code again.
    assert client.post("/repondre/qui", {"reader": "self"})["Location"] == "/repondre/dossier"
    assert "1\u202f214,20" in told(client.get("/repondre/dossier"))


def test_without_a_code_nothing_is_recorded(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    answer = enter(client, case, reader="not_addressee", code="")
    assert answer["Location"] == "/repondre/pas-moi"
    assert "rien n'a été enregistré" in told(client.get("/repondre/pas-moi"))
    assert not ReportedFact.objects.filter(kind="not_addressee").exists()
    assert not CodeTrial.objects.exists()


def test_wrong_code_declares_nothing(client: Client, people: stories.People) -> None:
    case, other = stories.case_in("invited", people), stories.case_in("invited", people)
    assert enter(client, case, reader="moved", code=stories.code_of(other)).status_code == 422
    assert not ReportedFact.objects.filter(kind="moved").exists()


HELPER = {
    "reader": "helper",
    "name": "Lou Martin",
    "quality": "mandatary",
    "authority": "mandat du 3 novembre",
}


@pytest.mark.parametrize(
    ("change", "status"),
    [({}, 302), ({"name": ""}, 422), ({"quality": ""}, 422), ({"authority": ""}, 422), ({"reader": ""}, 422),
     ({"quality": "relative", "authority": ""}, 302)],
)  # fmt: skip
def test_helper_says_who_he_is_and_on_what_proof(
    client: Client, people: stories.People, change: dict[str, str], status: int
) -> None:
    case = stories.case_in("invited", people)
    assert enter(client, case, reader="helper")["Location"] == "/repondre/qui"
    assert client.get("/repondre/dossier")["Location"] == "/repondre/qui"
    assert client.post("/repondre/qui", HELPER | change).status_code == status
    page = told(client.get("/repondre/dossier", follow=True))
    assert ("Vous lisez ce dossier comme Lou Martin" in page) == (status == 302)


def test_what_a_helper_does_is_in_his_name_and_the_officer_decides(
    client: Client, people: stories.People
) -> None:
    case = stories.case_in("invited", people)
    enter(client, case, reader="helper")
    client.post("/repondre/qui", HELPER)
    client.post("/repondre/dossier/accepter")
    answer = Answer.objects.get(case=case)
    assert (answer.said_by, answer.quality, answer.authority) == (
        "Lou Martin", "mandatary", "mandat du 3 novembre",
    )  # fmt: skip
    officer, at = people.by(Actor.OFFICER), stories.instant("2026-10-27")
    with pytest.raises(Refused) as refused:
        outcomes.note_acceptance(case_id=case.pk, by=officer, at=at)
    assert refused.value.codes == ("authority_to_answer",)
    outcomes.note_acceptance(
        case_id=case.pk, by=officer, at=at, decide={"authority_to_answer": "Mandat écrit vu."}
    )
    assert Case.objects.get(pk=case.pk).state == "participating"


@pytest.mark.parametrize(
    ("state", "act", "first", "buttons"),
    [
        ("invited", "accepter", "Votre acceptation est enregistrée", ("accepter", "comprendre", "refuser")),
        ("invited", "refuser", "Votre refus est enregistré", ("accepter", "comprendre", "refuser")),
        ("proposed", "proposition/refuser", "Votre refus est enregistré",
         ("proposition", "proposition/autre", "proposition/refuser")),
    ],
)  # fmt: skip
def test_what_a_helper_answered_is_not_told_to_the_addressee_as_his_own(
    client: Client, people: stories.People, state: str, act: str, first: str, buttons: tuple[str, ...]
) -> None:
    case = stories.case_in(state, people)
    enter(client, case, reader="helper")
    client.post("/repondre/qui", HELPER)
    client.post(f"/repondre/dossier/{act}")
    assert first in told(client.get("/repondre/dossier"))
    enter(client, case)
    page = told(client.get("/repondre/dossier"))
    assert "Une autre personne a répondu" in page
    assert "Lou Martin (mandataire, mandat du 3 novembre)" in page
    assert first not in page
    assert all(f'href="/repondre/dossier/{button}"' in page for button in buttons)


def test_his_own_answer_prevails_and_the_officer_reads_both(client: Client, people: stories.People) -> None:
    case = stories.case_in("accepted", people)
    enter(client, case, reader="helper")
    client.post("/repondre/qui", HELPER)
    assert "L'acceptation est enregistrée" in told(client.get("/repondre/dossier"))
    for _ in range(2):
        client.post("/repondre/dossier/refuser")
    assert Answer.objects.filter(case=case, kind="refuse").count() == 1
    enter(client, case)
    page = told(client.get("/repondre/dossier"))
    assert "Votre acceptation est enregistrée" in page
    assert "Ce qu'une autre personne a répondu" in page
    client.force_login(people.officer)
    page = told(client.get(f"/etude/dossiers/{case.reference}"))
    assert "accepte de participer" in page
    assert 'par <span lang="fr">Lou Martin</span> (mandataire, mandat du 3 novembre)' in page
    assert "Ne compte pas tant que son pouvoir n'est pas établi" in page


def test_a_month_put_off_to_a_working_day_is_told_as_such(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    enter(client, case)
    assert ", un mois après l'envoi de la lettre" in told(client.get("/repondre/dossier"))
    Case.objects.filter(pk=case.pk).update(raw_last_day="2026-11-11")
    page = told(client.get("/repondre/dossier"))
    assert ", un mois après l'envoi de la lettre" not in page
    assert "finit le 11 novembre 2026, qui n'est pas un jour ouvrable" in page


@pytest.mark.parametrize("missing", [{"reader": ""}, {"reference": ""}, {"code": ""}, {"reader": "other"}])
def test_what_is_missing_is_told(client: Client, people: stories.People, missing: dict[str, str]) -> None:
    answer = enter(client, stories.case_in("invited", people), **missing)
    assert answer.status_code == 422
    assert "À corriger" in told(answer)
    assert "<title>Erreur : Répondre à une lettre" in re.sub(r"\s+", " ", told(answer)).replace("> ", ">")
    assert client.get("/repondre/dossier").status_code == 302


def test_half_an_hour_without_a_page_closes_the_case(
    client: Client, people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client, stories.case_in("invited", people))
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 29 * 60)
    assert client.get("/repondre/dossier").status_code == 200
    monkeypatch.setattr(time, "time", lambda: real() + 58 * 60)
    assert client.get("/repondre/dossier").status_code == 200
    monkeypatch.setattr(time, "time", lambda: real() + 89 * 60)
    assert client.get("/repondre/dossier")["Location"] == "/repondre"


def test_leaving_closes_the_case(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("invited", people))
    assert client.get("/repondre/quitter").status_code == 405
    assert client.post("/repondre/quitter")["Location"] == "/repondre"
    assert client.get("/repondre/dossier").status_code == 302


# -- the case, in every state ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", DEBTOR_STATES)
def test_case_reads_in_every_state(client: Client, people: stories.People, state: str) -> None:
    enter(client, stories.case_in(state, people))
    answer = client.get("/repondre/dossier")
    page = told(answer)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert all(part in page for part in ("Aubépine", "1\u202f214,20", "Vos droits", "Aide gratuite", "34 14"))
    assert not any(word in page.lower() for word in ("émolument", "honoraires", "tarif", ">payer"))
    locked = state in {"invited", "accepted", "refusal_received", "participating"} or "terms" in state
    locked = locked or state in {
        "proposed",
        "consented",
        "prepared",
    }  # prepared: the letter may be on its way
    assert ("Ne payez rien pendant ce mois" in page) == (locked and state != "terms_refused")


@pytest.mark.parametrize("state", DEBTOR_STATES)
def test_buttons_are_those_of_the_table(client: Client, people: stories.People, state: str) -> None:
    enter(client, stories.case_in(state, people))
    page = told(client.get("/repondre/dossier"))
    shown = {act for act in ACTS if f'href="/repondre/dossier/{act}"' in page}
    assert shown <= OPEN.get(state, set())
    if state == "invited":
        assert shown == {"accepter", "refuser"}
        assert "Il reste 18 jours." in page
        assert 'href="/repondre/dossier/comprendre"' in page
    if state == "proposed":
        assert shown == {"proposition", "proposition/refuser", "proposition/autre"}


@pytest.mark.parametrize("state", DEBTOR_STATES)
@pytest.mark.parametrize("act", ACTS)
def test_act_out_of_turn_is_refused_in_one_page(
    client: Client, people: stories.People, state: str, act: str
) -> None:
    case = stories.case_in(state, people)
    enter(client, case)
    path = f"/repondre/dossier/{act}"
    if act in OPEN.get(state, set()):
        assert client.get(path).status_code == 200
        return
    version = Case.objects.get(pk=case.pk).version
    for answer in (client.get(path), client.post(path, fields(act))):
        # What was already done by this debtor is told as done; anything else is refused with its article.
        assert answer.status_code == 409 or "Location" in answer
        if answer.status_code == 409:
            page = told(answer)
            assert "Rien n'a été modifié" in page
            assert "CPCE" in page
    assert Case.objects.get(pk=case.pk).version == version


@pytest.mark.parametrize("path", ["comprendre", "preuve"])
@pytest.mark.parametrize("state", ["prepared", "invited", "proposed", "title_issued", "expired"])
def test_other_pages_read_in_every_state(
    client: Client, people: stories.People, state: str, path: str
) -> None:
    enter(client, stories.case_in(state, people))
    assert client.get(f"/repondre/dossier/{path}").status_code == 200


def test_case_costs_few_queries(
    client: Client, people: stories.People, django_assert_max_num_queries: Any
) -> None:
    enter(client, stories.case_in("paid", people))
    with django_assert_max_num_queries(9):  # the session prolonged is three of them
        client.get("/repondre/dossier")


def test_payments_cover_the_earliest_first(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("paid", people))
    page = client.get("/repondre/dossier")
    read = page.context["read"]
    assert [str(due.left) for due in read.schedule] == ["0.00", "400.00", "400.00"]
    assert str(read.left_to_pay) == "800.00"


# -- the acts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "state", "kind"),
    [
        ("accepter", "invited", "accept"),
        ("refuser", "invited", "refuse"),
        ("refuser", "participating", "refuse"),
        ("proposition/refuser", "proposed", "refuse_terms"),
        ("proposition/autre", "proposed", "counter_offer"),
    ],
)
def test_act_is_recorded_once_however_often_it_is_clicked(
    client: Client, people: stories.People, act: str, state: str, kind: str
) -> None:
    case = stories.case_in(state, people)
    enter(client, case, reader="helper")
    client.post("/repondre/qui", HELPER)
    for _ in range(2):
        answer = client.post(f"/repondre/dossier/{act}", fields(act))
        assert answer["Location"] == "/repondre/dossier"
    recorded = Answer.objects.get(case=case, kind=kind)
    assert (recorded.channel, recorded.said_by) == ("online", "Lou Martin")
    page = told(client.get("/repondre/dossier"))
    assert "rien n'a été fait deux fois" in page
    proof = told(client.get("/repondre/dossier/preuve"))
    assert case.reference in proof
    assert Case.objects.get(pk=case.pk).head in proof


def test_of_two_answers_the_last_is_recorded_and_his_own_stands_before_a_helper_s(
    client: Client, people: stories.People
) -> None:
    case = stories.case_in("invited", people)
    enter(client, case)
    for act in ("refuser", "accepter", "refuser"):
        client.post(f"/repondre/dossier/{act}")
    assert [row.kind for row in Answer.objects.filter(case=case).order_by("pk")] == [
        "refuse",
        "accept",
        "refuse",
    ]
    helper = answers.Said(said_by="Lou Martin", quality="relative", authority="un mot de sa main")
    by, at = people.by(Actor.DEBTOR), stories.instant("2026-10-27")
    answers.refuse(case_id=case.pk, by=by, at=at, said=helper)
    client.post("/repondre/dossier/refuser")
    assert "rien n'a été fait deux fois" in told(client.get("/repondre/dossier"))  # his own still stands
    client.post("/repondre/dossier/accepter")
    assert Answer.objects.filter(case=case).latest("pk").quality == ""


def test_new_terms_are_open_to_who_refused_the_former(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    enter(client, case)
    client.post("/repondre/dossier/proposition/refuser")
    negotiation.propose(
        case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-24"), amount=Decimal(900)
    )
    assert "J'accepte cette proposition" in told(client.get("/repondre/dossier"))
    client.post("/repondre/dossier/proposition/refuser")
    refused = Answer.objects.filter(case=case, kind="refuse_terms").order_by("pk")
    assert [row.version for row in refused] == [1, 2]


def test_refusing_asks_for_no_reason(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("invited", people))
    page = told(client.get("/repondre/dossier/refuser"))
    form = page[page.index('<form method="post">') : page.rindex("</form>")]
    assert "<textarea" not in form
    assert form.count("<input") == 1  # the proof of origin


def test_who_refused_is_told_of_no_days_left(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("invited", people))
    assert "Il reste" in told(client.get("/repondre/dossier"))
    client.post("/repondre/dossier/refuser")
    page = told(client.get("/repondre/dossier"))
    assert "Votre refus est enregistré" in page
    assert "Il reste" not in page


def test_two_tabs_the_second_is_told(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    enter(client, case)
    assert client.get("/repondre/dossier/accepter").status_code == 200
    stories.STATES["withdrawn"][-1](people, case)
    answer = client.post("/repondre/dossier/accepter")
    assert answer.status_code == 409
    assert "retiré par le créancier" in told(answer)
    assert not Answer.objects.filter(case=case).exists()


@pytest.mark.parametrize(("day", "status"), [("2026-11-13", 302), ("2026-11-14", 409)])
def test_last_day_counts_and_the_next_does_not(
    client: Client, people: stories.People, settings: Any, day: str, status: int
) -> None:
    case = stories.case_in("invited", people)
    settings.DUMENT_DAY = day
    enter(client, case)
    answer = client.post("/repondre/dossier/accepter")
    assert answer.status_code == status
    assert Answer.objects.filter(case=case).exists() == (status == 302)
    if status == 409:
        assert "a pris fin le 13/11/2026" in told(answer)
        page = told(client.get("/repondre/dossier"))
        assert "Le mois est écoulé" in page
        assert "/repondre/dossier/accepter" not in page


def test_protected_adult_accepts_with_his_curator(client: Client, people: stories.People) -> None:
    debtor = stories.draft_given(people).debtor
    protected = type(debtor)(name="Sacha Durand", kind="protected_adult", postcode="75011", city="Paris")
    case = stories.case_in("invited", people, debtor=protected)
    enter(client, case)
    assert "Mon curateur m'assiste" in told(client.get("/repondre/dossier/accepter"))
    alone = client.post("/repondre/dossier/accepter")
    assert alone.status_code == 422
    assert "Cochez cette case quand votre curateur est d'accord" in told(alone)
    assert not Answer.objects.filter(case=case).exists()
    unnamed = client.post("/repondre/dossier/accepter", {"assisted": "on"})
    assert "Dites qui est votre curateur" in told(unnamed)
    helped = {"assisted": "on", "curator": "Marie Martin"}
    assert client.post("/repondre/dossier/accepter", helped).status_code == 302
    found = Answer.objects.get(case=case)
    assert (found.assisted, found.authority) == (True, "assistance de Marie Martin, curateur")
    Party.objects.filter(case=case, role="debtor").update(protection="guardianship")
    page = told(client.get("/repondre/dossier/accepter"))
    assert "c'est le tuteur qui répond" in page
    assert "J'accepte de participer" not in page
    client.force_login(people.officer)
    assert "faites confirmer son assistance" in told(client.get(f"/etude/dossiers/{case.reference}"))


# -- the terms ------------------------------------------------------------------------------------------


def test_consent_keeps_what_was_written(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    enter(client, case)
    for _ in range(2):
        answer = client.post("/repondre/dossier/proposition", {**SUM, "version": "1"})
        assert answer["Location"] == "/repondre/dossier"
    consent = Consent.objects.get(case=case, party="debtor")
    assert consent.version == 1
    assert consent.written == "1\u202f214,20\u00a0€ (mille deux cent quatorze euros et vingt centimes)"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"figures": "1214,21"}, "La somme proposée est"),
        ({"figures": "douze"}, "n'est pas un montant"),
        ({"figures": "0"}, "supérieur à zéro"),
        ({"figures": ""}, "obligatoire"),
        ({"letters": "mille deux cents euros"}, "n'écrivent pas la somme"),
        ({"letters": ""}, "obligatoire"),
    ],
)
def test_consent_wants_the_sum_of_the_terms(
    client: Client, people: stories.People, wrong: dict[str, str], sentence: str
) -> None:
    case = stories.case_in("proposed", people)
    enter(client, case)
    answer = client.post("/repondre/dossier/proposition", {**SUM, "version": "1"} | wrong)
    assert answer.status_code == 422
    assert sentence in told(answer)
    assert not Consent.objects.filter(case=case).exists()


def test_consent_to_terms_replaced_meanwhile_is_not_taken(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    enter(client, case)
    stories.STATES["proposed"][-1](people, case)  # the office proposes again
    answer = client.post("/repondre/dossier/proposition", {**SUM, "version": "1"}, follow=True)
    assert "une nouvelle proposition depuis" in told(answer)
    assert not Consent.objects.filter(case=case).exists()


def test_other_terms_reach_the_office(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    enter(client, case)
    assert client.post("/repondre/dossier/proposition/autre", {"text": ""}).status_code == 422
    client.post("/repondre/dossier/proposition/autre", fields("proposition/autre"))
    text = Answer.objects.get(case=case, kind="counter_offer").text
    assert text == "Je peux payer 100,00\u00a0€ par mois. Cent euros par mois"


# -- the files ------------------------------------------------------------------------------------------


def test_evidence_is_given(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("invited", people))
    answer = client.get("/repondre/dossier/piece/1")
    assert answer.content == stories.INVOICE
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/repondre/dossier/piece/2").status_code == 404


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("debtor_copy", 200),
        ("invitation", 200),
        ("agreement", 200),
        ("title", 404),
        ("conflict_declaration", 404),
    ],
)
def test_debtor_reads_the_papers_that_concern_him(
    client: Client, people: stories.People, kind: str, status: int
) -> None:
    enter(client, stories.case_in("title_issued", people))
    assert client.get(f"/repondre/dossier/document/{kind}/1").status_code == status
    assert (f"/document/{kind}/1" in told(client.get("/repondre/dossier"))) == (status == 200)


def test_lost_file_is_a_missing_page(client: Client, people: stories.People) -> None:
    from tests.fakes import MemoryStore

    case = stories.case_in("invited", people)
    enter(client, case)
    MemoryStore.papers.pop(case.evidences.get().sha256)
    assert client.get("/repondre/dossier/piece/1").status_code == 404


# -- what is kept, given and computed ----------------------------------------------------------------------


@pytest.mark.parametrize("state", ["invited", "proposed", "paid", "expired"])
def test_proof_tells_every_step_and_can_be_kept(client: Client, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    enter(client, case)
    assert "Lettre envoyée le 13/10/2026" in told(client.get("/repondre/dossier/preuve"))
    answer = client.get("/repondre/dossier/preuve.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]


def test_a_budget_leads_to_what_it_may_be_used_for(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("invited", people))
    assert "/repondre/dossier/possible" in told(client.post("/repondre/dossier/budget", {"income": "1450"}))
    assert "/repondre/dossier/possible" not in told(client.post("/repondre/dossier/budget", {"income": "0"}))


@pytest.mark.parametrize(
    ("file", "state"), [("preuve", "invited"), ("lettre-facile", "invited"), ("releve", "title_issued")]
)
def test_what_he_keeps_is_typeset_for_real(
    client: Client, people: stories.People, settings: Any, file: str, state: str
) -> None:
    enter(client, stories.case_in(state, people))
    settings.DUMENT_TYPESETTER = "dument.adapters.pdf.typst.TypstTypesetter"
    answer = client.get(f"/repondre/dossier/{file}.pdf")
    assert answer.status_code == 200
    assert len(answer.getvalue()) > 10_000


def test_proof_leaves_out_what_the_office_learned_from_others(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    ordinary.report_fact(
        case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-20"), kind="payment",
        changes={}, said_by="le créancier", text="Un chèque.",
    )  # fmt: skip
    enter(client, case)
    assert "Un chèque" not in told(client.get("/repondre/dossier/preuve"))


def test_proof_tells_a_correction_with_the_step_that_it_corrects(
    client: Client, people: stories.People
) -> None:
    case = stories.case_in("invited", people)
    lines = {line.type: line.number for line in Event.objects.filter(case=case)}
    for act, words in (("record_dispatch", "Postée le 14."), ("submit", "Entre eux seuls.")):
        ordinary.correct(
            case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-20"),
            number=lines[act], words=words,
        )  # fmt: skip
    enter(client, case)
    page = told(client.get("/repondre/dossier/preuve"))
    assert "Postée le 14." in page
    assert "Entre eux seuls." not in page


def test_all_paid_before_the_title_is_told_to_each(client: Client, people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    by, at = people.by(Actor.OFFICER), stories.instant("2026-10-26")
    enter(client, case)
    assert "L'étude va délivrer le titre" in told(client.get("/repondre/dossier"))
    receipts.record_payment(case_id=case.pk, by=by, at=at, amount=Decimal("1214.20"))
    debtor, creditor, officer = told(client.get("/repondre/dossier")), Client(), Client()
    assert "Si l'étude délivre encore le titre" in debtor
    assert "va délivrer le titre" not in debtor
    assert "Si vous ne payez pas" not in debtor
    creditor.force_login(people.creditor_user)
    assert "ne demandez plus rien au débiteur" in told(creditor.get(f"/creance/{case.reference}"))
    assert "Tout est payé, rien ne vous reste dû" in told(creditor.get("/creance/"))
    officer.force_login(people.officer)
    assert "à vous d'en décider" in told(officer.get(f"/etude/dossiers/{case.reference}"))


def test_all_is_paid_only_while_the_certificate_stands(client: Client, people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    by, at = people.by(Actor.OFFICER), stories.instant("2026-12-01")
    receipts.record_payment(case_id=case.pk, by=by, at=at, amount=Decimal("1214.20"))
    enter(client, case)
    assert "Tout est payé" in told(client.get("/repondre/dossier"))
    number = Event.objects.filter(case=case, type="record_payment").latest("number").number
    ordinary.correct(case_id=case.pk, by=by, at=at, number=number, words="Chèque revenu impayé.")
    assert "Tout est payé" not in told(client.get("/repondre/dossier"))


def test_before_the_dispatch_is_recorded_nothing_is_over(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("prepared", people))
    page = told(client.get("/repondre/dossier"))
    assert "La procédure est terminée" not in page
    assert "n'a pas commencé" not in page  # it runs from the dispatch, recorded or not (CPCE L125-1)
    assert "Ne payez rien pendant ce mois" in page


@pytest.mark.parametrize(
    ("state", "status"),
    [("prepared", 200), ("invited", 200), ("proposed", 200), ("agreed", 404), ("refused", 404)],
)
def test_easy_letter_is_given_as_long_as_it_may_be_answered(
    client: Client, people: stories.People, state: str, status: int
) -> None:
    enter(client, stories.case_in(state, people))
    assert client.get("/repondre/dossier/lettre-facile.pdf").status_code == status
    linked = "/repondre/dossier/lettre-facile.pdf" in told(client.get("/repondre/dossier"))
    assert linked == (state == "invited")


@pytest.mark.parametrize(("state", "status"), [("proposed", 404), ("agreed", 200), ("paid", 200)])
def test_statement_comes_with_the_agreement(
    client: Client, people: stories.People, state: str, status: int
) -> None:
    enter(client, stories.case_in(state, people))
    assert client.get("/repondre/dossier/releve.pdf").status_code == status


def test_payment_says_which_instalment_it_covers(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("paid", people))
    assert "414,20\u00a0€ pour l'échéance du 1er décembre 2026" in told(client.get("/repondre/dossier"))


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"email": "sacha@exemple.fr", "phone": "06 12 34 56 78"}, 302),
        ({"email": "", "phone": ""}, 302),
        ({"email": "sacha@", "phone": ""}, 422),
        ({"email": "", "phone": "appelez ma sœur"}, 422),
    ],
)
def test_contact_may_be_given_and_withdrawn(
    client: Client, people: stories.People, given: dict[str, str], status: int
) -> None:
    case = stories.case_in("invited", people)
    enter(client, case)
    assert client.post("/repondre/dossier/nouvelles", given).status_code == status
    debtor = Party.objects.get(case=case, role="debtor")
    assert debtor.email == (given["email"] if status == 302 else "")
    facts = ReportedFact.objects.filter(case=case, kind="contact").count()
    assert facts == (1 if status == 302 and given["email"] else 0)  # nothing changed, nothing recorded


BUDGET = {"income": "1500", "housing": "700", "food": "400"}


def test_budget_is_computed_and_kept_nowhere(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    enter(client, case)
    assert client.post("/repondre/dossier/budget", {"income": ""}).status_code == 422
    page = told(client.post("/repondre/dossier/budget", BUDGET))
    assert "Vous pourriez proposer 200,00\u00a0€ par mois" in page
    assert "en 7 mois" in page
    assert "surendettement" in told(client.post("/repondre/dossier/budget", BUDGET | {"food": "800"}))
    assert Case.objects.get(pk=case.pk).version == case.version
    assert "1500" not in str(dict(client.session.items()))


def test_budget_is_shared_on_purpose_only(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    enter(client, case)
    client.post("/repondre/dossier/budget", BUDGET | {"share": "1"})
    text = ReportedFact.objects.get(case=case, kind="budget").text
    assert text.startswith("Ressources du foyer : 1\u202f500,00\u00a0€ par mois.")
    assert "Peut proposer : 200,00\u00a0€ par mois." in text


def test_every_version_and_counter_offer_is_told(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    enter(client, case)
    client.post("/repondre/dossier/proposition/autre", fields("proposition/autre"))
    page = told(client.get("/repondre/dossier"))
    assert "Ce qui a été proposé" in page
    assert "Vous avez répondu :" in page
    assert "Cent euros par mois" in page


# -- the finder --------------------------------------------------------------------------------------------


def margined(people: stories.People, floor: str) -> Case:
    """Return an invited case whose creditor goes down to that many euros, in six payments at most."""
    case = stories.case_in("invited", people)
    bounds = Margin(instalments=6, months=6, rebate=Decimal("1000"), floor=Decimal(floor))
    at = stories.instant("2026-10-20")
    margins.set_margin(case_id=case.pk, by=people.by(Actor.CREDITOR), at=at, margin=bounds)
    return case


@pytest.mark.parametrize(
    ("amount", "count", "answer"),
    [
        ("1214,20", "6", "L'étude peut vous le proposer"),
        ("1214,20", "7", "Pas encore"),
        ("800", "6", "L'étude peut vous le proposer"),  # asked about 789,23 €
        ("780", "6", "Pas encore"),  # asked about 728,52 €
    ],
)
def test_finder_answers_yes_or_not_yet_and_shows_no_bound(
    client: Client, people: stories.People, amount: str, count: str, answer: str
) -> None:
    case = margined(people, "760.00")
    enter(client, case)
    page = told(client.post("/repondre/dossier/possible", {"amount": amount, "count": count}))
    assert answer in page
    assert "760" not in page
    assert "plus de chances" not in page  # nothing pushes him to offer more
    assert "Ce n'est pas reconnaître la dette" in page
    assert "ce que le débiteur dit pouvoir payer" in told(client.get("/repondre/dossier/preuve"))
    assert "Il vous reste 2 essais." in page


def test_finder_is_bounded_and_without_a_margin_it_is_not_yet(client: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    enter(client, case)
    for count in ("1", "1", "2", "3"):  # the very same is not one more asking
        answer = client.post("/repondre/dossier/possible", {"amount": "1214,20", "count": count})
        assert "Pas encore" in told(answer)
    page = told(client.post("/repondre/dossier/possible", {"amount": "1214,20", "count": "4"}))
    assert "Pas encore" not in page
    assert "vous avez fait vos essais" in page.lower()
    texts = ReportedFact.objects.filter(case=case, kind="offer").values_list("text", flat=True)
    assert len(texts) == 3
    assert all(text.startswith("Sans reconnaître la dette, ") for text in texts)  # C. civ. 2240


@pytest.mark.parametrize(
    "wrong", [{"amount": "1214,21"}, {"amount": "1"}, {"amount": ""}, {"count": "0"}, {"count": "37"}]
)
def test_finder_wants_a_sum_within_the_claim(
    client: Client, people: stories.People, wrong: dict[str, str]
) -> None:
    enter(client, stories.case_in("invited", people))
    answer = client.post("/repondre/dossier/possible", {"amount": "600", "count": "6"} | wrong)
    assert answer.status_code == 422
    assert not ReportedFact.objects.filter(kind="offer").exists()


def test_finder_closes_with_the_month(client: Client, people: stories.People) -> None:
    enter(client, stories.case_in("expired", people))
    assert client.get("/repondre/dossier/possible")["Location"] == "/repondre/dossier"
