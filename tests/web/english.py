"""What a page in English still says in French without telling so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Words of French that no English sentence holds.
FRENCH = re.compile(
    r"\b(le|la|les|des|du(?!-)|et|vous|votre|est|pour|avec|dans|une|n'est|aucun|aucune|qui|cette|ou|au|aux|jour|montant)\b",
    re.IGNORECASE,
)
# What a person reads or hears besides the text.
SAID = ("alt", "title", "aria-label", "placeholder", "data-unable", "data-refused")
ALONE = frozenset(("br", "circle", "hr", "img", "input", "line", "link", "meta", "path", "rect"))


class _Heard(HTMLParser):
    """Gathers what the page says outside of what it marks as French."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.heard: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element; what its attributes say is heard with it. A page that is French whole is heard whole."""
        given = dict(attrs)
        tongue = given.get("lang")
        french = self._in_french() if tongue is None or tag == "html" else tongue.startswith("fr")
        if not french:
            self.heard += [said for name in SAID if (said := given.get(name))]
            if tag == "meta" and given.get("name") == "description":
                self.heard.append(given.get("content") or "")
        if tag not in ALONE:
            self.open.append((tag, french))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass an element that holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in ALONE:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Leave it, and what it left open."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Hear a text."""
        if not self._in_french() and not (self.open and self.open[-1][0] in {"script", "style"}):
            self.heard.append(data)

    def _in_french(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def french_in(page: str, *said_by_people: str) -> list[str]:
    """Return each bit of French that the page holds outside of what it marks as French, with what surrounds it.

    What people wrote of their case is theirs: it is left aside, as is a French term between brackets.
    """
    heard = _Heard()
    heard.feed(page)
    return list(_bits(" ".join(heard.heard), said_by_people))


def _bits(words: str, said_by_people: tuple[str, ...]) -> Iterator[str]:
    for one in said_by_people:
        words = words.replace(one, " ")
    words = re.sub(r"\([^)]*\)|\"n'habite[^\"]*\"|trois cent dix[^<]*|“[^”]*”", " ", words)
    for found in FRENCH.finditer(words):
        yield words[max(0, found.start() - 60) : found.end() + 60]
