"""T10, T14, T15: nothing that is typed, asked or sent in a cookie breaks a page or deceives who reads it next."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from dument.records.cases.models import Case, Party
from dument.records.exchanges.models import Exchange
from dument.web import typed
from tests import stories
from tests.adapters.invoice_files import cii

# More figures than Python reads of a number, and more than a database keeps.
ENDLESS, HUGE = "9" * 5000, str(10**30)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\u202eSacha\u202c", "Sacha"),
        ("a\0b\x1b[31m\x7f\x85", "ab[31m"),
        ("\ufeffcaf\u00e9\u200b\u2066\u00ad\U000e0041", "café"),
        ("deux\nlignes\tet\r\nl'autre", "deux\nlignes\tet\r\nl'autre"),
        ("👩‍🌾 Şükran, 1\u202f214,20\u00a0€", "👩‍🌾 Şükran, 1\u202f214,20\u00a0€"),
    ],
)
def test_t15_what_nobody_sees_is_left_out_and_nothing_else(text: str, said: str) -> None:
    assert typed.seen(text) == said


def test_t15_names_of_boxes_and_repeated_values_too() -> None:
    request = RequestFactory().get("/", {"a\0": ["1\u202e", "2", ""]})
    typed.Seen(lambda _: None).process_view(request, None, (), {})  # type: ignore[arg-type, return-value]
    assert dict(request.GET.lists()) == {"a": ["1", "2", ""]}


@pytest.mark.parametrize(
    ("text", "is_"),
    [("1", 1), ("9999", 9999), ("10000", 7), ("0", 7), ("", 7), ("-1", 7), ("²", 7), ("٣", 7), (ENDLESS, 7)],
)
def test_t14_a_number_asked_for_is_one_or_none(text: str, is_: int) -> None:
    assert typed.number(text, 7) == is_


def test_t15_a_name_cannot_turn_round_what_others_read_after_it(people: stories.People) -> None:
    """A sign that turns the line round would be read as another sum on the debtor's page."""
    case, creditor = stories.case_in("draft", people), Client()
    creditor.force_login(people.creditor_user)
    told = {"name": "Sacha\u202e 00,1\0", "kind": "consumer", "address": "1 rue", "postcode": "75011"}
    told |= {"city": "Paris", "country": "FR", "insolvency": "none"}
    assert creditor.post(f"/creance/{case.reference}/debiteur", told).status_code == 302
    assert Party.objects.get(case=case, role="debtor").name == "Sacha 00,1"


def test_t10_a_message_with_a_null_byte_is_kept_without_it(people: stories.People) -> None:
    case, creditor = stories.case_in("invited", people), Client()
    creditor.force_login(people.creditor_user)
    assert creditor.post(f"/creance/{case.reference}/messages", {"text": "a\0b"}).status_code == 302
    assert Exchange.objects.get(case=case).text == "ab"


@pytest.mark.parametrize("asked", [ENDLESS, HUGE, "000001" + ENDLESS, "²"])
def test_t14_no_page_number_breaks_a_list(people: stories.People, asked: str) -> None:
    for who, addresses in (
        (people.officer, ("/etude/?page=", "/etude/repertoire?page=", "/etude/repertoire.csv?annee=")),
        (people.creditor_user, ("/creance/?page=", "/creance/mes-donnees?partie=")),
    ):
        client = Client()
        client.force_login(who)
        assert [client.get(f"{there}{asked}").status_code for there in addresses] == [200] * len(addresses)


@pytest.mark.parametrize("asked", [ENDLESS, HUGE, "-1", "moi"])
def test_t21_what_names_no_session_ends_none(people: stories.People, asked: str) -> None:
    here, there = Client(), Client()
    for one in (here, there):
        one.force_login(people.creditor_user)
    here.post("/compte/sessions", {"session": asked})
    assert there.get("/creance/").status_code == 200


@pytest.mark.parametrize("name", ["session", "origin", "appareil", "langue"])
def test_t10_a_null_byte_in_a_cookie_is_refused(client: Client, db: None, name: str) -> None:
    """A quoted cookie may write any byte (\\000), and PostgreSQL refuses to look for that one."""
    answer = client.get("/repondre", headers={"cookie": f'{name}="\\000abcdefghijkl"'})
    assert answer.status_code == 400


def test_t14_a_version_that_no_case_has_is_refused(people: stories.People) -> None:
    case, clerk = stories.case_in("invited", people), Client()
    clerk.force_login(people.clerk)
    there = f"/etude/dossiers/{case.reference}/actes/report_fact"
    told = {"version": HUGE, "preparer": "1", "kind": "dispute", "said_by": "x", "text": "x"}
    assert clerk.post(there, told).status_code == 422


@pytest.mark.parametrize("left_out", ["day", "month", "year"])
def test_t14_an_optional_day_begun_and_not_finished_is_asked_again(
    people: stories.People, left_out: str
) -> None:
    case, officer = stories.case_in("invited", people), Client()
    officer.force_login(people.officer)
    parts = {"happened_on_day": "2", "happened_on_month": "11", "happened_on_year": "2026"}
    del parts[f"happened_on_{left_out}"]
    told = {"version": str(case.version), "kind": "delivered", "said_by": "x", "text": "x", **parts}
    answer = officer.post(f"/etude/dossiers/{case.reference}/actes/report_fact", told)
    assert answer.status_code == 422
    assert "Indiquez le jour, le mois et l" in answer.content.decode()


@pytest.mark.parametrize(
    ("was", "becomes", "status"),
    [
        (b">1200.00</ram:DuePayableAmount", b">1200.005</ram:DuePayableAmount", 302),
        (b">1200.00</ram:DuePayableAmount", b">0.004</ram:DuePayableAmount", 422),
        (b"aurore.sansdelai@", b"m" * 400 + b"@", 302),
    ],
)
def test_t10_no_value_of_an_invoice_is_too_much_for_a_draft(
    people: stories.People, was: bytes, becomes: bytes, status: int
) -> None:
    invoice = cii()
    assert was in invoice
    creditor = Client()
    creditor.force_login(people.creditor_user)
    file = SimpleUploadedFile("facture.xml", invoice.replace(was, becomes), "text/xml")
    answer = creditor.post("/creance/nouveau", {"how": "invoice", "once": "x", "f-invoice": file})
    assert answer.status_code == status
    assert Case.objects.count() == (status == 302)
