"""The translations: what the pages say is gathered, the catalogues are kept in step and compiled. `./dev messages`.

A journey is a folder of `src/dument/web/locale`, with its own catalogue in each language: what it says is found by the
parser of the templates and by the tree of the Python files, exactly as it is looked up when a page is made.

The words of click, which the `dument` command says, are English in their source and have a French catalogue.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import polib

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src/dument/web"
LOCALE = WEB / "locale"
# French is what the sources say; the folder of each other language, as Django names it. Easy French is the debtor's.
ENGLISH, EASY = "en", "fr_Falc"
LANGUAGES = {"frame": (ENGLISH, EASY), "debtor": (ENGLISH, EASY), "public": (ENGLISH, EASY)}
# Where each journey's sentences are. A new one: a line here, its area in `web/languages.py`, then `./dev messages`.
JOURNEYS = {
    "frame": (
        "templates/base.html",
        "templates/components/*.html",
        "templates/refused.html",
        "templates/error.html",
        "public/errors.py",
        "context.py",
        "file_fields.py",
        "forms.py",
        "refilling.py",
        "templatetags/*.py",
    ),
    "debtor": ("templates/debtor/**/*.html", "debtor/*.py"),
    "public": (
        "templates/public/letter*.html",
        "templates/public/free_help.html",
        "templates/public/home.html",
        "templates/public/legal.html",
        "templates/public/accessibility.html",
        "templates/public/verify.html",
        "templates/public/title_checked.html",
        "public/forms.py",
    ),
    "creditor": (
        "templates/creditor/*.html",
        "templates/exchanges/*.html",
        "creditor/*.py",
        "exchanging.py",
    ),
    "law": ("templates/law/**/*.html", "law/*.py"),
    "office": ("templates/office/*.html", "office/*.py"),
    "account": (
        "templates/account/**/*.html",
        "templates/account/email/*.txt",
        "templates/socialaccount/*.html",
        "templates/socialaccount/messages/*.txt",
        "account/**/*.py",
    ),
}
# What the layers below the pages say: `web/below.py` lists it.
BELOW = "below"
CLICK = ROOT / "src/dument/cli/locale/fr/LC_MESSAGES/click.po"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
PLURALS = {"en": "nplurals=2; plural=n != 1;"}
FRENCH_PLURALS = "nplurals=2; plural=n > 1;"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a source says, and its plural when it counts."""

    one: str
    many: str = ""


def sentences(journey: str) -> dict[Sentence, list[str]]:
    """Return what a journey says, in the order of its files, with the files that say it."""
    if journey == BELOW:
        from dument.web import below

        return {Sentence(one): ["below.py"] for one in below.sentences()}
    return _said_by(WEB, JOURNEYS[journey])


def sentences_of_click() -> dict[Sentence, list[str]]:
    """Return what the locked click says, with the files that say it."""
    return _said_by(Path(click.__file__).parent, ("*.py",))


def _said_by(folder: Path, patterns: Sequence[str]) -> dict[Sentence, list[str]]:
    found: dict[Sentence, list[str]] = {}
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            said = _of_python(path) if path.suffix == ".py" else _of_template(path)
            for one in said:
                where = found.setdefault(one, [])
                name = str(path.relative_to(folder))
                where += [] if name in where else [name]
    return found


def _of_python(path: Path) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS):
            continue
        words = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if words:
            yield Sentence(*words)


def _of_template(path: Path) -> Iterator[Sentence]:
    from django.template import Engine
    from django.template.base import Node
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = Engine.get_default()
    source = path.read_text(encoding="utf-8")
    template = engine.from_string(source)
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            said = node.filter_expression.var
            yield Sentence(str(getattr(said, "literal", said)))
        elif isinstance(node, BlockTranslateNode):
            one, _ = node.render_token_list(node.singular)
            many = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Sentence(one, many)
    for word in re.findall(r"""_\("([^"]+)"\)""", source):
        yield Sentence(word)


def catalogues() -> list[tuple[str, str]]:
    """Return each journey with each of its languages."""
    return [(one, language) for one in (*JOURNEYS, BELOW) for language in LANGUAGES.get(one, (ENGLISH,))]


def catalogue(journey: str, language: str) -> Path:
    """Return where a journey's catalogue is, in a language."""
    return LOCALE / journey / language / "LC_MESSAGES/django.po"


def renewed(journey: str, language: str) -> polib.POFile:
    """Return the catalogue in step with what the journey says: new sentences are empty, those gone are dropped."""
    return _in_step(catalogue(journey, language), sentences(journey), language)


def renewed_click() -> polib.POFile:
    """Return the French catalogue of click, in step with the locked version."""
    return _in_step(CLICK, sentences_of_click(), "fr")


def _in_step(path: Path, said: Mapping[Sentence, list[str]], language: str) -> polib.POFile:
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    held = {(entry.msgid, entry.msgid_plural): entry for entry in old}
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURALS.get(language, FRENCH_PLURALS),
    }
    for one, where in said.items():
        kept = held.get((one.one, one.many))
        entry = polib.POEntry(msgid=one.one, occurrences=[(name, "") for name in where])
        if one.many:
            entry.msgid_plural = one.many
            entry.msgstr_plural = dict(kept.msgstr_plural) if kept else {0: "", 1: ""}
        else:
            entry.msgstr = kept.msgstr if kept else ""
        if "%(" in one.one:
            entry.flags.append("python-format")
        new.append(entry)
    return new


def untranslated(journey: str, language: str) -> list[str]:
    """Return the sentences of a catalogue without a translation."""
    return lacking(renewed(journey, language))


def lacking(kept: polib.POFile) -> list[str]:
    """Return the sentences of a catalogue read that have no translation."""
    return [
        entry.msgid
        for entry in kept
        if not (entry.msgstr or (entry.msgstr_plural and all(entry.msgstr_plural.values())))
    ]


def main() -> int:
    """Write every catalogue and compile it; return 1 when a sentence is not translated yet."""
    every = {catalogue(journey, one): renewed(journey, one) for journey, one in catalogues()}
    missing = 0
    for path, new in {**every, CLICK: renewed_click()}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
        path.with_suffix(".mo").write_bytes(new.to_binary())
        for one in lacking(new):
            missing += 1
            print(f"{path.relative_to(ROOT)} : {one}")
    return 1 if missing else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dument.config.settings")
    import django

    django.setup()
    sys.exit(main())
