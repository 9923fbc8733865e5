"""Stories told in English, in a real browser: all that is read is English, or is marked as the French it quotes."""

from __future__ import annotations

import re

import pytest

from dument.cli.demonstration.accounts import six_digits
from dument.procedure.states import State
from dument.records.cases.models import Case
from tests import stories
from tests.browser.conftest import PHONE, SCREEN
from tests.browser.windows import Person, Windows, not_at_the_turn, state_of
from tests.web.english import french_in

pytestmark = pytest.mark.browser
BASIS = "le contrat de travaux du 4 février 2026"
STREET = "7 passage du Jeu-de-Boules"


class Reader(Person):
    """A person who chose English: a page that says anything in French without telling so is a failure."""

    theirs: tuple[str, ...] = (BASIS, STREET)

    def look(self) -> None:
        """Judge the page as anybody's, then hear it."""
        super().look()
        assert french_in(self.page.content(), *self.theirs) == [], self.page.url

    def chooses_english(self, path: str) -> None:
        """Open a page, in French for this browser, and take English: one click away, on that page."""
        self.go(path)
        assert french_in(self.page.content()) != []
        self.press("English")

    def day(self, name: str, text: str) -> None:
        """Fill the three boxes of the day of that name, written "31 3 2026"."""
        for part, number in zip(("day", "month", "year"), text.split(), strict=True):
            self.page.locator(f'[name="{name}_{part}"]').fill(number)

    def signs_in(self, email: str, secret: str = "") -> None:
        """Sign in by the form, and show the second factor of that secret."""
        self.fill("E-mail address", email)
        self.fill("Password", stories.PASSWORD)
        self.press("Sign in")
        if secret:
            not_at_the_turn()
            self.fill("Code", six_digits(secret))
            self.press("Sign in")


def asks_whether_the_claim_is_eligible(creditor: Reader) -> None:
    """Answer the questions open to everybody, and begin the case with the answers."""
    page = creditor.page
    creditor.chooses_english("/ma-creance")
    page.get_by_label("You are").select_option("artisan")
    page.get_by_label("Your debtor is").select_option("consumer")
    page.get_by_label("Where does the claim come from?").select_option("service")
    page.get_by_label("No", exact=True).check()
    creditor.fill("Principal", "1 200,00")
    creditor.day("due_on", "31 3 2026")
    creditor.fill("Debtor's postcode", "75011")
    creditor.press("See the answer")
    creditor.reads("nothing stands in the way")
    creditor.follow("why this day")
    creditor.reads("31 March 2028")
    page.go_back()
    creditor.press("Start this case")


def files_it(creditor: Reader, people: stories.People) -> Case:
    """Complete the case begun, and give the mandate."""
    page = creditor.page
    creditor.fill("What are you owed?", "Facture n° 12, pose d'un parquet")
    creditor.press("Begin the case")
    creditor.fill("First name and surname", "Sacha Durand")
    page.get_by_label("Address", exact=True).fill(STREET)
    creditor.fill("Town", "Paris")
    creditor.press("Save and continue")
    creditor.press("Save and continue")  # the sums, as they were told
    creditor.fill("The contract, or the rule", BASIS)
    creditor.press("Save and continue")
    creditor.press("Save and continue")  # no interest
    creditor.press("Continue")
    creditor.follow("There is no other")
    creditor.follow("Skip this step")
    page.get_by_label(re.compile(people.office.name)).check()
    creditor.press("Save and continue")
    page.get_by_label(re.compile("I give this mandate")).check()
    creditor.press("File the case")
    assert creditor.title() == f"Your case is filed with {people.office.name}"
    return Case.objects.get()


def test_a_creditor_files_a_claim_in_english(windows: Windows, people: stories.People) -> None:
    creditor = windows.seat(Reader, SCREEN)
    creditor.theirs += (
        people.creditor.name,
        people.creditor.address,
        people.office.name,
        people.office.address,
        "Facture n° 12, pose d'un parquet",
    )
    asks_whether_the_claim_is_eligible(creditor)
    creditor.signs_in(people.creditor_user.email)
    case = files_it(creditor, people)
    assert state_of(case) is State.SUBMITTED


@pytest.mark.parametrize(
    ("way", "done"),
    [
        ("I agree to take part", "Your agreement to take part is recorded"),
        ("I refuse", "Your refusal is recorded"),
    ],
    ids=["accepts", "refuses"],
)
def test_a_debtor_answers_in_english(windows: Windows, people: stories.People, way: str, done: str) -> None:
    case, debtor = stories.case_in("invited", people, basis=BASIS), windows.seat(Reader, PHONE)
    debtor.chooses_english("/repondre")
    debtor.fill("Case reference", case.reference)
    debtor.fill("Code of the letter", stories.code_of(case))
    debtor.page.get_by_label("I am the addressee of the letter").check()
    debtor.press("Continue")
    debtor.follow(way)
    debtor.press(way)
    assert debtor.title() == done


def test_an_officer_sends_a_letter_in_english(windows: Windows, people: stories.People) -> None:
    case, officer = stories.case_in("submitted", people, basis=BASIS), windows.seat(Reader, PHONE)
    officer.theirs += (people.office.name, people.creditor.name)
    officer.chooses_english("/connexion")
    officer.signs_in(people.officer.email, stories.TOTP_SECRET)
    officer.follow("My office")
    officer.reads("Check the case and prepare the letter")
    officer.follow(case.reference)
    officer.follow("Declare conflicts of interest")
    officer.page.get_by_label("No tie with a party").check()
    officer.press("Enter my declaration")
    officer.follow("Prepare the letter")
    officer.press("Seal the letter")
    officer.reads("Prepare the letter: done.")
    officer.follow("Record the sending")
    officer.day("deposited_on", "26 10 2026")
    officer.fill("Number of the registered letter", "1A 001 002 0034 5")
    officer.press("Record the sending")
    officer.reads("The month ends on 26 November 2026")
    assert state_of(case) is State.INVITED
