"""A person who has no mouse: everything is reached by Tab, chosen by the arrows and Space, done by Enter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site

# More stops than any page of the site has: who reaches none of them in so many is trapped.
MOST_STOPS = 150
# What the person sees of the element that has the focus: something drawn round it, inside the window.
SEEN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const drawn = (one) => { const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; };
  const around = here.type === 'file' || here.type === 'radio' || here.type === 'checkbox' ? here.parentElement : here;
  return here === document.body || ((drawn(here) || drawn(around)) && box.bottom > 0 && box.top < innerHeight);
}"""
FORCED = "[...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).length"


class Hands(Site):
    """A person before a window, with a keyboard only."""

    def reach(self, what: Locator) -> None:
        """Press Tab until the element has the focus; each stop on the way must be seen."""
        expect(what).to_be_attached()
        wanted = what.element_handle()
        for _ in range(MOST_STOPS):
            if self.page.evaluate("(one) => one === document.activeElement", wanted):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(SEEN), f"{self.page.url} : {self._here()} n'est pas vu"
        raise AssertionError(f"{self.page.url} : {what} ne s'atteint pas au clavier")

    def _here(self) -> str:
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))

    def activate(self, what: Locator) -> None:
        """Reach it and press Enter, to the end of the page that comes: its order of stops is that of its text."""
        self.reach(what.first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        assert self.page.evaluate(FORCED) == 0

    def type(self, label: str, text: str, *, exact: bool = False) -> None:
        """Type in a box."""
        self.reach(self.page.get_by_label(label, exact=exact))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def choose(self, option: Locator) -> None:
        """Choose among buttons of one name: Tab enters the group, the arrows go through it."""
        name = option.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']")
        chosen = group.and_(self.page.locator(":checked"))
        self.reach(chosen.first if chosen.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if option.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(option).to_be_checked()

    def select(self, label: str, option: str) -> None:
        """Choose in a list by typing what it says."""
        box = self.page.get_by_label(label, exact=True)
        self.reach(box)
        self.page.keyboard.type(option)
        expect(box.locator("option:checked")).to_contain_text(option)

    def give(self, box: Locator, file: Path) -> None:
        """Choose a file: Space opens the system's own window, which is not the site's."""
        self.reach(box)
        with self.page.expect_file_chooser() as asked:
            self.page.keyboard.press("Space")
        asked.value.set_files(file)

    def date(self, day: date) -> None:
        """Type a date in its three boxes."""
        for name, number in (("Jour", day.day), ("Mois", day.month), ("Année", day.year)):
            self.type(name, str(number), exact=True)

    def title(self, text: str) -> None:
        """Wait for the page of that title."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)


def skips_the_head(page: Page) -> None:
    """Fail unless the first stop of the page leads past its head, to what it says."""
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Aller au contenu")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
