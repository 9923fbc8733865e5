"""What the providers of a real office need: its token, and its timestamp authority."""

from __future__ import annotations

import os

DUMENT_PKCS11_MODULE = os.environ.get("DUMENT_PKCS11_MODULE", "")
DUMENT_PKCS11_TOKEN = os.environ.get("DUMENT_PKCS11_TOKEN", "")
DUMENT_PKCS11_PIN = os.environ.get("DUMENT_PKCS11_PIN", "")
DUMENT_PKCS11_LABEL = os.environ.get("DUMENT_PKCS11_LABEL", "")
DUMENT_PKCS11_TRUST = os.environ.get("DUMENT_PKCS11_TRUST", "")
DUMENT_TIMESTAMPS_URL = os.environ.get("DUMENT_TIMESTAMPS_URL", "")
DUMENT_TIMESTAMPS_TRUST = os.environ.get("DUMENT_TIMESTAMPS_TRUST", "")
