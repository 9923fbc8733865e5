"""A draft, step by step: what is kept, what is refused, what is filed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dument.records.cases.models import Case, ClaimLine, Evidence, Party
from tests import stories
from tests.adapters.invoice_files import shared
from tests.web.conftest import told

DEBTOR = {
    "name": "Sacha Durand",
    "kind": "consumer",
    "address": "7 passage du Jeu-de-Boules",
    "postcode": "75011",
    "city": "Paris",
    "country": "FR",
    "insolvency": "none",
}
BOXES = ("day", "month", "year")
TYPED = {
    "how": "typed",
    "once": "a",
    "s-label": "Facture n° 12",
    "s-amount": "1 214,20",
    "s-due_on_day": "31",
    "s-due_on_month": "3",
    "s-due_on_year": "2026",
}


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the creditor is signed in."""
    client.force_login(people.creditor_user)
    return client


@pytest.fixture
def draft(people: stories.People) -> Case:
    """A draft that may be filed, but for its mandate."""
    return stories.case_in("draft", people, mandate_on=None)


def day(name: str, text: str) -> dict[str, str]:
    """Return the three boxes of a day written "31 3 2026"."""
    return {f"{name}_{box}": part for box, part in zip(BOXES, text.split(), strict=False)}


def lines(*rows: dict[str, str], initial: int = 1) -> dict[str, str]:
    """Return the elements of the debt as their form posts them."""
    posted = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": str(initial)}
    for rank, row in enumerate(rows):
        posted |= {f"form-{rank}-{name}": value for name, value in row.items()}
    return posted


def line(**changes: str) -> dict[str, str]:
    """Return one element as posted."""
    return {"kind": "principal", "label": "Facture", "amount": "100", **day("due_on", "31 3 2026"), **changes}


EMPTY = line(label="", amount="", due_on_day="", due_on_month="", due_on_year="")


def case_of(answer: Any) -> Case:
    """Return the case that an answer leads to."""
    return Case.objects.get(reference=answer["Location"].split("/")[2])


@pytest.mark.parametrize("amount", ["1 214,20", "1214.20", "1 214,20 €", "1\u00a0214,20"])
def test_a_claim_is_typed(desk: Client, amount: str) -> None:
    answer = desk.post("/creance/nouveau", {**TYPED, "s-amount": amount})
    assert answer.status_code == 302
    assert case_of(answer).principal_cents == 121420


@pytest.mark.parametrize("amount", ["", "0", "-5", "douze", "1,234", "9" * 12, "1e5"])
def test_a_strange_amount_is_sent_back_as_typed(desk: Client, amount: str) -> None:
    answer = desk.post("/creance/nouveau", {**TYPED, "s-amount": amount})
    assert answer.status_code == 422
    assert b"Facture n\xc2\xb0 12" in answer.content
    assert amount.encode() in answer.content
    assert not Case.objects.exists()


@pytest.mark.parametrize("on", ["31 2 2026", "0 1 2026", "1 13 2026", "1 1 26", "x y z", ""])
def test_a_day_that_is_none_is_sent_back(desk: Client, on: str) -> None:
    boxes = {name: value for name, value in TYPED.items() if not name.startswith("s-due_on")}
    answer = desk.post("/creance/nouveau", boxes | day("s-due_on", on))
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_double_click_begins_one_draft(desk: Client) -> None:
    first, second = (desk.post("/creance/nouveau", TYPED) for _ in range(2))
    assert case_of(first) == case_of(second)
    assert Case.objects.count() == 1


def test_a_stranger_s_creditor_cannot_be_named(
    desk: Client, people: stories.People, strangers: stories.People
) -> None:
    answer = desk.post("/creance/nouveau", {**TYPED, "creditor": str(strangers.creditor.pk)})
    assert case_of(answer).claim.creditor == people.creditor


