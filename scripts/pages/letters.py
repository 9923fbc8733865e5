"""docs/letters.md: each printed document, what it must mention, by which article, from which template."""

from __future__ import annotations

from dument.adapters.pdf.typst import TEMPLATES
from dument.law.mentions import catalogue
from dument.law.texts import printed_by
from dument.queries.words import DOCUMENTS
from scripts.pages.markdown import notice, page, table

FOLDER = "../src/dument/adapters/pdf/templates"


def text() -> str:
    """Return the page."""
    kinds = catalogue()
    return page(
        "# The documents and what they must mention",
        notice("`src/dument/law/data/mentions.toml` and `src/dument/adapters/pdf/typst.py`"),
        "A document whose data lack a mention is not rendered: `dument.ports.pdf.require_complete` refuses, and "
        "`prepare` is refused `missing_mention`. *Certainty*: confirmed, a text demands it; secondary, one source; "
        "inferred, a drafting choice.",
        table(
            ("document", "in French", "template", "mentions"),
            ((f"[`{kind}`](#{kind})", _name(kind), _template(kind), str(len(kinds[kind]))) for kind in kinds),
        ),
        *(part for kind in kinds for part in _document(kind)),
    )


def _document(kind: str) -> tuple[str, ...]:
    rows = (
        (
            mention.label,
            mention.article,
            mention.certainty,
            "\n".join(f"`{one}`" for one in mention.fields),
            "\n".join(f"« {one} »" for one in mention.proof),
        )
        for mention in catalogue()[kind]
    )
    articles, models = printed_by(kind)
    printed = ", ".join(f"`{name}`" for name in (*articles, *models))
    return (
        f'<a id="{kind}"></a>\n\n## {_name(kind)}',
        f"Template: {_template(kind)}." + (f" Printed from `law/texts`: {printed}." if printed else ""),
        table(("mention", "article", "certainty", "data", "words read in the page"), rows),
    )


def _name(kind: str) -> str:
    """Return the French name of a stored document; one that is never stored has its own word only."""
    return DOCUMENTS.get(kind, kind)


def _template(kind: str) -> str:
    return f"[`{TEMPLATES[kind]}`]({FOLDER}/{TEMPLATES[kind]})"
