"""Tables given as files: cells that a spreadsheet must read as text, never as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# What opens a formula in a spreadsheet, alone or after blanks (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """Return the cell with an apostrophe before what a spreadsheet would run; it then shows the text as it is."""
    text = cell.replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a CSV text that French spreadsheets open: semicolons, its UTF-8 mark, every cell quoted, inert."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return "\ufeff" + made.getvalue()


def as_csv(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Return that table, in French, as a file to be saved."""
    answer = HttpResponse(table(headings, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Language"] = "fr"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