def test_an_invoice_fills_the_draft_and_its_defects_are_told(desk: Client) -> None:
    file = SimpleUploadedFile("facture.pdf", shared("Facture_FR_EN16931.pdf"))
    answer = desk.post("/creance/nouveau", {"how": "invoice", "once": "b", "f-invoice": file})
    case = case_of(answer)
    debtor = Party.objects.get(case=case, role="debtor")
    assert case.principal_cents == 47015
    assert (debtor.name, debtor.postcode, debtor.siren) == ("Ma jolie boutique", "69001", "787878784")
    assert Evidence.objects.filter(case=case).count() == 1
    page = desk.get(answer["Location"]).content.decode()
    assert "99999999800010" in page
    assert "émise par Au bon moulin" in page


def test_a_deduced_due_day_is_told(desk: Client) -> None:
    file = SimpleUploadedFile("facture.pdf", shared("Facture_FR_MINIMUM.pdf"))
    answer = desk.post("/creance/nouveau", {"how": "invoice", "once": "b", "f-invoice": file})
    page = desk.get(answer["Location"]).content.decode()
    assert "échéance n&#x27;est pas écrite" in page or "échéance n'est pas écrite" in page


def test_a_credit_note_is_no_claim(desk: Client) -> None:
    file = SimpleUploadedFile("avoir.pdf", shared("Avoir_FR_type381_BASIC.pdf"))
    answer = desk.post("/creance/nouveau", {"how": "invoice", "once": "b", "f-invoice": file})
    assert answer.status_code == 422
    assert "avoir (type 381)" in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize("content", [b"", b"rien", b"%PDF-1.4 vide", b"<a>"])
def test_a_file_that_is_no_invoice_is_told(desk: Client, content: bytes) -> None:
    file = SimpleUploadedFile("facture.pdf", content)
    answer = desk.post("/creance/nouveau", {"how": "invoice", "once": "b", "f-invoice": file})
    assert answer.status_code == 422
    assert "À corriger" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_step_keeps_its_part_and_the_rest(desk: Client, draft: Case) -> None:
    answer = desk.post(f"/creance/{draft.reference}/debiteur", {**DEBTOR, "name": "Camille Petit"})
    assert answer["Location"].endswith("/sommes")
    assert Party.objects.get(case=draft, role="debtor").name == "Camille Petit"
    assert ClaimLine.objects.get(case=draft).label.startswith("Facture n° 2026-41")
    assert Evidence.objects.filter(case=draft).count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"postcode": "00000"}, "aucune commune"),
        ({"postcode": "7501"}, "cinq chiffres"),
        ({"postcode": "13902"}, "CEDEX"),
        ({"kind": "roi"}, "Sélectionnez un choix valide"),
        ({"name": ""}, "obligatoire"),
        ({"siren": "123456789"}, "SIREN"),
        ({"email": "sans arobase"}, "valide"),
        ({"insolvency": "riche"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_debtor_is_sent_back_as_typed(
    desk: Client, draft: Case, changes: dict[str, str], told: str
) -> None:
    answer = desk.post(f"/creance/{draft.reference}/debiteur", DEBTOR | {"city": "Villeneuve"} | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "Villeneuve" in page
    assert Party.objects.get(case=draft, role="debtor").city == "Paris"


def test_a_shared_postcode_asks_for_the_commune(desk: Client, draft: Case) -> None:
    """42620 is in the Loire (court of Lyon) and in the Allier (court of Riom)."""
    shared_code = {**DEBTOR, "postcode": "42620", "city": "Saint-Pierre-Laval"}
    answer = desk.post(f"/creance/{draft.reference}/debiteur", shared_code)
    assert answer.status_code == 422
    assert "choisissez la commune" in answer.content.decode()
    answer = desk.post(f"/creance/{draft.reference}/debiteur", {**shared_code, "insee": "99999"})
    assert answer.status_code == 422
    answer = desk.post(f"/creance/{draft.reference}/debiteur", {**shared_code, "insee": "03250"})
    assert answer.status_code == 302
    assert Party.objects.get(case=draft, role="debtor").insee == "03250"


def test_a_debtor_abroad_is_kept_and_told(desk: Client, draft: Case) -> None:
    answer = desk.post(
        f"/creance/{draft.reference}/debiteur", {**DEBTOR, "country": "BE", "postcode": "1000"}
    )
    assert answer.status_code == 302
    page = desk.get(f"/creance/{draft.reference}/etude").content.decode()
    assert "injonction de payer européenne" in page


def test_elements_are_added_and_removed(desk: Client, draft: Case) -> None:
    path = f"/creance/{draft.reference}/sommes"
    two = lines(line(), line(kind="penalty", label="Clause pénale", amount="40,00"), EMPTY)
    assert desk.post(path, {**two, "encore": "1"})["Location"].endswith("/sommes")
    draft.refresh_from_db()
    assert (draft.principal_cents, draft.other_cents) == (10000, 4000)
    removed = lines(
        line(), line(kind="penalty", label="Clause pénale", amount="40,00", DELETE="on"), initial=2
    )
    assert desk.post(path, removed).status_code == 302
    draft.refresh_from_db()
    assert (draft.principal_cents, draft.other_cents) == (10000, 0)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (line(kind="penalty"), "au moins un élément en principal"),
        (line(amount="-1"), "négatif"),
        (line(amount="99999999999"), "milliard"),
        (line(label=""), "obligatoire"),
        (line(kind="caprice"), "valide"),
        (line(**day("due_on", "1 1 2027")), "pas encore exigible"),
        (line(**day("due_on", "31 2 2026")), "calendrier"),
        (line(DELETE="on"), "au moins un élément en principal"),
    ],
)
def test_wrong_elements_are_sent_back(desk: Client, draft: Case, row: dict[str, str], told: str) -> None:
    answer = desk.post(f"/creance/{draft.reference}/sommes", lines(row))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    draft.refresh_from_db()
    assert draft.principal_cents == 120000


def test_too_many_or_forged_elements_are_refused(desk: Client, draft: Case) -> None:
    path = f"/creance/{draft.reference}/sommes"
    assert desk.post(path, lines(*[line()] * 24)).status_code == 422
    assert desk.post(path, {"form-TOTAL_FORMS": "x"}).status_code == 422
    assert desk.post(path, {}).status_code == 422


def test_the_earliest_element_dates_the_claim(desk: Client, draft: Case) -> None:
    desk.post(f"/creance/{draft.reference}/sommes", lines(line(), line(**day("due_on", "1 2 2026"))))
    draft.refresh_from_db()
    assert f"{draft.due_on}" == "2026-02-01"


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("no", False), ("unknown", None)])
def test_the_origin_is_kept(desk: Client, draft: Case, word: str, value: bool | None) -> None:
    posted = {"cause": "sale", "basis": "le contrat du 2 mars 2026", "merchants": word}
    assert desk.post(f"/creance/{draft.reference}/origine", posted).status_code == 302
    draft.refresh_from_db()
    assert (draft.cause, draft.invoiced_between_merchants) == ("sale", value)


