"""The zone where files are dropped, where JavaScript is off: the browser's own button, and nothing less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dument.adapters.invoices import sample
from dument.records.cases.models import Evidence
from tests import stories
from tests.browser.conftest import PHONE
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser


def test_an_invoice_and_evidence_are_filed(windows: Windows, people: stories.People, tmp_path: Path) -> None:
    invoice, reminder = tmp_path / "facture.pdf", tmp_path / "relance.pdf"
    invoice.write_bytes(sample.make())
    reminder.write_bytes(stories.INVOICE)
    site = windows.plain(PHONE, java_script_enabled=False)
    site.sign_in(people.creditor_user)
    page = site.go("/creance/")
    site.follow("Nouveau dossier")
    zone = page.get_by_label("Facture électronique", exact=True)
    expect(zone).to_be_visible()
    expect(page.get_by_text("ou déposez-le ici")).to_be_hidden()  # nothing would come of a drop
    zone.set_input_files(invoice)
    site.press("Lire la facture")
    expect(page.get_by_text("n° F2026-041 : lue")).to_be_visible()
    given = re.search(r"/creance/(DU-\w{4}-\w{4})", page.url)
    assert given
    site.go(f"/creance/{given[1]}/pieces")
    wrong = tmp_path / "faux.pdf"
    wrong.write_bytes(b"<html>")
    page.get_by_label("Ajouter des pièces").set_input_files([wrong, reminder])
    site.activate(page.get_by_role("button", name="Ajouter", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("« faux.pdf »")
    expect(page.get_by_role("link", name="2. relance.pdf")).to_be_visible()
    assert Evidence.objects.filter(case__reference=given[1]).count() == 2
