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
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WINDOWS = {"telephone": (360, 740), "ecran": (1280, 900)}
FOLDER = Path("docs/screens")
PUBLIC = {
    "accueil": "/",
    "lettre-recue": "/lettre",
    "verifier": "/verifier",
    "repondre": "/repondre",
    "connexion": "/connexion",
    "recouvrable": "/ma-creance",
    "interets": "/calculs/interets",
    "cout": "/calculs/cout",
    "delai": "/calculs/delai",
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
    for window, (width, height) in WINDOWS.items():
        context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
        page = context.new_page()
        if email:
            sign_in(page, address, email)
        for label, path in paths.items():
            page.goto(f"{address}{path}")
            page.screenshot(path=FOLDER / f"{name}-{label}-{window}.png", full_page=window == "telephone")
        context.close()


def main() -> None:
    """Photograph every page that the demonstration shows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with site() as (address, folder), sync_playwright() as playwright:
        reference = next((Path(folder) / "courrier").iterdir()).name
        os.environ |= {"DUMENT_VAR": folder, "DJANGO_SETTINGS_MODULE": "dument.config.settings"}
        import django

        django.setup()
        from dument.cli.demonstration.people import CREDITOR, OFFICER

        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        photograph(browser, address, "public", PUBLIC)
        photograph(
            browser, address, "etude", {"file": "/etude/", "dossier": f"/etude/dossiers/{reference}"}, OFFICER
        )
        photograph(
            browser,
            address,
            "creancier",
            {"dossiers": "/creance/", "dossier": f"/creance/{reference}"},
            CREDITOR,
        )
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} images dans {FOLDER}")


if __name__ == "__main__":
    main()
