"""How hard a text is to read, by a published formula that counts what anybody can count again.

LIX (C. H. Björnsson, *Läsbarhet*, 1968): words a sentence, plus the percentage of words of more than six letters.
Under 30 reads like a children's book, 40 like a newspaper, over 50 like an official text. It needs no syllables,
which no rule counts surely in French.
"""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<=[.:;?!])\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def lix(text: str) -> float:
    """Return the LIX of a text: its paragraphs stand between empty lines, numbers and codes are no words."""
    paragraphs = re.split(r"\n\s*\n", text.replace("’", " ").replace("'", " "))
    sentences = [_WORD.findall(one) for paragraph in paragraphs for one in _ENDS.split(paragraph)]
    words = [word for sentence in sentences for word in sentence]
    count = sum(1 for sentence in sentences if sentence)
    return len(words) / count + 100 * sum(len(word) > 6 for word in words) / len(words)
