"""The languages of the site, where its catalogues are, and the one cookie that keeps the choice."""

from __future__ import annotations

import os
from pathlib import Path

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("fr-falc", "Facile à lire"), ("en", "English")]
# One catalogue a journey, so that two people never edit the same one: `./dev messages` fills them.
LOCALE_PATHS = sorted(Path(__file__).parents[1].glob("web/locale/*"))
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
LANGUAGE_COOKIE_SECURE = os.environ.get("DUMENT_PRODUCTION", "") == "1"
LANGUAGE_COOKIE_NAME = "__Host-langue" if LANGUAGE_COOKIE_SECURE else "langue"

__all__ = [
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LANGUAGE_COOKIE_AGE",
    "LANGUAGE_COOKIE_HTTPONLY",
    "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SAMESITE",
    "LANGUAGE_COOKIE_SECURE",
    "LOCALE_PATHS",
]