def test_interest_is_explained_then_kept(desk: Client, draft: Case) -> None:
    path = f"/creance/{draft.reference}/interets"
    posted = {"mode": "legal", **day("first_day", "1 6 2026")}
    shown = desk.post(path, {**posted, "calculer": "1"})
    assert shown.status_code == 200
    assert "30 jour(s)" in shown.content.decode()
    assert "CMF, art. L313-2" in shown.content.decode()
    draft.refresh_from_db()
    assert draft.interest_rate == ""
    assert desk.post(path, posted).status_code == 302
    draft.refresh_from_db()
    assert (draft.interest_rate, draft.interest_cents, draft.interest_frozen) == ("legal", 0, False)


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({"mode": "legal"}, "Indiquez le premier jour"),
        ({"mode": "fixed"}, "Indiquez la somme"),
        ({"mode": "legal", **day("first_day", "1 11 2026")}, "à venir"),
        ({"mode": "legal", **day("first_day", "31 3 2026")}, "lendemain"),
        ({"mode": "legal", **day("first_day", "1 6 1901")}, "lendemain"),
        ({"mode": "late_payment", **day("first_day", "1 6 2026")}, "entre professionnels"),
        ({"mode": "usure"}, "valide"),
        ({"mode": "fixed", "amount": "-3"}, "négatif"),
    ],
)
def test_wrong_interest_is_sent_back(desk: Client, draft: Case, posted: dict[str, str], told: str) -> None:
    answer = desk.post(f"/creance/{draft.reference}/interets", posted)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    draft.refresh_from_db()
    assert draft.interest_cents == 1420


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("vide.pdf", b"", "vide"),
        ("note.txt", b"bonjour", "ni un PDF, ni une image"),
        ("faux.pdf", b"<html>", "ni un PDF, ni une image"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(20), "Le plus compatible"),
        ("gros.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), "10 Mo"),
    ],
)
def test_wrong_evidence_is_sent_back(desk: Client, draft: Case, name: str, content: bytes, told: str) -> None:
    file = SimpleUploadedFile(name, content)
    answer = desk.post(f"/creance/{draft.reference}/pieces", {"evidence": file})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Evidence.objects.filter(case=draft).count() == 1


