"""Text of an XML element -> amount, quantity, date, words; what can't be read becomes None and a defect."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from decimal import Decimal

from lxml import etree

from dument.ports.invoices import Defect

MAX_TEXT = 500
CENT = Decimal("0.01")

# Fifteen digits before the point: more is no invoice between people, and "1e999999" must cost nothing.
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,10})?|\.\d{1,10})", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[TZ+-].*)?", re.ASCII)


class Values:
    """Reads the elements of one document by paths with prefixes, and keeps the defects met on the way."""

    def __init__(self, namespaces: dict[str, str]) -> None:
        self.namespaces = namespaces
        self.defects: list[Defect] = []

    def one(self, node: etree._Element | None, path: str) -> etree._Element | None:
        """Return the first element at `path` under `node`, or None."""
        return None if node is None else node.find(path, self.namespaces)

    def every(self, node: etree._Element | None, path: str) -> list[etree._Element]:
        """Return every element at `path` under `node`."""
        return [] if node is None else node.findall(path, self.namespaces)

    def text(self, node: etree._Element | None, path: str) -> str:
        """Return the words at `path`: one line, no control character, 500 characters at most; "" if none."""
        return clean(self._raw(self.one(node, path)))

    def number(self, node: etree._Element | None, path: str) -> Decimal | None:
        """Return the number at `path`; None when there is none, or it is illegible (a defect is kept)."""
        found = self.one(node, path)
        written = self._raw(found).strip()
        if found is None or not written:
            return None
        if not _NUMBER.fullmatch(written):
            self._illegible("MONTANT", f"« {clean(written)[:40]} » n'est pas un nombre lisible.", path)
            return None
        return Decimal(written)

    def amount(self, node: etree._Element | None, path: str) -> Decimal | None:
        """Return the amount at `path`, with two decimals unless the file writes more that count."""
        value = self.number(node, path)
        if value is None or value != value.quantize(CENT):
            return value
        return value.quantize(CENT)

    def day(self, node: etree._Element | None, path: str) -> date | None:
        """Return the date at `path` ("20171113" or "2017-11-13"); None and a defect when it is illegible."""
        found = self.one(node, path)
        written = self._raw(found).strip()
        if found is None or not written:
            return None
        match = _COMPACT_DATE.fullmatch(written) or _ISO_DATE.fullmatch(written)
        if match:
            # February 30 reads like a date and is none.
            with suppress(ValueError):
                return date(int(match[1]), int(match[2]), int(match[3]))
        self._illegible("DATE", f"« {clean(written)[:40]} » n'est pas une date lisible.", path)
        return None

    def _illegible(self, rule: str, message: str, path: str) -> None:
        where = "/".join(step.split(":")[-1] for step in path.split("/")[-2:])
        self.defects.append(Defect(rule, "error", message, where))

    @staticmethod
    def _raw(node: etree._Element | None) -> str:
        return "" if node is None else "".join(str(part) for part in node.itertext())[: 4 * MAX_TEXT]


def clean(text: str) -> str:
    """Return `text` on one line, without control or invisible formatting characters, 500 at most."""
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return " ".join(kept.split())[:MAX_TEXT]
