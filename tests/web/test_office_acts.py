"""Each act of the office: by an officer, in turn, once; otherwise every reason and nothing done."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from dument.procedure.packs import pack
from dument.procedure.states import Actor
from dument.records.cases.models import Answer, Case, Decision, Party, Proposal
from dument.records.desk.models import Preparation
from dument.records.journal.models import Event, EventBody
from dument.records.money.models import Receipt
from dument.web.office.doings import DOINGS
from tests import stories


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the officer is signed in."""
    client.force_login(people.officer)
    return client


def seen(case: Case) -> dict[str, str]:
    """Return the version of the case as its page shows it now, and the last payment that it shows."""
    last = Receipt.objects.filter(case=case).order_by("-pk").first()
    receipt = {"receipt": str(last.pk)} if last else {}
    return {"version": str(Case.objects.get(pk=case.pk).version), **receipt}


def trace(case: Case) -> tuple[str, int, int]:
    """Return what must not move when an act is refused."""
    fresh = Case.objects.get(pk=case.pk)
    return fresh.state, fresh.version, Event.objects.filter(case=case).count()


def day(name: str, text: str) -> dict[str, str]:
    """Return the three boxes of a day written "31 3 2026"."""
    return {f"{name}_{box}": part for box, part in zip(("day", "month", "year"), text.split(), strict=True)}


REASON = {"reason": "other", "words": "Pièces illisibles."}
BY_POST = {"channel": "post", **day("posted_on", "20 10 2026"), "said_by": "le destinataire"}
EQUAL = {"amount": "1 214,20", "how": "equal", "count": "3", **day("first_day", "1 12 2026")}
# Act: the state from which it is done, what is filled, the state it leads to.
ACTS: dict[str, tuple[str, dict[str, str], str]] = {
    "record_dispatch": ("prepared", {**day("deposited_on", "13 10 2026"), "proof": "1A 2"}, "invited"),
    "answer_accept": ("invited", BY_POST, "invited"),
    "answer_refuse": ("invited", {"channel": "phone", "said_by": "le destinataire"}, "invited"),
    "note_acceptance": ("accepted", {}, "participating"),
    "note_refusal": ("refusal_received", {}, "refused"),
    "propose": ("participating", EQUAL, "proposed"),
    "consent_debtor": (
        "proposed",
        {**BY_POST, "channel": "office", "identity": "id_card", "written": "mille"},
        "proposed",
    ),
    "refuse_terms": ("proposed", {"channel": "phone", "said_by": "le destinataire"}, "proposed"),
    "note_agreement": ("consented", {}, "agreed"),
    "note_terms_refusal": ("terms_refusal_received", {}, "terms_refused"),
    "issue_title": ("agreed", {}, "title_issued"),
    "record_payment": ("agreed", {"amount": "414,20", "recipient": "officer"}, "agreed"),
    "cancel_payment": ("paid", {"because": "unpaid"}, "title_issued"),
    "update_certificate": ("paid_by_hand", {}, "title_issued"),
    "decline": ("submitted", REASON, "declined"),
    "end": ("invited", REASON, "ended"),
    "correct": ("invited", {"number": "1", "words": "Mandat du 4 octobre."}, "invited"),
    "report_fact": (
        "invited",
        {"kind": "insolvency", "insolvency": "collective", "said_by": "Bodacc", "text": "Annonce n° 12"},
        "invited",
    ),
    "renew_code": ("invited", {}, "invited"),
}


def path(case: Case, word: str) -> str:
    """Return the address of an act."""
    return f"/etude/dossiers/{case.reference}/actes/{word}"


def test_every_act_of_the_officer_has_its_page() -> None:
    of_officer = {act for act, row in pack("l125").items() if Actor.OFFICER in row.actors}
    assert set(DOINGS) == of_officer
    assert {act.value for act in of_officer} - set(ACTS) == {"prepare", "note_expiry"}


