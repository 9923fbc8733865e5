"""The page of figures says each figure, its target and whether it is met."""

from __future__ import annotations

from dument.cli.benchmarks.report import Report
from scripts.performance import text


def test_each_figure_is_told_with_its_verdict() -> None:
    report = Report(name="essai")
    report.add("assez", 2, "s", at_most=3)
    report.add("trop", 4, "s", at_most=3)
    page = text([report.as_json()])
    assert "| assez | 2 s | ≤ 3 | met |" in page
    assert "| trop | 4 s | ≤ 3 | **not met** |" in page
    head, _, _ = page.partition("## essai")
    assert "- essai: trop, 4 s for a target of ≤ 3." in head
    assert "- pages: not run to its end." in head
    assert "assez" not in head


def test_what_holds_a_missed_target_back_is_told() -> None:
    for value, told in ((4, True), (2, False)):
        report = Report(name="letters")
        report.add("durée", value, "s", at_most=3)
        assert ("- letters: Typst alone" in text([report.as_json()])) is told
    assert "- letters: Typst alone" in text([]), "nor is what was not run reached"
