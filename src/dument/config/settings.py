"""Settings, read once from the environment. Every variable is told in `.env.example`."""

from __future__ import annotations

import os
from pathlib import Path

from dument.config import sign_in
from dument.config.database import database
from dument.config.languages import *  # noqa: F403 - LANGUAGES, LOCALE_PATHS and the cookie of the choice
from dument.config.logs import logging_settings
from dument.config.mail import mailer
from dument.config.production import refuse_unsafe
from dument.config.real_office import *  # noqa: F403 - its token, and its timestamp authority
from dument.config.secrets import key
from dument.config.sign_in import *  # noqa: F403  # Django reads its settings from one module
from dument.config.storage import *  # noqa: F403 - where papers are, when they are not on this machine

VAR = Path(os.environ.get("DUMENT_VAR", "var")).resolve()
PRODUCTION = os.environ.get("DUMENT_PRODUCTION", "") == "1"
DEBUG = os.environ.get("DUMENT_DEBUG", "") == "1"
if PRODUCTION:
    refuse_unsafe(os.environ, VAR)

# Keys: in production they must be given; elsewhere they are made once and kept under `var/`.
SECRET_KEY = key("DUMENT_SECRET_KEY", VAR, "session")
DUMENT_CODE_KEY = key("DUMENT_CODE_KEY", VAR, "code")
DUMENT_LETTER_KEY = key("DUMENT_LETTER_KEY", VAR, "letter")
DUMENT_FACTOR_KEY = key("DUMENT_FACTOR_KEY", VAR, "factor")

SITE_URL = os.environ.get("DUMENT_SITE_URL", "http://127.0.0.1:8000")
# The short address printed in the letter; people type it.
ANSWER_ADDRESS = os.environ.get("DUMENT_ANSWER_ADDRESS", f"{SITE_URL.split('//')[-1]}/repondre")
# Where anyone can look an officer up: the chamber's own directory, printed in the letter.
DUMENT_DIRECTORY = os.environ.get("DUMENT_DIRECTORY", "https://annuaire.chambre.example")
ALLOWED_HOSTS = os.environ.get("DUMENT_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DUMENT_SECURITY_CONTACT = os.environ.get("DUMENT_SECURITY_CONTACT", "mailto:securite@dument.example")

# The frozen legal day of the demonstration (ISO). Production has no such thing: it asks its database.
DUMENT_DAY = os.environ.get("DUMENT_DAY", "")
DUMENT_VAR = VAR

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), VAR)}
# What every process must remember alike (sign-ins counted, locks): in the same database, no other server.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_memory",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ON_POSTGRESQL = DATABASES["default"]["ENGINE"].endswith("postgresql")

# Providers: a dotted path each, like Django's own e-mail backend.
DUMENT_TYPESETTER = os.environ.get("DUMENT_TYPESETTER", "dument.adapters.pdf.typst.TypstTypesetter")
DUMENT_SIGNER = os.environ.get("DUMENT_SIGNER", "dument.adapters.signature.local.LocalSigner")
DUMENT_TIMESTAMPS = os.environ.get("DUMENT_TIMESTAMPS", "dument.adapters.timestamps.local.LocalTimestamps")
DUMENT_STORE = os.environ.get("DUMENT_STORE", "dument.adapters.storage.local.LocalStore")
DUMENT_CARRIER = os.environ.get("DUMENT_CARRIER", "dument.adapters.letters.local.LocalCarrier")
DUMENT_INVOICE_READER = os.environ.get("DUMENT_INVOICE_READER", "dument.adapters.invoices.reader.Reader")
DUMENT_VERIFIER = os.environ.get("DUMENT_VERIFIER", "dument.adapters.signature.local_verifier.LocalVerifier")
DUMENT_WITNESS = os.environ.get("DUMENT_WITNESS", "dument.adapters.witness.local.LocalWitness")
# Where seals are published: a folder, better mounted from another host, and somebody else's mailbox.
DUMENT_WITNESS_FOLDER = os.environ.get("DUMENT_WITNESS_FOLDER", "")
DUMENT_WITNESS_MAILBOX = os.environ.get("DUMENT_WITNESS_MAILBOX", "")
DUMENT_COMPANIES = os.environ.get("DUMENT_COMPANIES", "dument.adapters.companies.local.LocalRegister")
DUMENT_PASSWORDS = os.environ.get("DUMENT_PASSWORDS", "dument.adapters.passwords.local.LocalList")
DUMENT_PASSWORDS_FOLDER = os.environ.get("DUMENT_PASSWORDS_FOLDER", "")
DUMENT_PHOTOS = os.environ.get("DUMENT_PHOTOS", "dument.adapters.photos.local.LocalReader")
DUMENT_SCANNER = os.environ.get("DUMENT_SCANNER", "dument.adapters.scanner.absent.NoScanner")
DUMENT_CLAMD = os.environ.get("DUMENT_CLAMD", "/run/clamav/clamd.ctl")
DUMENT_QUEUE = f"dument.adapters.queue.{'workers.Workers' if ON_POSTGRESQL else 'local.DrainLoop'}"
# A worker silent for that many seconds is held for dead, and its jobs are put back.
DUMENT_WORKER_SILENCE = float(os.environ.get("DUMENT_WORKER_SILENCE", "30"))