@pytest.mark.parametrize("word", ACTS)
def test_each_act_is_shown_then_done(desk: Client, people: stories.People, word: str) -> None:
    state, given, target = ACTS[word]
    case = stories.case_in(state, people)
    before = trace(case)
    assert desk.get(path(case, word)).status_code == 200
    assert trace(case) == before
    answer = desk.post(path(case, word), {**seen(case), **given})
    assert answer.status_code == (200 if word == "renew_code" else 302), answer.content.decode()
    assert trace(case) == (target, before[1] + 1, before[2] + 1)
    followed = desk.get(f"/etude/dossiers/{case.reference}").content.decode()
    assert ("c&#x27;est fait" in followed) is (word != "renew_code")


@pytest.mark.parametrize("word", ACTS)
def test_a_double_click_does_it_once(desk: Client, people: stories.People, word: str) -> None:
    state, given, _ = ACTS[word]
    case = stories.case_in(state, people)
    posted = {**seen(case), **given}
    desk.post(path(case, word), posted)
    after = trace(case)
    again = desk.post(path(case, word), posted)
    page = again.content.decode()
    assert again.status_code == 409
    assert again["Cache-Control"] == "private, no-store"
    assert "Rien n" in page
    assert trace(case) == after
    assert ('class="basis"' in page) is not ("confirmez à nouveau" in page)


@pytest.mark.parametrize("word", ["note_acceptance", "record_payment", "propose", "answer_refuse", "correct"])
def test_a_stale_page_keeps_what_was_typed(desk: Client, people: stories.People, word: str) -> None:
    state, given, _ = ACTS[word]
    case = stories.case_in(state, people)
    posted = {**seen(case), **given}
    desk.post(path(case, "correct"), {**seen(case), "number": "1", "words": "Une précision."})
    before = trace(case)
    answer = desk.post(path(case, word), posted)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "confirmez à nouveau" in page
    assert f'value="{before[1]}"' in page
    assert trace(case) == before
    for value in given.values():
        assert value in page
    assert desk.post(path(case, word), {**posted, **seen(case)}).status_code == 302


def test_a_number_of_another_letter_is_refused_and_put_right(desk: Client, people: stories.People) -> None:
    """The reason is told above the form, as it was filled; the other case's slip can be put right, then it passes."""
    sent, case = stories.case_in("invited", people), stories.case_in("prepared", people)
    typed = {**day("deposited_on", "13 10 2026"), "proof": stories.NUMBER}
    answer = desk.post(path(case, "record_dispatch"), {**seen(case), **typed})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "d&#x27;une autre lettre de l&#x27;étude" in page
    assert f'value="{stories.NUMBER}"' in page
    assert 'value="2026"' in page
    put_right = {"number": "3", "words": "Mal lu.", "letter_number": "1A 001 002 0035 2"}
    assert desk.post(path(sent, "correct"), {**seen(sent), **put_right}).status_code == 302
    assert "1A 001 002 0035 2" in desk.get(f"/etude/dossiers/{sent.reference}").content.decode()
    assert desk.post(path(case, "record_dispatch"), {**seen(case), **typed}).status_code == 302


