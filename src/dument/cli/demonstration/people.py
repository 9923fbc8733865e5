"""The people and the offices of the demonstration, made once."""

from __future__ import annotations

from dataclasses import dataclass

from dument.actions import sign_in
from dument.actions._move import By
from dument.law.competence import CourtOfAppeal, courts
from dument.procedure.states import Actor
from dument.records.accounts.models import Creditor, CreditorMember, Office, OfficeMember, User

PASSWORD = "demonstration-2026"  # noqa: S105 - allow-secret: printed for whoever tries the demonstration
ELSEWHERE = "officier-ailleurs@demo.example"
OFFICER, CLERK, CREDITOR = "officier@demo.example", "clerc@demo.example", "creancier@demo.example"
# Second factors of the office's people, printed too: an office never signs in without one.
SECRETS = {
    OFFICER: "DEMOOFFICIERDEMOOFFICIERDEMOOFFI",
    ELSEWHERE: "DEMOAILLEURSDEMOAILLEURSDEMOAILL",
    CLERK: "DEMOCLERCDEMOCLERCDEMOCLERCDEMOC",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who acts in the demonstration."""

    creditor: Creditor
    creditor_user: User
    office: Office
    officer: User

    def by(self, actor: Actor) -> By:
        """Return who acts in that capacity."""
        if actor is Actor.OFFICER:
            return By(actor=actor, id=str(self.officer.pk), name=self.officer.full_name, role="officer")
        if actor is Actor.CREDITOR:
            return By(actor=actor, id=str(self.creditor_user.pk), name=self.creditor_user.full_name, role="")
        return By(actor=actor, id=actor.value, name=actor.value, role="")


def offices() -> None:
    """Make one office in each court of appeal, so that every debtor in France has a competent one."""
    known = set(Office.objects.values_list("court", flat=True))
    Office.objects.bulk_create(_office(court) for court in courts() if court.name not in known)


def _office(court: CourtOfAppeal) -> Office:
    return Office(
        name=f"Étude de démonstration {_of(court.seat_commune)}",
        address="8 rue du Palais",
        postcode=f"{court.seat_insee[:2]}000",
        city=court.seat_commune,
        departement=court.seat_departement,
        court=court.name,
        phone="01 99 00 00 08",
        email="etude@demo.example",
    )


def _of(town: str) -> str:
    """Return "de Paris" or "d'Aix-en-Provence"."""
    return f"d'{town}" if town[0] in "AEIOUÉ" else f"de {town}"


def people(*, court: str, creditor: dict[str, str]) -> People:
    """Return the demonstration's people: the officer of that court, the creditor of the invoice."""
    offices()
    office = Office.objects.get(court=court)
    officer = _user(OFFICER, "Maître Camille Renaud")
    clerk = _user(CLERK, "Dominique Clerc")
    for user, role in ((officer, "officer"), (clerk, "clerk")):
        OfficeMember.objects.get_or_create(office=office, user=user, ended_at=None, defaults={"role": role})
    _sit_elsewhere(_user(ELSEWHERE, "Maître Alix Lointain"), office)
    body, _ = Creditor.objects.get_or_create(name=creditor["name"], defaults=creditor)
    person = _user(CREDITOR, creditor["name"])
    CreditorMember.objects.get_or_create(creditor=body, user=person)
    return People(creditor=body, creditor_user=person, office=office, officer=officer)


def _sit_elsewhere(officer: User, office: Office) -> None:
    """Give every other office an officer, the same one: a case filed anywhere in the demonstration has who acts."""
    seated = OfficeMember.objects.filter(user=officer, ended_at=None).values("office")
    for other in Office.objects.exclude(pk=office.pk).exclude(pk__in=seated):
        OfficeMember.objects.create(office=other, user=officer, role="officer")


def _user(email: str, name: str) -> User:
    found = User.objects.filter(email=email).first()
    if found:
        return found
    user = User.objects.create_user(email, PASSWORD, full_name=name)
    sign_in.confirm_address(user=user)
    if email in SECRETS:
        sign_in.set_second_factor(user=user, secret=SECRETS[email])
    return user
