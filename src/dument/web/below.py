"""What the layers under the pages say, in French, told in the language of the page.

The law, the procedure and the actions speak French, the language of their sources. Their words and sentences that are
listed here have a translation in the catalogue `below`; a sentence that prints values of the case is known by its
words, its values being holes. What has none is shown as it is, marked as French for whoever reads it aloud.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from dument.actions import addresses, receipts, roles
from dument.law.codebtors import SOLIDARITY
from dument.law.references import IN_FRENCH
from dument.law.representation import PROTECTIONS, QUALITIES
from dument.procedure.cancelling import CANCELLATIONS
from dument.procedure.machine import ACTOR_LABELS, STATE_LABELS
from dument.procedure.packs import pack
from dument.queries import (
    members,
    notices,
    office,
    readings,
    register,
    retention,
    running,
    team,
    timeline,
    words,
)
from dument.queries.addresses import DONE
from dument.queries.open_sessions import NAMES
from dument.queries.reasons import HOLE, TOLD_BY_THE_RULE, reasons
from dument.queries.tasks import TASKS
from dument.web import told_by_law
from dument.web.calendar import MONTHS, MONTHS_IN_ENGLISH
from dument.web.languages import StrOrPromise

# Where a refusal is raised with the very sentence that the person reads.
RAISING = (
    "actions/_move.py",
    "actions/addresses.py",
    "actions/certificates.py",
    "actions/claims.py",
    "actions/codebtors.py",
    "actions/desk.py",
    "actions/exchanges.py",
    "actions/holds.py",
    "actions/margins.py",
    "actions/members.py",
    "actions/quotas.py",
    "law/communes.py",
    "law/competence.py",
    "law/schedules.py",
    "procedure/margin.py",
)
RAISED = {
    "BadEvidence", "BadCodebtor", "NotADraft", "BadExchange", "MarginFixed", "BadMargin", "NotPossible", "TooMuch",
    "UnknownPlace", "Changed", "ValueError", "HoldRefused", "BadSchedule",
}  # fmt: skip
# Where whole sentences are kept under a name, and raised or shown by it.
SAYING = ("queries/timeline.py", "adapters/companies/local.py", "adapters/photos/local.py")
# What the rules put in the holes of their own sentences.
WITHIN = (
    f"l'étude relève d'un autre ({HOLE})",
    "aucune étude n'est choisie",
    "du créancier",
    "du débiteur",
    "du créancier et du débiteur",
)
SPOKEN_OF = (
    words.KINDS, words.CAUSES, words.LINE_KINDS, words.RATES, words.DOCUMENTS, words.MEDIA_TYPES, words.FACTS,
    words.ACTORS, words.REASONS, words.CONFLICTS, CANCELLATIONS, SOLIDARITY, IN_FRENCH, QUALITIES,
    DONE, dict(members.ROLES), members.DONE, words.CHANNELS, words.ANSWERS, words.IDENTITIES, words.INSOLVENCIES,
    words.RECIPIENTS, PROTECTIONS, readings.ROLES, readings.PAGES, register.NATURES, running.WHAT, retention.LABELS,
    retention.CERTAINTIES, team.CAPACITIES, office.SCOPES, office.DUE, timeline.CERTIFICATES, timeline.CHECKED_NAME,
)  # fmt: skip

OWN_WORDS = {label for name, label in timeline.DETAILS if name in timeline.IN_OWN_WORDS}

DAY = re.compile(rf"(?P<day>\d+)(?:er)? (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})")


@cache
def sentences() -> tuple[str, ...]:
    """Return all that is listed, each once, in the order of its sources; a value of the case is a hole, "…"."""
    found = [label for labels in SPOKEN_OF for label in labels.values() if label]
    found += [*STATE_LABELS.values(), words.MONTH_OVER, *ACTOR_LABELS.values()]
    found += [told for task in TASKS.values() for told in (task.for_office, task.for_creditor)]
    found += [*_of_journal(), roles.RESERVED, receipts.LAST_PAYMENT]
    found += [one.sentence for one in reasons() if one.sentence != TOLD_BY_THE_RULE]
    found += [row.label for row in pack("l125").values()]
    found += [label for notice, label, ways in notices.OFFERED for label in (label, *dict(ways).values())]
    found += [*WITHIN, *NAMES, *_raised(), addresses.DEAD, *told_by_law.sentences()]
    found += [one for path in SAYING for one in told_by_law.written_in(path)]
    return tuple(dict.fromkeys(found))


def _of_journal() -> Iterator[str]:
    """Yield the lines of a journal, and what is said under them."""
    for one in (*timeline.SENTENCES.values(), timeline.DECLARED, timeline.INSTALMENT):
        yield re.sub(r"\{\w+\}", HOLE, one)
    yield from (f"{label} : {HOLE}" for _, label in (*timeline.DETAILS, *timeline.TRACE))
    for one in timeline.CHECKED.values():
        told = f"{HOLE} : {re.sub(r'\{\w+\}', HOLE, one)}."
        yield from (told, f"{told} {HOLE}")
    yield from (words.ACTORS[party].capitalize() for party in ("creditor", "debtor"))


def spoken(said: StrOrPromise) -> str:
    """Return a sentence of the layers below in the language of the page, marked as French where it stays French."""
    sentence = str(said)
    if not sentence or (get_language() or "fr").startswith("fr"):
        return sentence
    return _quoted(sentence) or translated(sentence) or format_html('<span lang="fr">{}</span>', sentence)


def _quoted(sentence: str) -> str:
    """Return a detail of the journal that quotes somebody, his words marked as French; an empty text for any other."""
    label, _, quotation = sentence.partition(" : ")
    if label not in OWN_WORDS:
        return ""
    return format_html(
        '{}<span lang="fr">{}</span>', gettext(f"{label} : {HOLE}").removesuffix(HOLE), quotation
    )


def translated(sentence: str) -> str:
    """Return the translation of a sentence, its values kept; an empty text when it has none."""
    whole = gettext(sentence)
    if whole != sentence:
        return whole
    for pattern, words_of in _patterns():
        held = pattern.fullmatch(sentence)
        if held and (said := gettext(words_of)) != words_of:
            values = iter(held.groups())
            return "".join(
                _value(next(values)) if one == HOLE else one for one in re.split(f"({HOLE})", said)
            )
    return ""


def _value(text: str) -> str:
    """Return what a hole holds: a day written in words and what is listed are translated, the rest is a value."""
    written = DAY.fullmatch(text)
    if written and get_language() == "en":
        month = MONTHS_IN_ENGLISH[MONTHS.index(written["month"])]
        return f"{written['day']} {month} {written['year']}"
    return translated(text) or text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what finds each sentence that has holes, the one with the most words first."""
    holed = sorted((one for one in sentences() if HOLE in one), key=len, reverse=True)
    return tuple((re.compile("(.+?)".join(map(re.escape, one.split(HOLE))), re.DOTALL), one) for one in holed)


def _raised() -> Iterator[str]:
    for path in RAISING:
        tree = ast.parse(files("dument").joinpath(path).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in RAISED
                and node.args
            ):
                yield from told_by_law.words(node.args[0])