@pytest.mark.parametrize("word", sorted({*ACTS, "prepare", "note_expiry"} - {"correct", "report_fact"}))
def test_out_of_turn_every_reason_comes_with_its_article(
    desk: Client, people: stories.People, word: str
) -> None:
    case = stories.case_in("declined", people)
    before = trace(case)
    assert "Cet acte est fermé aujourd" in desk.get(path(case, word)).content.decode()
    answer = desk.post(path(case, word), {**seen(case), **ACTS.get(word, ("", {}, ""))[1]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rien n" in page
    assert 'class="basis"' in page
    assert trace(case) == before


@pytest.mark.parametrize("word", ACTS)
@pytest.mark.parametrize("role", ["clerk", "accountant"])
def test_who_is_no_officer_reads_and_does_nothing(
    client: Client, people: stories.People, word: str, role: str
) -> None:
    state, given, _ = ACTS[word]
    case = stories.case_in(state, people)
    client.force_login(getattr(people, role))
    before = trace(case)
    page = client.get(path(case, word)).content.decode()
    answer = client.post(path(case, word), {**seen(case), **given})
    if (role, word) == ("accountant", "record_payment"):
        assert answer.status_code == 302
        assert Receipt.objects.get(case=case).amount_cents == 41420
        return
    assert "Réservé au commissaire de justice" in page
    assert ("Préparer pour la signature" in page) is (role == "clerk")
    assert answer.status_code == 403
    assert "Réservé au commissaire de justice" in answer.content.decode()
    assert trace(case) == before


@pytest.mark.parametrize("word", ACTS)
def test_a_clerk_prepares_and_the_officer_signs(client: Client, people: stories.People, word: str) -> None:
    state, given, target = ACTS[word]
    case = stories.case_in(state, people)
    before = trace(case)
    client.force_login(people.clerk)
    assert client.post(path(case, word), {**seen(case), **given, "preparer": "1"}).status_code == 302
    assert trace(case) == before
    assert "réparé, à signer" in client.get(f"/etude/dossiers/{case.reference}").content.decode()
    client.force_login(people.officer)
    page = client.get(path(case, word)).content.decode()
    assert "Préparé pour votre signature" in page
    assert "summary-of-errors" not in page
    for value in given.values():
        assert value in page
    assert trace(case) == before
    client.post(path(case, word), {**seen(case), **given})
    assert trace(case)[0] == target
    assert not Preparation.objects.exists()
    body = json.loads(bytes(EventBody.objects.get(event__case=case, event__number=before[2] + 1).content))
    assert body["prepared_by"] == str(people.clerk.pk)


def test_a_preparation_is_replaced_given_up_and_never_wrong(client: Client, people: stories.People) -> None:
    case = stories.case_in("participating", people)
    client.force_login(people.clerk)
    first = {**seen(case), **EQUAL, "preparer": "1"}
    assert client.post(path(case, "propose"), {**first, "amount": "zéro"}).status_code == 422
    assert client.post(path(case, "propose"), first).status_code == 302
    assert client.post(path(case, "propose"), {**first, "count": "2"}).status_code == 302
    assert Preparation.objects.get(case=case).given["count"] == "2"
    assert "csrfmiddlewaretoken" not in Preparation.objects.get(case=case).given
    Case.objects.filter(pk=case.pk).update(version=99)
    assert "Le dossier a changé depuis" in client.get(path(case, "propose")).content.decode()
    assert client.post(path(case, "propose"), {"renoncer": "1"}).status_code == 302
    assert not Preparation.objects.exists()


def test_an_accountant_prepares_nothing(client: Client, people: stories.People) -> None:
    case = stories.case_in("participating", people)
    client.force_login(people.accountant)
    assert client.post(path(case, "propose"), {**seen(case), **EQUAL, "preparer": "1"}).status_code == 403
    assert not Preparation.objects.exists()


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("record_dispatch", {"proof": ""}, "obligatoire"),
    ("record_dispatch", day("deposited_on", "11 10 2026"), "préparée que le 12/10/2026"),
    ("record_dispatch", day("deposited_on", "31 2 2026"), "calendrier"),
    ("answer_accept", {"channel": "phone"}, "valide"),
    ("answer_accept", {"channel": "online"}, "valide"),
    (
        "answer_accept",
        {"posted_on_day": "", "posted_on_month": "", "posted_on_year": ""},
        "date d&#x27;envoi",
    ),
    ("answer_accept", {"channel": "office"}, "quelle pièce vous avez vue"),
    ("answer_accept", {"channel": "office", "identity": "inconnue"}, "valide"),
    ("answer_refuse", {"channel": "online"}, "valide"),
    ("report_fact", {"kind": "unclaimed"}, "le jour que donne le suivi"),
    ("report_fact", {"kind": "unclaimed", **day("happened_on", "12 10 2026")}, "entre l&#x27;envoi"),
    ("report_fact", {"kind": "unclaimed", **day("happened_on", "27 10 2026")}, "entre l&#x27;envoi"),
    ("answer_refuse", {"said_by": ""}, "Dites qui a répondu"),
    ("report_fact", {"insolvency": ""}, "Dites laquelle"),
    ("report_fact", {"kind": "capacity"}, "curatelle ou une tutelle"),
    ("propose", {"amount": "-1"}, "négatif"),
    ("propose", {"amount": "0"}, "supérieur à zéro"),
    ("propose", {"count": "0"}, "supérieure ou égale"),
    ("propose", {"count": "361"}, "inférieure ou égale"),
    ("propose", {"count": ""}, "nombre d&#x27;échéances"),
    ("propose", {"count": "36"}, "confirmez que ce plan est voulu"),
    ("propose", {"amount": "0,02", "count": "3"}, "ne se partage pas"),
    ("propose", day("first_day", "1 10 2026"), "passée"),
    ("propose", {"how": "rows", "rows": ""}, "au moins une échéance"),
    ("propose", {"how": "rows", "rows": "bientôt 12"}, "écrivez la date puis le montant"),
    ("propose", {"how": "rows", "rows": "31/02/2027 12"}, "n&#x27;existe pas"),
    ("propose", {"how": "rows", "rows": "01/02/2027 0"}, "toujours positive"),
    ("propose", {"how": "rows", "rows": "01/02/2027 douze"}, "n&#x27;est pas un montant"),
    ("propose", {"how": "rows", "rows": "01/02/2027 100\n01/01/2027 100"}, "se suivent"),
    ("record_payment", {"amount": "-5"}, "négatif"),
    ("record_payment", {"amount": "0"}, "supérieur à zéro"),
    ("record_payment", {"amount": "1" * 12}, "milliard"),
    ("record_payment", {"recipient": "moi"}, "valide"),
    ("record_payment", day("received_on", "31 2 2026"), "n&#x27;existe pas"),
    ("decline", {"reason": "humeur"}, "valide"),
    ("end", {"words": ""}, "obligatoire"),
    ("correct", {"number": "99"}, "compte 3 inscriptions"),
    ("correct", {"number": "0"}, "supérieure ou égale"),
    ("correct", {"number": "2", "letter_number": "1A 7"}, "inscription de l&#x27;envoi"),
    ("report_fact", {"kind": "merchants"}, "facturée entre commerçants"),
    ("report_fact", {"kind": "address"}, "nouvelle adresse en entier"),
    (
        "report_fact",
        {"kind": "address", "address": "1 rue", "city": "X", "postcode": "00000"},
        "aucune commune",
    ),
]


@pytest.mark.parametrize(("word", "changes", "told"), WRONG)
def test_what_is_wrongly_filled_is_sent_back(
    desk: Client, people: stories.People, word: str, changes: dict[str, str], told: str
) -> None:
    state, given, _ = ACTS[word]
    case = stories.case_in(state, people)
    before = trace(case)
    answer = desk.post(path(case, word), {**seen(case), **given, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "À corriger" in page
    assert told in page
    assert trace(case) == before


REFUSED: list[tuple[str, str, dict[str, str], tuple[str, ...]]] = [
    (
        "record_payment",
        "agreed",
        {"amount": "414,20", "recipient": "officer", **day("received_on", "22 10 2026")},
        ("issue constatée le 23/10/2026", "CPCE R125-7"),
    ),
    ("propose", "participating", {**EQUAL, "amount": "1 300"}, ("dépasse la somme réclamée", "CPCE R125-4")),
    (
        "propose",
        "participating",
        {**EQUAL, "how": "rows", "rows": "01/12/2026 100"},
        ("Les échéances font 100,00", "CPCE R125-5 4°"),
    ),
    (
        "answer_accept",
        "invited",
        {**BY_POST, **day("posted_on", "1 10 2026")},
        ("cachet de la poste", "CPCE R125-2 III 2°"),
    ),
    (
        "record_dispatch",
        "prepared",
        {**day("deposited_on", "27 10 2026"), "proof": "1A"},
        ("date à venir", "CPC 668"),
    ),
    (
        "record_payment",
        "invited",
        {"amount": "10", "recipient": "officer"},
        ("Aucun paiement", "CPCE R125-7"),
    ),
]


@pytest.mark.parametrize(("word", "state", "given", "told"), REFUSED)
def test_what_the_law_refuses_says_why(
    desk: Client, people: stories.People, word: str, state: str, given: dict[str, str], told: tuple[str, ...]
) -> None:
    case = stories.case_in(state, people)
    before = trace(case)
    answer = desk.post(path(case, word), {**seen(case), **given})
    page = answer.content.decode()
    assert answer.status_code == 409
    for part in told:
        assert part in page
    assert trace(case) == before


def declare(desk: Client, case: Case, conflict: str) -> Any:
    """Post the officer's declaration."""
    return desk.post(f"/etude/dossiers/{case.reference}/conflit", {**seen(case), "conflict": conflict})


def test_no_letter_without_a_declaration(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    answer = desk.post(path(case, "prepare"), seen(case))
    assert answer.status_code == 409
    assert "Déclarez d&#x27;abord" in answer.content.decode()
    assert declare(desk, case, "none").status_code == 302
    assert desk.post(path(case, "prepare"), seen(case)).status_code == 302
    assert trace(case)[0] == "prepared"


def test_a_family_tie_closes_the_letter(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    declare(desk, case, "family_tie")
    answer = desk.post(path(case, "prepare"), seen(case))
    assert answer.status_code == 409
    assert "ord. 2016-728 art. 8" in answer.content.decode()
    assert desk.post(path(case, "decline"), {**seen(case), **REASON}).status_code == 302


@pytest.mark.parametrize("conflict", ["", "peut-être"])
def test_a_declaration_is_one_of_three(desk: Client, people: stories.People, conflict: str) -> None:
    case = stories.case_in("submitted", people)
    assert declare(desk, case, conflict).status_code == 422


def test_a_declaration_is_the_officer_s_and_made_once_a_page(
    desk: Client, client: Client, people: stories.People
) -> None:
    case = stories.case_in("submitted", people)
    posted = {**seen(case), "conflict": "doubt"}
    where = f"/etude/dossiers/{case.reference}/conflit"
    assert desk.get(where).status_code == 200
    assert desk.post(where, posted).status_code == 302
    again = desk.post(where, posted)
    assert again.status_code == 409
    assert "confirmez à nouveau" in again.content.decode()
    client.force_login(people.clerk)
    assert client.post(where, posted).status_code == 403


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "cochez la case"),
        ({"decide_quality_unknown": "on"}, "Écrivez votre raison"),
        ({"reason_quality_unknown": "Au vu des pièces."}, "cochez la case"),
        ({"decide_quality_unknown": "on", "reason_quality_unknown": "   "}, "Écrivez votre raison"),
    ],
)
def test_a_decision_needs_its_box_and_its_reason(
    desk: Client, people: stories.People, changes: dict[str, str], told: str
) -> None:
    case = stories.case_in("submitted", people, invoiced_between_merchants=None)
    declare(desk, case, "none")
    before = trace(case)
    answer = desk.post(path(case, "prepare"), {**seen(case), **changes})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert trace(case) == before


def test_a_decision_is_written_with_its_reason(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people, invoiced_between_merchants=None)
    declare(desk, case, "none")
    decision = {"decide_quality_unknown": "on", "reason_quality_unknown": "Devis au nom d'un particulier."}
    assert desk.post(path(case, "prepare"), {**seen(case), **decision}).status_code == 302
    assert Decision.objects.get(case=case).reason == "Devis au nom d'un particulier."
    page = desk.get(f"/etude/dossiers/{case.reference}/journal").content.decode()
    assert "Devis au nom d&#x27;un particulier." in page


def test_expiry_is_noted_the_day_after(desk: Client, people: stories.People, settings: Any) -> None:
    case = stories.case_in("invited", people)
    settings.DUMENT_DAY = "2026-11-13"
    assert desk.post(path(case, "note_expiry"), seen(case)).status_code == 409
    settings.DUMENT_DAY = "2026-11-14"
    assert desk.post(path(case, "note_expiry"), seen(case)).status_code == 302
    assert trace(case)[0] == "expired"


def test_an_acceptance_posted_in_time_is_taken_late(
    desk: Client, people: stories.People, settings: Any
) -> None:
    case = stories.case_in("invited", people)
    settings.DUMENT_DAY = "2026-11-17"
    late = {**BY_POST, **day("posted_on", "14 11 2026")}
    assert desk.post(path(case, "answer_accept"), {**seen(case), **late}).status_code == 409
    in_time = {**BY_POST, **day("posted_on", "13 11 2026")}
    assert desk.post(path(case, "answer_accept"), {**seen(case), **in_time}).status_code == 302
    assert Answer.objects.get(case=case).said_by == "le destinataire"


@pytest.mark.parametrize(
    ("given", "count", "first"),
    [
        ({"how": "once"}, 1, 121420),
        ({"how": "equal", "count": "3", **day("first_day", "1 12 2026")}, 3, 40473),
        ({"how": "rows", "rows": "01/12/2026 1 000,00\n\n4-1-2027 ; 214.20"}, 2, 100000),
        ({"how": "equal", "count": "30", **day("first_day", "1 12 2026"), "long": "on"}, 30, 4047),
    ],
)
def test_terms_are_proposed_as_typed(
    desk: Client, people: stories.People, given: dict[str, str], count: int, first: int
) -> None:
    case = stories.case_in("participating", people)
    answer = desk.post(path(case, "propose"), {**seen(case), "amount": "1214.20", **given})
    assert answer.status_code == 302, answer.content.decode()
    parts = list(Proposal.objects.get(case=case).instalments.all())
    assert len(parts) == count
    assert parts[0].amount_cents == first
    assert sum(part.amount_cents for part in parts) == 121420


def test_a_plan_is_computed_without_being_proposed(
    desk: Client, client: Client, people: stories.People
) -> None:
    case = stories.case_in("participating", people)
    before = trace(case)
    for who in (people.officer, people.clerk):
        client.force_login(who)
        answer = client.post(path(case, "propose"), {**seen(case), **EQUAL, "calculer": "1"})
        assert answer.status_code == 200
        assert "Échéancier calculé" in answer.content.decode()
    assert trace(case) == before


def test_a_long_plan_asks_to_be_confirmed_from_25(desk: Client, people: stories.People) -> None:
    case = stories.case_in("participating", people)
    for count, status in (("24", 302), ("25", 422)):
        answer = desk.post(path(case, "propose"), {**seen(case), **EQUAL, "count": count})
        assert answer.status_code == status


def test_the_new_code_is_shown_once_and_never_kept(desk: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    old = stories.code_of(case)
    answer = desk.post(path(case, "renew_code"), seen(case))
    new = stories.code_of(case)
    assert new != old
    assert new in answer.content.decode()
    assert old not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    for page in ("", "/journal", "/actes/renew_code"):
        assert new not in desk.get(f"/etude/dossiers/{case.reference}{page}").content.decode()


def test_a_payment_is_told_to_whom_and_of_which_day(desk: Client, people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    page = path(case, "record_payment")
    assert 'value="26"' in desk.get(page).content.decode(), "today is shown"
    told = {"amount": "414,20", "recipient": "creditor", **day("received_on", "24 10 2026")}
    desk.post(page, {**seen(case), **told})
    case.refresh_from_db()
    desk.post(page, {**seen(case), "amount": "1,00", "recipient": "officer"})
    rows = [(row.amount_cents, row.recipient, f"{row.on:%d}") for row in Receipt.objects.order_by("pk")]
    assert rows == [(41420, "creditor", "24"), (100, "officer", "26")]


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"kind": "insolvency", "insolvency": "overindebted"}, "insolvency", "overindebted"),
        ({"kind": "merchants", "merchants": "yes"}, "invoiced_between_merchants", True),
        ({"kind": "death"}, "insolvency", "none"),
    ],
)
def test_a_fact_changes_what_it_tells(
    desk: Client, people: stories.People, given: dict[str, str], field: str, value: object
) -> None:
    case = stories.case_in("invited", people)
    told = {"said_by": "le créancier", "text": "courriel du 20 octobre"}
    assert desk.post(path(case, "report_fact"), {**seen(case), **told, **given}).status_code == 302
    assert getattr(Case.objects.get(pk=case.pk), field) == value


