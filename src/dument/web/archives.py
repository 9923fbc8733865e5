"""One's own data as an archive: the values (JSON), a table of the cases (CSV), and the files."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Mapping

from django.http import FileResponse

from dument.ports.storage import Missing
from dument.queries import documents
from dument.queries.export import Export
from dument.web.tables import table

IN_MEMORY = 8 * 1024 * 1024
HEADINGS = ("Dossier", "État", "Étude", "Principal", "Intérêts", "Exigible le", "Fondement")
READ_ME = (
    "Vos données, telles que le site les détient à ce jour.\r\n"
    "donnees.json : tout, pour un programme. dossiers.csv : un dossier par ligne, pour un tableur.\r\n"
    "Un dossier par référence : les documents de la procédure et les pièces, octet pour octet.\r\n"
    "« consultations » dit quand l'étude a lu le dossier et par quelle fonction, jamais par qui.\r\n"
)


def as_archive(export: Export, about: Mapping[str, object], name: str) -> FileResponse:
    """Return the archive, to be saved under that name; `about` tells who asked. A file that is gone is named."""
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    missing = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in export.files:
            try:
                archive.writestr(one.name, documents.content(one.sha256))
            except Missing:
                missing.append(one.name)
        told = {**about, "dossiers": list(export.cases), "fichiers_absents": missing}
        archive.writestr("donnees.json", json.dumps(told, ensure_ascii=False, indent=1))
        archive.writestr("dossiers.csv", table(HEADINGS, [_row(case) for case in export.cases]))
        archive.writestr("LISEZMOI.txt", READ_ME)
    made.seek(0)
    answer = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _row(case: Mapping[str, object]) -> list[str]:
    claim = case["creance"]
    assert isinstance(claim, Mapping)  # noqa: S101 - made by queries.export
    return [
        str(case["reference"]),
        str(case["etat"]),
        str(case["etude"]),
        *(str(claim[name]) for name in ("principal", "interets", "exigible_le", "fondement")),
    ]
