"""`dument account`: whose pseudonym it is, sessions ended, a lost factor taken off and told to the mailboxes."""

from __future__ import annotations

from smtplib import SMTPException

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.core import mail

from dument.cli.account import command
from dument.web.watching import security
from tests import stories
from tests.actions.test_recovery import HOW, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> stories.People:
    return stories.people()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_a_pseudonym_leads_back_to_its_account(people: stories.People) -> None:
    found = run("whose", security.pseudonym(people.clerk.pk))
    assert (found.exit_code, found.output) == (0, f"{people.clerk.email}  ({people.clerk.pk})\n")
    assert run("whose", "0" * 16).exit_code == 1


def test_sessions_of_one_or_of_all_are_ended(people: stories.People) -> None:
    creditor, clerk = signed_in(people.creditor_user), signed_in(people.clerk)
    assert run("end-sessions", people.clerk.email).output == "1 session(s) fermée(s).\n"
    assert clerk.get("/compte").status_code == 302
    assert creditor.get("/compte").status_code == 200
    assert run("end-sessions", "--all").exit_code == 0
    assert creditor.get("/compte").status_code == 302
    assert run("end-sessions", "personne@ailleurs.example").exit_code == 1
    assert run("end-sessions").exit_code == run("end-sessions", "a@b.example", "--all").exit_code == 2


def test_a_lost_factor_is_taken_off_and_told(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("reset-factors", people.clerk.email, "--how", HOW)
    assert run(*asked).exit_code == 1
    assert mail.outbox == []
    done = run(*asked, "--vouched-by", people.officer.email)
    assert done.exit_code == 0, done.output
    assert [one.to for one in mail.outbox] == [[people.clerk.email], [people.office.email]]
    assert all("Mot de passe oublié" in one.body for one in mail.outbox)

    def dead(*_: object, **__: object) -> None:
        raise SMTPException

    monkeypatch.setattr("django.core.mail.EmailMessage.send", dead)
    Authenticator.objects.create(user=people.clerk, type="totp", data={})
    unwarned = run(*asked, "--vouched-by", people.officer.email)
    assert unwarned.exit_code == 1
    assert people.office.email in unwarned.output
