"""docs/procedure.md: the table of the procedure, drawn and told."""

from __future__ import annotations

from dument.procedure import diagram
from dument.procedure.machine import STATE_LABELS
from dument.procedure.packs.l125 import PACK
from dument.procedure.states import CLOSED, ENDINGS, FRUITLESS_ENDINGS, MONTH_RUNNING, State
from dument.queries.reasons import Reason, reasons
from scripts.pages.markdown import code, notice, page, table


def text() -> str:
    """Return the page."""
    return page(
        "# The procedure",
        notice("`src/dument/procedure/packs/l125.py`, the only place that decides who may do what"),
        "Simplified procedure for small claims, CPCE L125-1 and R125-1 to R125-8 (pack `l125`).",
        "## The road",
        _drawing(diagram.road(PACK)),
        "## Giving up, and closing",
        "By the creditor before an agreement, by the officer at any stage after the draft.",
        _drawing(diagram.exits(PACK)),
        "## States",
        _states(),
        "## Acts",
        "`=` : the act is recorded and the state stays. *Tolerant*: what the law leaves to the officer is a warning. "
        "*Ordinary*: beside the procedure. Messages are carried out by `dument.jobs.effects`.",
        _acts(),
        "## Guards",
        _guards(),
        "## Endings",
        "*Dispenses*: the creditor need not try to settle again before a judge (CPC 750-1 5°).",
        _endings(),
        "## Refusals",
        "Every reason is given at once. `…` stands for a value of the case.",
        _refusals([reason for reason in reasons() if not reason.decidable]),
        "## Decided by the officer",
        "The texts are silent, or the fact is for him to judge: a written decision, with its reason, sets the finding "
        "aside for the rest of the case. For the creditor's filing it is a warning.",
        _refusals([reason for reason in reasons() if reason.decidable]),
    )


def _drawing(mermaid: str) -> str:
    return f"```mermaid\n{mermaid}\n```"


def _states() -> str:
    return table(
        ("state", "in French", "open", "payments"),
        (
            (
                f"`{state}`",
                STATE_LABELS[state],
                "closed" if state in CLOSED else "open",
                "locked (R125-7)" if state in MONTH_RUNNING else "",
            )
            for state in State
        ),
    )


def _acts() -> str:
    return table(
        ("act", "label", "who", "from → to", "article", "guards", "documents", "messages"),
        (
            (
                f"`{line.act}`" + _kind(line),
                line.label,
                diagram.who(line.actors),
                f"{_sources(line.sources)} → `{line.target}`",
                line.article,
                code(*(name for name, _ in line.guards)),
                code(*line.documents),
                code(*line.effects),
            )
            for line in diagram.lines(PACK)
        ),
    )


def _kind(line: diagram.ActLine) -> str:
    kinds = [word for word, true in (("tolerant", line.tolerant), ("ordinary", line.ordinary)) if true]
    return f"\n*{', '.join(kinds)}*" if kinds else ""


def _sources(states: tuple[str, ...]) -> str:
    left = [state for state in State if state not in states]
    if not left:
        return "any state"
    if len(left) < len(states):
        return "any state but " + ", ".join(f"`{state}`" for state in left)
    return ", ".join(f"`{state}`" for state in states)


def _guards() -> str:
    said = {name: says for line in diagram.lines(PACK) for name, says in line.guards}
    used = {name: [line.act for line in diagram.lines(PACK) if name in dict(line.guards)] for name in said}
    rows = ((f"`{name}`", says, ", ".join(f"`{act}`" for act in used[name])) for name, says in said.items())
    return table(("guard", "what it wants", "asked by"), rows)


def _endings() -> str:
    return table(
        ("act", "ending", "dispenses"),
        (
            (f"`{act}`", ending, "yes" if ending in FRUITLESS_ENDINGS else "no")
            for act, ending in ENDINGS.items()
        ),
    )


def _refusals(found: list[Reason]) -> str:
    return table(
        ("code", "sentence", "articles", "rule"),
        ((f"`{one.code}`", one.sentence, "\n".join(one.basis), f"`{one.path}`") for one in found),
    )
