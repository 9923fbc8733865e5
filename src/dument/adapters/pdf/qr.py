"""The QR code of a document: what it holds, and its drawing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import segno

from dument.ports.pdf import form_tag

if TYPE_CHECKING:
    from collections.abc import Mapping


def payload(kind: str, data: Mapping[str, object]) -> str | None:
    """Return what the QR of a document holds, or None when it has none.

    A letter's holds the answer address and the case reference, never the code: who photographs it must still
    type what the addressee alone was sent.
    """
    if kind in {"invitation", "code_letter"}:
        return f"{data['answer_url']}?{urlencode({'ref': str(data['reference'])})}"
    if kind in {"acceptance_form", "refusal_form"}:
        return form_tag(kind, str(data["reference"]))
    if kind in {"title", "debtor_copy"} and data.get("verify_url"):
        return str(data["verify_url"])
    return None


def svg(text: str) -> str:
    """Return the QR of a text as SVG, quiet zone of four modules included (ISO/IEC 18004).

    The mask is fixed: trying all eight costs a tenth of the time of a letter, and readers are told which it is.
    """
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=2).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