def test_several_files_at_once_are_judged_each_by_itself(desk: Client, draft: Case) -> None:
    """Without a script: what is refused is told by its name with the reason, the others are kept in their order."""
    path = f"/creance/{draft.reference}/pieces"
    given = {
        "contrat.png": b"\x89PNG\r\n\x1a\n",
        "faux.pdf": b"<html>",
        "devis.pdf": b"%PDF-1",
        "nom.jpg": b"%PDF-2",
    }
    files = [SimpleUploadedFile(name, content) for name, content in given.items()]
    answer = desk.post(path, {"evidence": files, "continuer": "1"})
    page = told(answer)
    assert answer.status_code == 422
    assert "« faux.pdf » : Ce fichier n'est ni un PDF" in page
    assert "« nom.jpg » : Le nom de ce fichier finit par « .jpg »" in page
    assert "2 pièces sont ajoutées" in page
    assert "2. contrat.png" in page
    assert [row.name for row in Evidence.objects.filter(case=draft)][1:] == ["contrat.png", "devis.pdf"]
    again = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-" + str(number).encode()) for number in range(3, 22)]
    page = told(desk.post(path, {"evidence": again}))
    assert page.count("déjà joint 20 pièces") == 4, "two too many, each told above and beside the field"
    assert Evidence.objects.filter(case=draft).count() == 20
    assert " multiple" in page


def test_what_is_changed_from_the_check_page_leads_back_to_it(desk: Client, draft: Case) -> None:
    page = f"/creance/{draft.reference}"
    checked = desk.get(f"{page}/verifier").content.decode()
    margin = {"instalments": "3", "months": "3", "rebate": "0", "floor": ""}
    origin = {"cause": "service", "basis": "le devis du 2 mars", "merchants": "no"}
    for word, posted in (("origine", origin), ("marge", margin), ("pieces", {"continuer": "1"})):
        assert f'href="{page}/{word}?retour"' in checked
        assert desk.post(f"{page}/{word}?retour", posted)["Location"] == f"{page}/verifier"
        assert desk.post(f"{page}/{word}", posted)["Location"] != f"{page}/verifier"


def test_other_debtors_opened_from_the_check_page_lead_back_to_it(desk: Client, draft: Case) -> None:
    page = f"/creance/{draft.reference}"
    assert f'href="{page}/codebiteurs?retour"' in told(desk.get(f"{page}/verifier"))
    assert f'href="{page}/verifier"' in told(desk.get(f"{page}/codebiteurs?retour"))
    assert f'href="{page}/marge"' in told(desk.get(f"{page}/codebiteurs"))


def test_a_file_chosen_is_kept_when_one_goes_on(desk: Client, draft: Case) -> None:
    path, on = f"/creance/{draft.reference}/pieces", f"/creance/{draft.reference}/codebiteurs"
    file = SimpleUploadedFile("contrat.png", b"\x89PNG\r\n\x1a\n")
    assert desk.post(path, {"continuer": "1", "evidence": file})["Location"] == on
    assert [row.name for row in Evidence.objects.filter(case=draft, rank=2)] == ["contrat.png"]
    assert desk.post(path, {"continuer": "1"})["Location"] == on
    bad = desk.post(path, {"continuer": "1", "evidence": SimpleUploadedFile("faux.pdf", b"<html>")})
    assert bad.status_code == 422
    assert "Choisissez d'abord un fichier" in told(desk.post(path, {"csrf": "1"}))


