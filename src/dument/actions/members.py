"""Who belongs to an office: invited by an officer, accepted by the person whose address it is, ended by an officer.

Each act leaves a line that nothing changes (MemberEvent). An office never loses its last officer.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress

from dument.actions.sign_in import end_sessions
from dument.records import clocks
from dument.records.accounts.models import Invitation, MemberEvent, Office, OfficeMember
from dument.records.desk.models import Absence, Assignment
from dument.records.reading import legal_day
from dument.records.secrets import hashed

GOOD_FOR = timedelta(days=7)
Kind, Role = MemberEvent.Kind, OfficeMember.Role


class NotPossible(Exception):
    """What was asked about a member can't be done: the sentence says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation just made; `secret` is shown to nobody but its addressee, by e-mail, and kept nowhere."""

    id: UUID
    secret: str
    office_name: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What whoever left looked after: his cases, now nobody's, and the absences in which he stood in, now undone."""

    cases: int
    absences: int


def invite(*, office_id: UUID, by: UUID, email: str, role: str, at: datetime) -> Invited:
    """Invite that address to the office in that role, for seven days; an earlier open invitation dies.

    Raises NotPossible for the address of a present member.
    """
    address, secret = email.strip().lower(), secrets.token_urlsafe(32)
    with clocks.agreeing():
        office = Office.objects.select_for_update().get(pk=office_id)
        if OfficeMember.objects.filter(office=office, ended_at=None, user__email__iexact=address).exists():
            raise NotPossible("Cette personne est déjà membre de l'étude : changez plutôt son rôle.")
        _open(office_id).filter(email=address).update(revoked_at=at)
        made = Invitation.objects.create(
            office=office,
            email=address,
            role=Role(role),
            secret_sha256=hashed(secret),
            invited_by_id=by,
            created_at=at,
            expires_at=at + GOOD_FOR,
        )
        _note(Kind.INVITED, office_id=office_id, by=by, email=address, role=role, at=at)
    return Invited(id=made.pk, secret=secret, office_name=office.name, expires_at=made.expires_at)


def revoke(*, office_id: UUID, by: UUID, invitation_id: UUID, at: datetime) -> None:
    """Take an invitation of the office back. Raises NotPossible when it is no longer open."""
    with clocks.agreeing():
        found = _open(office_id).select_for_update().filter(pk=invitation_id).first()
        if found is None:
            raise NotPossible("Cette invitation n'est plus ouverte : rechargez la page.")
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
        _note(Kind.REVOKED, office_id=office_id, by=by, email=found.email, role=found.role, at=at)


def accept(*, secret: str, user: Any, at: datetime) -> UUID:
    """Make the user a member by the link he received, and return the office's identifier.

    The link serves once, within seven days, to the person whose verified address was invited: having the link
    is not enough. Raises NotPossible otherwise, with the same sentence for a link unknown, used, taken back or
    too old.
    """
    with clocks.agreeing():
        found = (
            Invitation.objects.select_for_update()
            .filter(secret_sha256=hashed(secret), accepted_at=None, revoked_at=None, expires_at__gt=at)
            .first()
        )
        if found is None:
            raise NotPossible("Ce lien ne sert plus : demandez une nouvelle invitation à l'étude.")
        if not EmailAddress.objects.filter(user=user, verified=True, email__iexact=found.email).exists():
            raise NotPossible(
                "Cette invitation est faite à une autre adresse que celle de votre compte : "
                "connectez-vous avec l'adresse où vous l'avez reçue."
            )
        if OfficeMember.objects.filter(office_id=found.office_id, user=user, ended_at=None).exists():
            raise NotPossible("Vous êtes déjà membre de cette étude.")
        OfficeMember.objects.create(office_id=found.office_id, user=user, role=found.role)
        found.accepted_at = at
        found.save(update_fields=["accepted_at"])
        _note(
            Kind.ACCEPTED,
            office_id=found.office_id,
            by=user.pk,
            email=found.email,
            role=found.role,
            at=at,
        )
    return found.office_id


def change_role(*, office_id: UUID, by: UUID, member_id: UUID, role: str, at: datetime) -> None:
    """Give a member another role, from his next page on; what he invited is taken back.

    Raises NotPossible for the last officer.
    """
    with clocks.agreeing():
        member = _held(office_id, member_id)
        if role == member.role:
            return
        _keep_an_officer(member)
        member.role = Role(role)
        member.save(update_fields=["role"])
        _take_back_his_invitations(member, by=by, at=at)
        _note(Kind.ROLE_CHANGED, office_id=office_id, by=by, email=member.user.email, role=role, at=at)


def end(*, office_id: UUID, by: UUID, member_id: UUID, at: datetime) -> Left:
    """End a member's role and his sessions, unless it is himself who leaves; what he invited is taken back.

    What he looked after is nobody's from then on, so that no case waits for somebody who can't come: the answer says
    how much there was of it. Raises NotPossible for the last officer.
    """
    with clocks.agreeing():
        member = _held(office_id, member_id)
        _keep_an_officer(member)
        member.ended_at = at
        member.save(update_fields=["ended_at"])
        if member.user_id != by:  # who leaves by himself has other places to close by himself
            end_sessions(user_id=member.user_id, here="")
        _take_back_his_invitations(member, by=by, at=at)
        _note(Kind.ENDED, office_id=office_id, by=by, email=member.user.email, role=member.role, at=at)
        return _release(member, legal_day(at))


def _release(member: OfficeMember, on: date) -> Left:
    """Take off the leaver's cases, his absences to come, and those in which he would have stood in."""
    of_him = {"office_id": member.office_id, "until__gte": on}
    Absence.objects.filter(user_id=member.user_id, **of_him).delete()
    stood_in, _ = Absence.objects.filter(replaced_by_id=member.user_id, **of_him).delete()
    cases, _ = Assignment.objects.filter(office_id=member.office_id, user_id=member.user_id).delete()
    return Left(cases=cases, absences=stood_in)


def _held(office_id: UUID, member_id: UUID) -> OfficeMember:
    """Return the member, the office being locked: two officers at once can't both take the other's role off."""
    Office.objects.select_for_update().get(pk=office_id)
    found = OfficeMember.objects.filter(office_id=office_id, ended_at=None, pk=member_id).first()
    if found is None:
        raise NotPossible("Cette personne n'est plus membre de l'étude : rechargez la page.")
    return found


def _keep_an_officer(member: OfficeMember) -> None:
    others = OfficeMember.objects.filter(office_id=member.office_id, ended_at=None, role=Role.OFFICER)
    if member.role == Role.OFFICER and not others.exclude(pk=member.pk).exists():
        raise NotPossible(
            "L'étude n'aurait plus de commissaire de justice : invitez-en un autre, qui accepte, puis recommencez."
        )


def _take_back_his_invitations(member: OfficeMember, *, by: UUID, at: datetime) -> None:
    """Revoke what a former officer invited: he could come back by another address of his own."""
    for one in _open(member.office_id).select_for_update().filter(invited_by_id=member.user_id):
        one.revoked_at = at
        one.save(update_fields=["revoked_at"])
        _note(Kind.REVOKED, office_id=member.office_id, by=by, email=one.email, role=one.role, at=at)


def _open(office_id: UUID) -> Any:
    return Invitation.objects.filter(office_id=office_id, accepted_at=None, revoked_at=None)


def _note(kind: str, *, office_id: UUID, by: UUID, email: str, role: str, at: datetime) -> None:
    MemberEvent.objects.create(office_id=office_id, by_id=by, kind=kind, email=email, role=role, at=at)
