"""The local typesetter: Typst templates and fonts shipped in the package, PDF/A-2a + PDF/UA-1."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path

import typst

from dument.adapters.pdf import qr
from dument.adapters.pdf.glyphs import breakable, visible
from dument.ports.pdf import TypesettingFailed, require_complete

TEMPLATES = {
    "invitation": "invitation.typ",
    "acceptance_form": "form.typ",
    "refusal_form": "form.typ",
    "conflict_declaration": "conflict_declaration.typ",
    "code_letter": "code_letter.typ",
    "acceptance_record": "acceptance_record.typ",
    "proposal": "proposal.typ",
    "agreement": "agreement.typ",
    "outcome_record": "outcome_record.typ",
    "title": "title.typ",
    "debtor_copy": "title.typ",
    "discharge": "discharge.typ",
    "discharge_withdrawal": "discharge_withdrawal.typ",
    "easy_letter": "easy_letter.typ",
    "step_proof": "step_proof.typ",
    "account": "account.typ",
    "computation": "computation.typ",
}


class TypstTypesetter:
    """Implements ports.pdf.Typesetter.

    One compiler is kept and reused: it holds the fonts and the parsed templates. A lock guards it, since a
    compilation takes milliseconds and workers are processes.
    """

    def __init__(self) -> None:
        here = Path(str(files("dument.adapters.pdf")))
        self._templates = here / "templates"
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(
            root=str(self._templates), font_paths=[str(here / "fonts")], ignore_system_fonts=True
        )

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        """Return the PDF of a document: same data, same bytes. Raises as ports.pdf.Typesetter says."""
        require_complete(kind, data)
        try:
            # Noon, so that no time zone can move the file's date to the day before or after.
            made = datetime.combine(date.fromisoformat(str(data["day"])), time(12), UTC)
        except ValueError as error:
            told = f"Jour du document illisible : « {data['day']} » ; attendu AAAA-MM-JJ."
            raise TypesettingFailed(told) from error
        inputs = {"kind": kind, "data": json.dumps(_printed(data), ensure_ascii=False, sort_keys=True)}
        drawn = qr.payload(kind, data)
        if drawn is not None:
            inputs["qr"] = qr.svg(drawn)
        pdf = self._compile(TEMPLATES[kind], inputs, made)
        # A signature is appended later: PDF/A holds only if the last line is ended before it.
        return pdf if pdf.endswith(b"\n") else pdf + b"\n"

    def _compile(self, template: str, inputs: dict[str, str], made: datetime) -> bytes:
        with self._lock:
            try:
                pdf = self._compiler.compile(
                    input=str(self._templates / template),
                    format="pdf",
                    sys_inputs=inputs,
                    pdf_standards=["a-2a", "ua-1"],
                    timestamp=int(made.timestamp()),
                )
            except typst.TypstError as error:
                raise TypesettingFailed(f"Composition impossible ({template}) : {error}") from error
        assert isinstance(pdf, bytes)  # noqa: S101 - one file is asked for, in memory
        return pdf


def _printed(value: object) -> object:
    """Return the data with every text made visible and breakable (see glyphs)."""
    if isinstance(value, str):
        return breakable(visible(value))
    if isinstance(value, Mapping):
        return {key: _printed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(item) for item in value]
    return value