def test_evidence_is_added_once_and_removed(desk: Client, draft: Case) -> None:
    path = f"/creance/{draft.reference}/pieces"
    for _ in range(2):
        desk.post(path, {"evidence": SimpleUploadedFile("contrat.png", b"\x89PNG\r\n\x1a\n")})
    assert [row.rank for row in Evidence.objects.filter(case=draft)] == [1, 2]
    first = Evidence.objects.get(case=draft, rank=1)
    assert desk.get(f"{path}/retirer").status_code == 404
    desk.post(f"{path}/retirer", {"sha256": first.sha256})
    desk.post(f"{path}/retirer", {"sha256": first.sha256})
    assert [(row.rank, row.name) for row in Evidence.objects.filter(case=draft)] == [(1, "contrat.png")]


def test_only_offices_of_the_court_are_offered(desk: Client, draft: Case, people: stories.People) -> None:
    far = stories.people("trois", court="Lyon", city="Lyon", departement="69")
    path = f"/creance/{draft.reference}/etude"
    page = desk.get(path).content.decode()
    assert people.office.name in page
    assert far.office.name not in page
    assert desk.post(path, {"office": str(far.office.pk)}).status_code == 422
    assert desk.post(path, {"office": str(people.office.pk)})["Location"].endswith("/verifier")


def test_an_unknown_step_is_no_page(desk: Client, draft: Case) -> None:
    assert desk.get(f"/creance/{draft.reference}/nulle-part").status_code == 404


def version(case: Case) -> str:
    """Return the version of the case as its page shows it."""
    return str(Case.objects.get(pk=case.pk).version)


def test_the_check_tells_the_cost_of_each_outcome_with_its_certainty(desk: Client, draft: Case) -> None:
    page = desk.get(f"/creance/{draft.reference}/verifier").content.decode()
    for word in (
        "Le débiteur refuse",
        "Le débiteur ne répond pas",
        "Accord et titre exécutoire",
        "Certitude",
    ):
        assert word in page
    assert "14,92" in page


def test_a_case_is_filed_with_a_dated_mandate(desk: Client, draft: Case) -> None:
    path = f"/creance/{draft.reference}/verifier"
    answer = desk.post(path, {"version": version(draft), "mandate": "on"})
    assert answer["Location"].endswith("/confie")
    draft.refresh_from_db()
    assert (draft.state, f"{draft.mandate_on}") == ("submitted", "2026-10-26")
    assert draft.office_id == draft.chosen_office_id
    assert desk.get(answer["Location"]).status_code == 200
    again = desk.post(path, {"version": version(draft), "mandate": "on"})
    assert again.status_code == 409
    assert "n&#x27;est pas possible à ce stade" in again.content.decode()
    assert desk.get(path).status_code == 302


def test_no_mandate_no_filing(desk: Client, draft: Case) -> None:
    answer = desk.post(f"/creance/{draft.reference}/verifier", {"version": version(draft)})
    assert answer.status_code == 422
    assert "Le mandat : Sans mandat" in told(answer)
    draft.refresh_from_db()
    assert (draft.state, draft.mandate_on) == ("draft", None)


