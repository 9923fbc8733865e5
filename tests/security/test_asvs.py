"""The table of ASVS names what exists, once each, and claims nothing without showing it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "asvs.md").read_text()
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| (\S+) \| (.*?) \| (.*?) \|$", TEXT, re.MULTILINE)
LEVELS_1_AND_2 = 253


def test_each_requirement_is_told_once() -> None:
    assert len({one for one, *_ in ROWS}) == len(ROWS) == LEVELS_1_AND_2
    numbers = [tuple(map(int, one.split("."))) for one, *_ in ROWS]
    assert numbers == sorted(numbers)


def test_the_counts_are_those_of_the_rows() -> None:
    counted = Counter(verdict for _, verdict, *_ in ROWS)
    assert set(counted) == {"met", "open", "n/a"}
    assert f"**{counted['met']} met**, **{counted['open']} open**, {counted['n/a']} not applicable" in TEXT


def test_what_is_met_shows_it_and_what_is_not_says_why() -> None:
    assert [one for one, verdict, _, shown in ROWS if verdict == "met" and "`" not in shown] == []
    assert [one for one, verdict, why, _ in ROWS if verdict != "met" and not why.strip()] == []


def test_what_is_named_exists() -> None:
    missing = []
    for one, _, _, shown in ROWS:
        for named in re.findall(r"`([^`]+)`", shown):
            path, _, test = named.partition("::")
            file = ROOT / path
            if not file.exists() or (test and f"def {test}(" not in file.read_text()):
                missing.append((one, named))
    assert missing == []
