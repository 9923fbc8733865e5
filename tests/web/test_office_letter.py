"""The letter's life at the office: tracked without moving the month, answered on paper, signed for; the margin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dument.actions import answers, margins
from dument.adapters.photos.local import LocalReader
from dument.ports.pdf import form_tag
from dument.procedure.margin import Margin
from dument.procedure.states import Actor
from dument.records.cases.models import Answer, Case
from dument.web.office.views_arrivals import read
from tests import stories
from tests.web.conftest import told


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the officer is signed in."""
    client.force_login(people.officer)
    return client


def day(name: str, text: str) -> dict[str, str]:
    """Return the three boxes of a day written "31 3 2026"."""
    return {f"{name}_{box}": part for box, part in zip(("day", "month", "year"), text.split(), strict=True)}


@pytest.mark.parametrize("kind", ["delivered", "unclaimed", "unknown_address", "returned"])
def test_tracking_is_kept_and_never_moves_the_month(desk: Client, people: stories.People, kind: str) -> None:
    case = stories.case_in("invited", people)
    fact = {
        "version": str(case.version), "kind": kind, "said_by": "La Poste", "text": "Suivi en ligne.",
        **day("happened_on", "15 10 2026"),
    }  # fmt: skip
    where = f"/etude/dossiers/{case.reference}"
    assert desk.post(f"{where}/actes/report_fact", fact).status_code == 302
    moved = Case.objects.get(pk=case.pk)
    unmoved = ("dispatched_on", "raw_last_day", "last_day", "state")
    assert [getattr(moved, name) for name in unmoved] == [getattr(case, name) for name in unmoved]
    page = told(desk.get(where))
    assert "Le 15 octobre 2026. Suivi en ligne." in page
    assert "le mois court de ce jour, quoi que dise la suite" in page
    desk.force_login(people.creditor_user)
    his = told(desk.get(f"/creance/{case.reference}"))
    assert ("ne semble pas avoir atteint votre débiteur" in his) == (kind != "delivered")


@pytest.mark.parametrize(
    ("scanned", "expected"),
    [
        (form_tag("acceptance_form", "DU-4K7M-2QWZ"), ("acceptance_form", "DU-4K7M-2QWZ")),
        (form_tag("refusal_form", "DU-4K7M-2QWZ"), ("refusal_form", "DU-4K7M-2QWZ")),
        ("https://dument.example/repondre?ref=DU-4K7M-2QWZ", ("", "DU-4K7M-2QWZ")),
        ("du 4k7m 2qwz", ("", "DU-4K7M-2QWZ")),
    ],
)
def test_what_is_scanned_or_typed_is_read(scanned: str, expected: tuple[str, str]) -> None:
    assert read(scanned) == expected


def test_a_form_scanned_leads_to_its_act(
    desk: Client, people: stories.People, strangers: stories.People
) -> None:
    case, other = stories.case_in("invited", people), stories.case_in("invited", strangers)
    tag = form_tag("acceptance_form", case.reference)
    answer = desk.post("/etude/courrier", {"scanned": tag})
    assert answer["Location"] == f"/etude/dossiers/{case.reference}/actes/answer_accept?channel=post"
    assert 'value="post" required checked' in told(desk.get(answer["Location"])).replace(
        'value="post" id="id_channel_0" required checked', 'value="post" required checked'
    ).replace('value="post" required id="id_channel_0" checked', 'value="post" required checked')
    assert desk.post("/etude/courrier", {"scanned": case.reference})["Location"].endswith(case.reference)
    for wrong in (form_tag("refusal_form", other.reference), "n'importe quoi", "DU-2222-2222"):
        page = desk.post("/etude/courrier", {"scanned": wrong})
        assert page.status_code == 422
        assert "Aucun dossier de l'étude ne porte cette référence" in told(page)


def test_a_photographed_form_leads_to_its_act(
    desk: Client, people: stories.People, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, seen = stories.case_in("invited", people), [form_tag("refusal_form", "DU-2222-2222")]
    monkeypatch.setattr(LocalReader, "codes", lambda _reader, photo: tuple(seen) if photo else ())

    def send(**typed: str) -> Any:
        photo = SimpleUploadedFile("formulaire.jpg", b"\xff\xd8\xff", "image/jpeg")
        return desk.post("/etude/courrier", {"photo": photo, **typed})

    assert "Aucun dossier de l'étude" in told(send())
    typed = send(scanned=form_tag("acceptance_form", case.reference))
    assert typed["Location"].endswith("/actes/answer_accept?channel=post")  # what is typed prevails
    seen[:] = [form_tag("refusal_form", case.reference)]
    assert send()["Location"] == f"/etude/dossiers/{case.reference}/actes/answer_refuse?channel=post"
    seen.append("https://autre.example")
    assert "Plusieurs codes QR" in told(send())
    seen.clear()
    unread = send()
    assert unread.status_code == 422
    assert "de plus près" in told(unread)
    assert "choisissez une photo" in told(desk.post("/etude/courrier", {"scanned": " "}))


def test_what_is_no_photograph_is_told_at_the_door(desk: Client, people: stories.People) -> None:
    sent = SimpleUploadedFile("scan.pdf", b"%PDF-1.7", "application/pdf")
    answer = desk.post("/etude/courrier", {"photo": sent})
    assert answer.status_code == 422
    assert "JPEG ou PNG" in told(answer)


def test_an_acceptance_signed_for_tells_the_identity_seen(desk: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    assert "accepte de participer" in told(desk.get(f"/etude/dossiers/{case.reference}/emargement"))
    given = {
        "version": str(case.version), "channel": "office", "said_by": "Sacha Durand", "identity": "passport",
    }  # fmt: skip
    assert desk.post(f"/etude/dossiers/{case.reference}/actes/answer_accept", given).status_code == 302
    assert Answer.objects.get(case=case).said_by == "Sacha Durand (identité vue : passeport)"


def proposed(desk: Client, case: Case, **changes: str) -> str:
    """Return the page of a plan computed and not proposed."""
    given = {
        "version": str(case.version), "amount": "1 214,20", "how": "equal", "count": "3", "calculer": "1",
        **day("first_day", "1 12 2026"),
    }  # fmt: skip
    return told(desk.post(f"/etude/dossiers/{case.reference}/actes/propose", {**given, **changes}))


def test_the_margin_stands_beside_what_is_proposed(
    desk: Client, client: Client, people: stories.People
) -> None:
    case = stories.case_in("participating", people)
    where = f"/etude/dossiers/{case.reference}/actes/propose"
    assert "Le créancier n'en a pas donné" in told(desk.get(where))
    margin = Margin(instalments=4, months=6, rebate=Decimal(100), floor=Decimal(1000))
    margins.set_margin(
        case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-20"), margin=margin
    )
    assert "4 au plus" in told(desk.get(where))
    assert "tiennent dans la marge" in proposed(desk, case)
    page = proposed(desk, case, count="5", amount="1 100")
    assert "Ces conditions passent la marge" in page
    assert "5 échéances, pour 4 au plus" in page
    client.force_login(people.accountant)
    assert "4 au plus" not in told(client.get(where))


def test_counter_offers_stand_beside(desk: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    said: Any = answers.Said(text="Dix fois cent vingt euros.")
    answers.counter_offer(
        case_id=case.pk, by=people.by(Actor.DEBTOR), at=stories.instant("2026-10-22"), said=said
    )
    page = told(desk.get(f"/etude/dossiers/{case.reference}/actes/propose"))
    assert "Contre-propositions" in page
    assert "« Dix fois cent vingt euros. »" in page