def test_a_draft_changed_in_another_tab_is_not_filed(desk: Client, draft: Case) -> None:
    shown = version(draft)
    desk.post(f"/creance/{draft.reference}/debiteur", {**DEBTOR, "name": "Camille Petit"})
    answer = desk.post(f"/creance/{draft.reference}/verifier", {"version": shown, "mandate": "on"})
    assert answer.status_code == 409
    assert "a changé" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_every_reason_is_given_at_once_and_the_draft_stays(desk: Client, people: stories.People) -> None:
    given = stories.draft_given(people)
    draft = stories.case_in("draft", people, cause="tort", interest=Decimal(3900), insolvency="collective")
    answer = desk.post(f"/creance/{draft.reference}/verifier", {"version": version(draft), "mandate": "on"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for word in (
        "CPCE L125-1 al. 1",
        "CPCE R125-1 al. 2",
        "C. com. L622-21",
        "Le dossier n'a pas été confié",
    ):
        assert word in page
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert Party.objects.get(case=draft, role="debtor").name == given.debtor.name


def test_a_doubt_is_a_warning_not_a_refusal(desk: Client, people: stories.People) -> None:
    draft = stories.case_in("draft", people, invoiced_between_merchants=None)
    page = desk.get(f"/creance/{draft.reference}/verifier").content.decode()
    assert "Le commissaire de justice devra en décider" in page
    answer = desk.post(f"/creance/{draft.reference}/verifier", {"version": version(draft), "mandate": "on"})
    assert "facturée entre deux commerçants" in desk.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "word", ["creancier", "debiteur", "sommes", "origine", "interets", "pieces", "etude"]
)
def test_a_filed_case_is_no_draft_any_more(desk: Client, people: stories.People, word: str) -> None:
    case = stories.case_in("submitted", people)
    answer = desk.post(f"/creance/{case.reference}/{word}", DEBTOR)
    assert answer.status_code == 409
    assert "confié" in answer.content.decode()
    assert Party.objects.get(case=case, role="debtor").name == "Sacha Durand"
    case.refresh_from_db()
    assert case.version == Case.objects.get(pk=case.pk).version == 1


def test_an_unfinished_draft_is_not_checked(desk: Client) -> None:
    case = case_of(desk.post("/creance/nouveau", TYPED))
    assert desk.get(f"/creance/{case.reference}/verifier")["Location"].endswith(case.reference)
    page = desk.get(f"/creance/{case.reference}").content.decode()
    assert "À remplir" in page
    for word in ("creancier", "debiteur", "sommes", "origine", "interets", "pieces", "etude"):
        assert desk.get(f"/creance/{case.reference}/{word}").status_code == 200


def test_evidence_is_put_in_order_without_a_script(desk: Client, draft: Case) -> None:
    for name in ("b.png", "c.png"):
        content = b"\x89PNG\r\n" + name.encode()
        desk.post(f"/creance/{draft.reference}/pieces", {"evidence": SimpleUploadedFile(name, content)})
    rows = list(Evidence.objects.filter(case=draft))
    move = f"/creance/{draft.reference}/pieces/deplacer"
    for digest, where, order in (
        (rows[2].sha256, "earlier", [0, 2, 1]),
        (rows[2].sha256, "earlier", [2, 0, 1]),
        (rows[2].sha256, "earlier", [2, 0, 1]),
        (rows[1].sha256, "later", [2, 0, 1]),
        (rows[2].sha256, "later", [0, 2, 1]),
        ("inconnue", "later", [0, 2, 1]),
    ):
        assert desk.post(move, {"sha256": digest, "where": where}).status_code == 302
        names = list(Evidence.objects.filter(case=draft).values_list("name", flat=True))
        assert names == [rows[place].name for place in order]
    page = desk.get(f"/creance/{draft.reference}/pieces").content.decode()
    assert rows[0].sha256 in page
    assert page.count("<img") == 2


def test_a_claim_asked_twice_is_told(desk: Client, draft: Case, people: stories.People) -> None:
    page = f"/creance/{draft.reference}"
    assert "déjà confié" not in desk.get(page).content.decode()
    other = stories.case_in("submitted", people, basis="autre chose")
    for address in (page, f"{page}/verifier"):
        assert other.reference in desk.get(address).content.decode()
    assert "même numéro de facture" in desk.get(page).content.decode()
    ClaimLine.objects.filter(case=other).update(label="Facture n° 2026-411")
    assert "même principal de" in desk.get(page).content.decode()
    Case.objects.filter(pk=other.pk).update(principal_cents=1)
    assert "déjà confié" not in desk.get(page).content.decode()


@pytest.mark.parametrize("change", [{"name": "Camille Autre"}, {"postcode": "75012"}])
def test_another_debtor_s_claim_is_no_double(
    desk: Client, draft: Case, people: stories.People, change: dict[str, str]
) -> None:
    other = stories.case_in("submitted", people)
    Party.objects.filter(case=other, role="debtor").update(**change)
    page = f"/creance/{draft.reference}"
    assert "déjà confié" not in desk.get(page).content.decode()
    Party.objects.filter(role="debtor").update(siren="732829320")
    assert "déjà confié" in desk.get(page).content.decode()
