"""The mail server: files under `var` by default, SMTP when `DUMENT_MAIL_URL` names one, another backend by its path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FILES = "django.core.mail.backends.filebased.EmailBackend"
SMTP = "dument.adapters.mail.smtp.BoundedBackend"
# Scheme -> the option of Django's that encrypts, and the usual port. Django's own context verifies the certificate.
SCHEMES = {"smtps": ("use_ssl", 465), "smtp+tls": ("use_tls", 587), "smtp": ("", 25)}
SECONDS = 20  # without a word; dument.adapters.mail bounds the whole


def mailer(environ: Mapping[str, str], var: Path) -> dict[str, Any]:
    """Return Django's settings of the mailer; raises ImproperlyConfigured for a scheme that is none of SCHEMES."""
    if url := environ.get("DUMENT_MAIL_URL", ""):
        return {"BACKEND": SMTP, "OPTIONS": _smtp(url)}
    backend = environ.get("DUMENT_EMAIL_BACKEND", FILES)
    return {"BACKEND": backend, "OPTIONS": {"file_path": var / "courriels"} if backend == FILES else {}}


def _smtp(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(
            "DUMENT_MAIL_URL s'écrit smtps://{utilisateur}:{mot de passe}@{serveur}, ou smtp+tls:// pour STARTTLS."
        )
    option, port = SCHEMES[parts.scheme]
    return {
        "host": parts.hostname,
        "port": parts.port or port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "timeout": SECONDS,
    } | ({option: True} if option else {})
