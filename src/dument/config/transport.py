"""What leaves this machine is encrypted, for a server whose certificate was verified: else production is refused."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

# A socket, or the loopback: nothing leaves the machine, and pgbouncer or a mail relay may stand there.
LOCAL = {"", "127.0.0.1", "::1", "localhost"}
# What is asked over HTTP, each where its variable says; FranceConnect and ProConnect are judged with their identities.
ASKED = ("DUMENT_S3_ENDPOINT", "DUMENT_TIMESTAMPS_URL")


def in_clear(environ: Mapping[str, str]) -> list[str]:
    """Return a sentence for each server that would be spoken to in clear, or without knowing that it is the one."""
    found = [database_in_clear(environ.get("DATABASE_URL", ""))]
    mail = urlsplit(environ.get("DUMENT_MAIL_URL", ""))
    if mail.scheme == "smtp" and not _local(mail.hostname):
        found.append("DUMENT_MAIL_URL doit être chiffrée : smtps://, ou smtp+tls:// pour STARTTLS.")
    for name in ASKED:
        asked = urlsplit(environ.get(name, ""))
        if asked.scheme == "http" and not _local(asked.hostname):
            found.append(f"{name} doit être une adresse en https.")
    return [one for one in found if one]


def database_in_clear(url: str) -> str:
    """Return why a connection to that PostgreSQL would not be safe; empty when it is, or when the URL names none."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        return ""
    options = dict(parse_qsl(parts.query))
    hosts = options.get("host", parts.hostname or "").split(",")
    if all(_local(host) for host in hosts) or options.get("sslmode") == "verify-full":
        return ""
    return (
        "DATABASE_URL nomme un autre hôte sans vérifier son certificat : ajoutez "
        "?sslmode=verify-full&sslrootcert=/etc/dument/base-ca.pem."
    )


def _local(host: str | None) -> bool:
    return host is None or host in LOCAL or host.startswith("/")
