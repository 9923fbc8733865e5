"""Documents and commands in step with the code."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from dument.cli.main import COMMANDS, main
from scripts import docs
from tests.architecture.source import PACKAGE, ROOT, identifiers, shown, tracked

HEADINGS = ["## Context", "## Decision", "## Rejected", "## Consequences"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
ENGLISH = re.compile(r"\b(the|and|of|with|from|this|for|is|are)\b", re.IGNORECASE)


def glossary() -> list[list[str]]:
    """Return the rows of the glossary: identifier, French term, article, meaning."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "GLOSSARY.md").read_text().splitlines()
        if line.startswith("| `")
    ]
    assert all(len(row) == 4 for row in rows)
    return rows


def test_glossary_words_are_the_code_s() -> None:
    known = {f"_{name}_" for name in identifiers()}
    text = " ".join(known)
    missing = [
        word
        for row in glossary()
        for word in re.findall(r"`([^`]+)`", row[0])
        if f"_{word}_" not in known and f"_{word}_" not in text and f"_{word}s_" not in text
    ]
    assert missing == []


def test_glossary_has_one_word_a_term() -> None:
    rows = glossary()
    terms = [row[1].lower() for row in rows]
    words = [word for row in rows for word in re.findall(r"`([^`]+)`", row[0])]
    assert len(rows) > 40
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_words_ruled_out_are_not_used() -> None:
    text = (ROOT / "GLOSSARY.md").read_text()
    ruled_out = re.findall(r"`(\w+)`", text.split("## Words ruled out")[1])
    assert len(ruled_out) > 5
    used = {word: [name for name in identifiers() if f"_{word}_" in f"_{name}_"] for word in ruled_out}
    assert {word: names for word, names in used.items() if names} == {}


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_decision_has_its_four_headings(page: Path) -> None:
    text = page.read_text()
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADINGS
    assert re.match(r"# \d{4} — .+\n", text)
    sections = re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]
    assert all(len(section.strip()) > 40 for section in sections)


def test_decisions_are_numbered_without_gap() -> None:
    assert len(DECISIONS) >= 10
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert all(page.read_text().startswith(f"# {page.name[:4]} — ") for page in DECISIONS)


def test_links_lead_somewhere() -> None:
    pages = [page for page in tracked() if page.suffix == ".md"]
    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text())
        if not (page.parent / link).exists()
    ]
    assert len(pages) > 10
    assert dead == []


def test_every_variable_is_told_in_the_example() -> None:
    read = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(
            r"""(?:environ(?:\.get\(|\[)|getenv\(|= key\()\s*["'](\w+)["']""", path.read_text()
        )
    }
    told = set(
        re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    )
    assert read == told


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_loads_and_helps_in_french(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = [option.help or "" for option in command.params if isinstance(option, click.Option)]
    said = [command.help or "", *options]
    assert said[0].strip(), f"`dument {name}` has no help"
    assert [sentence for sentence in said if ENGLISH.search(sentence)] == []


def test_generated_pages_are_in_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert docs.stale() == []


NETWORK = re.compile(
    r"^(?:import|from) (boto3|requests|urllib3|urllib\.request|http\.client|smtplib|httpx)\b", re.MULTILINE
)


def test_whoever_asks_over_the_network_bounds_the_whole_call() -> None:
    """Its timeout between two bytes is none for a server that drips; errors alone may be named without asking."""
    asking = [
        path
        for layer in ("ports", "records", "actions", "queries", "jobs", "adapters", "web", "config")
        for path in (PACKAGE / layer).rglob("*.py")
        if NETWORK.search(path.read_text().replace("from smtplib import SMTP", ""))
    ]
    unbounded = [shown(path) for path in asking if "at_most(" not in path.read_text()]
    assert len(asking) >= 4
    assert unbounded == []
