"""Stories in a browser wait for the page that comes, or they would judge the page that goes."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT, shown

# A link or a button clicked as found: `Site.follow`, `press` and `activate` do it and wait.
IMPATIENT = re.compile(r'get_by_role\(\s*"(?:link|button)"[^\n]*\)\.(?:first\.)?click\(\)')


def test_links_and_buttons_are_left_to_the_window() -> None:
    stories = sorted((ROOT / "tests" / "browser").glob("*.py"))
    assert stories
    assert [shown(path) for path in stories if IMPATIENT.search(path.read_text())] == []
    assert IMPATIENT.search('page.get_by_role("button", name="Continuer").click()')