def test_a_new_address_is_kept(desk: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    moved = {"kind": "address", "address": "1 cours Lafayette", "postcode": "69003", "city": "Lyon"}
    told = {"said_by": "la Poste", "text": "avis"}
    desk.post(path(case, "report_fact"), {**seen(case), **told, **moved})
    assert "1 cours Lafayette, 69003 Lyon" in desk.get(f"/etude/dossiers/{case.reference}").content.decode()


def test_a_protected_adult_must_be_assisted(desk: Client, people: stories.People) -> None:
    debtor = replace(stories.draft_given(people).debtor, kind="protected_adult")
    case = stories.case_in("invited", people, debtor=debtor)
    alone = desk.post(path(case, "answer_accept"), {**seen(case), **BY_POST, "quality": ""})
    assert alone.status_code == 409
    assert "curateur" in alone.content.decode()
    assisted = desk.post(path(case, "answer_accept"), {**seen(case), **BY_POST, "assisted": "on"})
    assert assisted.status_code == 302


def test_a_guardian_s_form_is_received(desk: Client, people: stories.People) -> None:
    """Paper has equal effect: he signs for the debtor (C. civ. 473), with his judgment; the officer decides on it."""
    debtor = replace(stories.draft_given(people).debtor, kind="protected_adult")
    case = stories.case_in("invited", people, debtor=debtor)
    Party.objects.filter(case=case, role="debtor").update(protection="guardianship")
    form = {**seen(case), **BY_POST, "said_by": "Dominique Berger", "quality": "guardian"}
    bare = desk.post(path(case, "answer_accept"), form)
    assert bare.status_code == 422
    assert "où vient son pouvoir" in bare.content.decode()
    assert (
        desk.post(path(case, "answer_accept"), {**form, "authority": "jugement du 3 mars"}).status_code == 302
    )
    found = Answer.objects.get(case=case)
    assert (found.quality, found.authority) == ("guardian", "jugement du 3 mars")
    assert "vérifiez son pouvoir" in desk.get(path(case, "note_acceptance")).content.decode()


def test_an_unknown_act_is_no_page(desk: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    for word in ("submit", "withdraw", "voler"):
        assert desk.get(path(case, word)).status_code == 404


def test_an_act_is_read_before_it_is_signed(desk: Client, people: stories.People) -> None:
    case = stories.case_in("refusal_received", people)
    before = trace(case)
    page = desk.get(path(case, "note_refusal")).content.decode()
    draft = f"{path(case, 'note_refusal')}/projet/outcome_record"
    assert draft in page
    answer = desk.get(draft)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"signed by" not in answer.content
    assert trace(case) == before
    assert desk.get(f"{path(case, 'note_expiry')}/projet/outcome_record").status_code == 409
    for unknown in ("note_refusal/projet/title", "propose/projet/proposal", "rien/projet/title"):
        assert desk.get(path(case, unknown)).status_code == 404
    desk.force_login(people.clerk)
    assert desk.get(draft).status_code == 200
