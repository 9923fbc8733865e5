"""Photograph every page, telephone and screen: `python -m scripts.screens [folder] [dark]`.

Without arguments: into docs/screens, light. The pages come from the URL map, as the browser sweep draws them, each in
the first state of a case that shows it; then the debtor's own page in each moment and in each language. A picture is a
palette of few colours, for its few kilobytes.
"""

from __future__ import annotations

import io
import os
import re
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
from typing import TYPE_CHECKING, Literal

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

if TYPE_CHECKING:
    from django.test import Client

WINDOWS = {"telephone": ViewportSize(width=360, height=740), "ecran": ViewportSize(width=1280, height=900)}
FOLDER = Path("docs/screens")
DAY = "2026-10-26"  # the day on which the cases of tests.stories are looked at
COLOURS, TALLEST = 24, 2400
MOST_BYTES = 7_000_000  # what the whole folder may weigh
CLAIM = "creditor=artisan&debtor=consumer&cause=service&principal=1200&insolvency=none&calculer=1"
DUE = "due_on_day=31&due_on_month=5&due_on_year=2026"
# The calculations, answered: their bare forms come with the other pages.
ANSWERED = {
    "ma-creance-repondue": f"/ma-creance?{CLAIM}&merchants=no&interest=14,20&other=40&country=FR&postcode=13001&{DUE}",
    "calculs-interets-repondus": "/calculs/interets?principal=1200&creditor=artisan&debtor=consumer&rate=legal"
    "&calculer=1&first_day_day=1&first_day_month=6&first_day_year=2025&payment1=300"
    "&payment1_on_day=2&payment1_on_month=2&payment1_on_year=2026",
    "calculs-cout-repondu": "/calculs/cout?principal=1214,20&calculer=1",
    "calculs-delai-repondu": "/calculs/delai?country=FR&postcode=67000&calculer=1"
    "&dispatched_on_day=26&dispatched_on_month=2&dispatched_on_year=2027",
    "calculs-prescription-repondue": f"/calculs/prescription?{CLAIM}&{DUE}",
}
# The debtor's page in each moment of his case.
MOMENTS = (
    "invited", "accepted", "refusal_received", "participating", "proposed", "consented", "agreed",
    "title_issued", "paid", "refused", "terms_refused", "withdrawn", "ended",
)  # fmt: skip
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@contextmanager
def site() -> Iterator[str]:
    """Serve the site on a throw-away database, which this process fills, and give its address."""
    with tempfile.TemporaryDirectory(prefix="dument-screens-") as folder:
        os.environ |= {
            "DUMENT_VAR": folder,
            "DUMENT_DAY": DAY,
            "DJANGO_SETTINGS_MODULE": "dument.config.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Django's code runs beside the browser's own loop
        }
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.conf import settings

        django.setup()
        settings.ALLOWED_HOSTS = ["*"]  # the address of Django's test client
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "dument.cli.main", "serve", "--port", str(port), "--workers", "1"]
        serving = subprocess.Popen([*command, "--without-worker"], stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/sante/vivant")
            yield address
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A page to photograph: the name of its pictures, its address, its visitor, the language chosen."""

    name: str
    address: str
    client: Client
    language: str = ""


def named(template: str) -> str:
    """Return the name of the pictures of a route: its address, its parameters by their names."""
    words = re.sub(r"<(?:\w+:)?(\w+)>", r"\1", template)
    return re.sub(r"[^\w.]+", "-", words).strip("-") or "accueil"


def sights() -> Iterator[Sight]:
    """Yield every page of the site, then the debtor's in each moment and each language."""
    from django.conf import settings
    from django.test import Client

    from tests import stories
    from tests.browser import test_sweep as sweep
    from tests.signing_in import force_login
    from tests.web.test_access import visitor

    Client.force_login = force_login  # type: ignore[assignment]  # with the second factor, as the pages do

    people, nobody = stories.people("de Paris"), stories.people("d'ailleurs")
    cases = {state: stories.case_in(state, people) for state in sweep.STATES}
    debtors = {
        state: visitor("debtor", people, nobody, case)
        for state, case in cases.items()
        if state not in sweep.BEFORE_THE_LETTER
    }
    for route in sweep.PAGES:
        eyes = sweep.EYES[route.access.partition(":")[0]]
        # A fresh session a page: some pages end the one that they are seen with.
        signed_in = {name: visitor(name, people, nobody, cases["draft"]) for name in eyes if name != "debtor"}
        shown = (
            Sight(name=named(route.template), address=address, client=client)
            for state in sweep.STATES
            for name in eyes
            if (client := debtors.get(state) if name == "debtor" else signed_in[name])
            for address in sweep.shown(route, client, cases[state].reference)
        )
        found = next(shown, None)
        if found is None:
            raise SystemExit(f"{route.template} n'est montrée à personne.")
        yield found
    for name, address in ANSWERED.items():
        yield Sight(name=name, address=address, client=Client())
    case = "/repondre/dossier"
    for state in MOMENTS:
        yield Sight(name=f"debiteur-{state}", address=case, client=debtors[state])
    for code, _ in settings.LANGUAGES:
        if code != "fr":
            for word, address in (
                ("porte", "/repondre"),
                ("dossier", case),
                ("accepter", f"{case}/accepter"),
                ("comprendre", f"{case}/comprendre"),
            ):
                yield Sight(
                    name=f"debiteur-{code}-{word}",
                    address=address,
                    client=debtors["invited"],
                    language=code,
                )


def photograph(
    browser: Browser, address: str, sight: Sight, folder: Path, light: Literal["light", "dark"]
) -> None:
    """Photograph a page in each window: whole on a telephone, its first screen on the other."""
    from django.conf import settings

    context = browser.new_context(locale="fr-FR", color_scheme=light, reduced_motion="reduce")
    cookies = {settings.LANGUAGE_COOKIE_NAME: sight.language} if sight.language else {}
    if settings.SESSION_COOKIE_NAME in sight.client.cookies:
        cookies[settings.SESSION_COOKIE_NAME] = sight.client.cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in cookies.items():
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    for window, size in WINDOWS.items():
        page.set_viewport_size(size)
        page.goto(f"{address}{sight.address}")
        whole = window == "telephone"
        with Image.open(io.BytesIO(page.screenshot(full_page=whole))) as taken:
            kept = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, TALLEST)))
            few = kept.quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(folder / f"{sight.name}-{window}.png", optimize=True)
    context.close()


def main() -> None:
    """Photograph every page and fail when the pictures outweigh what a repository should carry."""
    told = sys.argv[1:]
    folder = next((Path(word) for word in told if word != "dark"), FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for former in folder.glob("*.png"):  # a page that is no more leaves no picture
        former.unlink()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with site() as address:
        every = list(sights())
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            for sight in every:
                photograph(browser, address, sight, folder, "dark" if "dark" in told else "light")
            browser.close()
    taken = list(folder.glob("*.png"))
    weight = sum(picture.stat().st_size for picture in taken)
    print(f"{len(taken)} images dans {folder}, {weight // 1000} ko")
    if weight > MOST_BYTES:
        raise SystemExit(f"C'est plus que {MOST_BYTES // 1000} ko : moins de couleurs ou de hauteur.")


if __name__ == "__main__":
    main()