# The site writes nothing more once one of these folders' disks is that full (a laptop may be fuller).
DUMENT_DISKS = os.environ.get("DUMENT_DISKS", str(VAR)).split(os.pathsep)
DUMENT_DISK_LIMIT = float(os.environ.get("DUMENT_DISK_LIMIT", "0.9" if PRODUCTION else "0.99"))
# More cases than that read by one person in a day, or any of these opened by anybody, is an alarm.
DUMENT_READING_QUOTA = int(os.environ.get("DUMENT_READING_QUOTA", "150"))
DUMENT_CANARIES = os.environ.get("DUMENT_CANARIES", "").split()
DUMENT_METRICS_TOKEN = os.environ.get("DUMENT_METRICS_TOKEN", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "dument.web",  # before allauth: its pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "dument.web.account.federation",
    "dument.records.accounts",
    "dument.records.cases",
    "dument.records.journal",
    "dument.records.documents",
    "dument.records.money",
    "dument.records.outbox",
    "dument.records.exchanges",
    "dument.records.desk",
    "dument.records.keeping",
    *(["procrastinate.contrib.django"] if ON_POSTGRESQL else []),
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["dument.jobs.tasks"]

MIDDLEWARE = [
    "dument.web.watching.requests.Watched",
    "dument.web.headers.Reserved",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "dument.web.methods.Known",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dument.web.uploads.Bounded",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dument.web.languages.Spoken",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dument.web.account.lifetimes.Bounded",
    "dument.web.watching.guard.ReadOnly",
    "dument.web.typed.Seen",
    "dument.web.refusals.TellRefusals",
]

# Every field of every form is rendered by web/templates/components/field.html.
FORM_RENDERER = "dument.web.forms.Renderer"
ROOT_URLCONF = "dument.config.urls"
WSGI_APPLICATION = "dument.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dument.web.context.frame",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE, USE_TZ = "Europe/Paris", True

STATIC_URL, STATIC_ROOT = "/static/", VAR / "static"
# Serves the sources of the pages without a collection step outside production.
WHITENOISE_USE_FINDERS = not PRODUCTION

# Nothing comes from elsewhere and nothing is inline.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "form-action": ["'self'", *sign_in.origins()],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = ["^sante/", "^metriques$"]  # machines are answered where they ask, or refused
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
# A browser takes a cookie of that name from this host alone, and over TLS alone.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-origin" if PRODUCTION else "origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # never in a cookie of its own
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
CSRF_FAILURE_VIEW = "dument.web.public.errors.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = (
    40  # twenty may be joined at once, those over are told; every page reads what is posted
)

MAILERS = {"default": mailer(os.environ, VAR)}
DEFAULT_FROM_EMAIL = os.environ.get("DUMENT_FROM", "Dûment <ne-pas-repondre@dument.example>")

LOGGING = logging_settings(os.environ.get("DUMENT_LOG_LEVEL", "WARNING"))
