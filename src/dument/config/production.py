"""What production must be given, and must not: it refuses to start, and says everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from dument.config.mail import SMTP
from dument.config.secrets import KEYS_OF, role
from dument.config.transport import in_clear

SHORTEST_KEY = 48
# Providers whose keys anybody can make again: good for a demonstration, never for a title.
OF_DEMONSTRATION = {
    "DUMENT_SIGNER": "dument.adapters.signature.local.",
    "DUMENT_TIMESTAMPS": "dument.adapters.timestamps.local.",
}


def refuse_unsafe(environ: Mapping[str, str], var: Path) -> None:
    """Raise ImproperlyConfigured with every reason why production must not start in that environment."""
    found = reasons(environ, var)
    if found:
        raise ImproperlyConfigured(
            "Production : le démarrage est refusé.\n"
            + "\n".join(f"  - {reason}" for reason in found)
            + "\nCorrigez l'environnement (chaque variable est dans .env.example), puis relancez."
        )


def reasons(environ: Mapping[str, str], var: Path) -> list[str]:
    """Return every reason why production must not start; none means that it may."""
    return [
        *_switches(environ),
        *_keys(environ, var),
        *_addresses(environ),
        *_identities(environ),
        *_providers(environ),
        *_store(environ),
        *_mail(environ),
        *_scanner(environ),
        *in_clear(environ),
    ]


def _switches(environ: Mapping[str, str]) -> list[str]:
    found = []
    if environ.get("DUMENT_DEBUG") == "1":
        found.append("DUMENT_DEBUG=1 montrerait les erreurs en entier : retirez-la.")
    if environ.get("DUMENT_DAY"):
        found.append("DUMENT_DAY fige le jour légal, qui vient de l'horloge de la base : retirez-la.")
    return found


def _keys(environ: Mapping[str, str], var: Path) -> list[str]:
    keys = KEYS_OF[role(environ)]
    given = {name: environ.get(name, "") for name in keys}
    found = [f"{name} manque." for name, value in given.items() if not value]
    found += [
        f"{name} est trop courte : {SHORTEST_KEY} caractères au moins, tirés au hasard."
        for name, value in given.items()
        if 0 < len(value) < SHORTEST_KEY
    ]
    found += [
        f"{one} et {other} sont la même clé : chacune a la sienne."
        for one, other in combinations(keys, 2)
        if given[one] and given[one] == given[other]
    ]
    made = {path.read_text() for path in (var / "keys").glob("*.key")}
    found += [f"{name} est une clé de démonstration." for name, value in given.items() if value in made]
    return found


def _addresses(environ: Mapping[str, str]) -> list[str]:
    found = []
    if not environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        found.append("DATABASE_URL doit nommer une base PostgreSQL.")
    if not environ.get("DUMENT_SITE_URL", "").startswith("https://"):
        found.append("DUMENT_SITE_URL doit être l'adresse du site, en https.")
    if "*" in environ.get("DUMENT_ALLOWED_HOSTS", "*").split(","):
        found.append("DUMENT_ALLOWED_HOSTS doit nommer les hôtes servis.")
    return found


def _identities(environ: Mapping[str, str]) -> list[str]:
    found = []
    for word in ("FRANCECONNECT", "PROCONNECT"):
        issuer, client, secret = (
            f"DUMENT_{word}_{part}" for part in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
        )
        if not environ.get(issuer):
            continue
        if not environ[issuer].startswith("https://"):
            found.append(f"{issuer} doit être une adresse en https.")
        found += [f"{name} manque." for name in (client, secret) if not environ.get(name)]
    return found


def _providers(environ: Mapping[str, str]) -> list[str]:
    return [
        f"{name} est le fournisseur de démonstration, dont les clés ne valent rien : nommez-en un vrai."
        for name, local in OF_DEMONSTRATION.items()
        if environ.get(name, local).startswith(local)
    ]


def _store(environ: Mapping[str, str]) -> list[str]:
    if not environ.get("DUMENT_STORE", "").startswith("dument.adapters.storage.s3."):
        return []
    wanted = ("DUMENT_S3_BUCKET", "DUMENT_S3_KEY", "DUMENT_S3_SECRET")
    found = [f"{name} manque : le stockage S3 en a besoin." for name in wanted if not environ.get(name)]
    if not environ.get("DUMENT_S3_LOCK_DAYS", "30").isdecimal():
        found.append("DUMENT_S3_LOCK_DAYS doit être un nombre de jours (0 : sans verrou).")
    return found


def _mail(environ: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the mailer: without mail nobody confirms his address, nor is told of anything."""
    backend = environ.get("DUMENT_EMAIL_BACKEND", "")
    if environ.get("DUMENT_MAIL_URL"):
        return []
    if backend == SMTP:
        return ["DUMENT_EMAIL_BACKEND ne dit pas à quel serveur : nommez-le par DUMENT_MAIL_URL."]
    return [] if backend else ["DUMENT_MAIL_URL manque : sans courriel, personne ne confirme son adresse."]


def _scanner(environ: Mapping[str, str]) -> list[str]:
    """Return that nobody chose whether files are looked at: having no antivirus is a choice, never an oversight."""
    if environ.get("DUMENT_SCANNER") or role(environ) != "site":  # the site alone takes files
        return []
    return [
        "DUMENT_SCANNER manque : nommez l'antivirus (dument.adapters.scanner.clamd.Clamd), ou dites qu'il n'y en a pas "
        "(dument.adapters.scanner.absent.NoScanner)."
    ]
