"""Sealed letters (rendered as PDF/A, hashed, stored, event written) beside bare Typst on the same letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import typst
from django.db import transaction

from dument.actions.letters import preview_data
from dument.adapters.pdf import qr
from dument.cli.benchmarks.report import Report, peak_memory, rates
from dument.cli.benchmarks.stage import prepared_case
from dument.ports.pdf import typesetter
from dument.ports.storage import store
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from dument.records.journal.chain import Line, append
from dument.records.reading import read_case

LETTERS = 100
AT = datetime(2026, 10, 13, 8, tzinfo=UTC)


def run(size: int | None = None) -> Report:
    """Measure on that many letters, a hundred by default, and return the report."""
    case_id = prepared_case()
    bare = _bare(_data(read_case(case_id)))
    found = rates(size or LETTERS, sealed=sealing(case_id), bare=bare)
    report = Report(name="letters")
    report.add("lettres scellées par seconde et par cœur", found["sealed"], "lettres/s", at_least=50)
    report.add("Typst nu, même lettre, même passage", found["bare"], "lettres/s")
    report.add("rapport", found["sealed"] / found["bare"], "", at_least=0.75)
    report.add("mémoire au plus haut", peak_memory(), "Mo", at_most=400)
    return report


def sealing(case_id: UUID) -> Callable[[int], None]:
    """Return what seals the letter of that case under the rank it is given: rendered, stored, written."""
    case = read_case(case_id)
    data = _data(case)

    def sealed(rank: int) -> None:
        content = typesetter().render("invitation", data | {"reference": f"DU-{rank:04}-0000"})
        digest = store().put(content)
        _record(case, digest, len(content), rank)

    return sealed


def _data(case: Case) -> dict[str, object]:
    return preview_data(case, "Maître Camille Renaud", AT)


def _record(case: Case, digest: str, size: int, rank: int) -> None:
    """Write the document and its journal line, in a transaction of their own."""
    with transaction.atomic():
        locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        Document.objects.create(
            case=locked, office_id=locked.office_id, kind="bench", rank=locked.last_number, on=date(2026, 10, 13),
            sha256=digest, size=size,
        )  # fmt: skip
        body = {"sha256": digest, "rank": rank}
        append(
            locked, Line(type="bench", on=date(2026, 10, 13), at=AT, actor="officer", actor_id="", body=body)
        )
        locked.save(update_fields=["last_number", "head"])


def _bare(data: dict[str, object]) -> Callable[[int], None]:
    """Return what compiles the same letter with Typst alone, its inputs made beforehand."""
    here = Path(str(files("dument.adapters.pdf")))
    compiler = typst.Compiler(
        root=str(here / "templates"), font_paths=[str(here / "fonts")], ignore_system_fonts=True
    )
    drawn = qr.payload("invitation", data)
    drawing = qr.svg(drawn) if drawn else ""

    def compile_one(rank: int) -> None:
        inputs = {
            "kind": "invitation",
            "data": json.dumps(data | {"reference": f"DV-{rank:04}-0000"}),
            "qr": drawing,
        }
        compiler.compile(
            input=str(here / "templates" / "invitation.typ"),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(AT.timestamp()),
        )

    return compile_one
