"""Photograph the site, telephone and screen, into docs/screens: `python -m scripts.screens`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WINDOWS = {"telephone": (360, 740), "ecran": (1280, 900)}
FOLDER = Path("docs/screens")
CLAIM = "creditor=artisan&debtor=consumer&cause=service&principal=1200&insolvency=none&calculer=1"
DUE = "due_on_day=31&due_on_month=5&due_on_year=2026"
PUBLIC = {
    "accueil": "/",
    "lettre-recue": "/lettre",
    "verifier": "/verifier",
    "repondre": "/repondre",
    "connexion": "/connexion",
    "recouvrable": f"/ma-creance?{CLAIM}&merchants=no&interest=14,20&other=40&country=FR&postcode=13001&{DUE}",
    "interets": "/calculs/interets?principal=1200&creditor=artisan&debtor=consumer&rate=legal&calculer=1"
    "&first_day_day=1&first_day_month=6&first_day_year=2025&payment1=300"
    "&payment1_on_day=2&payment1_on_month=2&payment1_on_year=2026",
    "cout": "/calculs/cout?principal=1214,20&calculer=1",
    "delai": "/calculs/delai?country=FR&postcode=67000&calculer=1"
    "&dispatched_on_day=26&dispatched_on_month=2&dispatched_on_year=2027",
    "prescription": f"/calculs/prescription?{CLAIM}&{DUE}",
}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@contextmanager
def site() -> Iterator[tuple[str, str]]:
    """Play the demonstration's case on a throw-away database, serve it, and give its address and its folder."""
    with tempfile.TemporaryDirectory(prefix="dument-screens-") as folder:
        env = os.environ | {"DUMENT_VAR": folder, "DUMENT_DAY": "2026-11-02"}
        env.pop("DATABASE_URL", None)
        dument = [sys.executable, "-m", "dument.cli.main"]
        subprocess.run([*dument, "demo", "--no-serve"], env=env, check=True, stdout=subprocess.DEVNULL)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serving = subprocess.Popen(
            [*dument, "serve", "--port", str(port), "--workers", "1", "--without-worker"],
            env=env,
            stdout=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/sante/vivant")
            yield address, folder
        finally:
            serving.terminate()
            serving.wait()


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"Le site ne répond pas à {address}.")


def sign_in(page: Page, address: str, email: str) -> None:
    """Sign in as a person of the demonstration, with the second factor where there is one."""
    from dument.cli.demonstration.accounts import six_digits
    from dument.cli.demonstration.people import PASSWORD, SECRETS

    page.goto(f"{address}/connexion")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    if email in SECRETS:
        page.locator("input[name=code]").fill(six_digits(SECRETS[email]))
        page.locator("main form button[type=submit]").first.click()


def photograph(browser: Browser, address: str, name: str, paths: dict[str, str], email: str = "") -> None:
    """Photograph pages in each window, as one person or as anybody."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    if email:
        sign_in(page, address, email)  # once: a second factor's code is good for one sign-in only
    for window, (width, height) in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        for label, path in paths.items():
            page.goto(f"{address}{path}")
            page.screenshot(path=FOLDER / f"{name}-{label}-{window}.png", full_page=window == "telephone")
    context.close()


def answer(browser: Browser, address: str, reference: str, code: str) -> None:
    """Open a case with the code of its letter, as its debtor, and photograph what he sees."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{address}/repondre")
    page.locator("input[name=reference]").fill(reference)
    page.locator("input[name=code]").fill(code)
    page.get_by_label("Je suis le destinataire").check()
    page.get_by_role("button", name="Continuer").click()
    for window, (width, height) in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=FOLDER / f"debiteur-dossier-{window}.png", full_page=window == "telephone")
    context.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The cases to show: one with its title, one whose debtor may answer with the code of his letter."""

    titled: str
    invited: str
    code: str


def prepare(folder: str) -> Shown:
    """Add the cases that wait to the demonstration's database and return what to show."""
    os.environ |= {"DUMENT_VAR": folder, "DJANGO_SETTINGS_MODULE": "dument.config.settings"}
    import django

    django.setup()
    from dument.actions.codes import code_of
    from dument.cli.demonstration.waiting import leave
    from dument.records.cases.models import Case

    leave()
    invited, titled = Case.objects.get(state="invited"), Case.objects.get(state="title_issued")
    return Shown(
        titled=titled.reference, invited=invited.reference, code=code_of(invited.pk, invited.code_rank)
    )


def main() -> None:
    """Photograph every page that the demonstration shows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with site() as (address, folder):
        shown = prepare(folder)
        from dument.cli.demonstration.people import CREDITOR, OFFICER

        desk = {"file": "/etude/", "dossier": f"/etude/dossiers/{shown.invited}"}
        claims = {"dossiers": "/creance/", "dossier": f"/creance/{shown.titled}"}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            photograph(browser, address, "public", PUBLIC)
            answer(browser, address, shown.invited, shown.code)
            photograph(browser, address, "etude", desk, OFFICER)
            photograph(browser, address, "creancier", claims, CREDITOR)
            browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} images dans {FOLDER}")


if __name__ == "__main__":
    main()
