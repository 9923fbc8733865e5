"""Invoices for the tests: those made by others, beside the project, and small ones built here."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from dument.adapters.invoices.sample_cii import Facts, build

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "invoices"


def shared(name: str) -> bytes:
    """Return a file of ../shared/invoices; skip when the folder is not there, fail under CI."""
    if not SHARED.is_dir():
        message = "Le dossier ../shared/invoices manque : les factures d'autrui n'y sont pas lues."
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(message)
        pytest.skip(message)
    return (SHARED / name).read_bytes()


def cii() -> bytes:
    """Return the XML of the sample invoice."""
    from dument.adapters.invoices import sample

    return build(
        Facts(
            number="F2026-041",
            issued_on=sample.ISSUED_ON,
            delivered_on=sample.DELIVERED_ON,
            due_on=sample.DUE_ON,
            seller=sample.SELLER,
            buyer=sample.BUYER,
            lines=sample.LINES,
            prepaid=sample.NOTHING,
            iban=sample.IBAN,
            notes=sample.NOTES,
        )
    )


def pdf_with(content: bytes, name: str = "factur-x.xml", **saving: object) -> bytes:
    """Return a one-page PDF with one attachment."""
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments[name] = pikepdf.AttachedFileSpec(document, content)
    saved = BytesIO()
    document.save(saved, **saving)  # type: ignore[arg-type]
    return saved.getvalue()
