"""Who lost his second factors and his recovery codes: recognised as when he was let in, then let in again by mail.

An office's member is recognised by an officer of that office, as when he was invited; a lone officer, and whoever
belongs to no office, by whoever runs the platform, who writes how. The mailbox then proves itself by the code that
« Mot de passe oublié » sends, and an office asks for a new factor at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from dument.actions.members import NotPossible
from dument.actions.sign_in import end_sessions
from dument.records import clocks
from dument.records.accounts.models import AccountEvent, MemberEvent, OfficeMember, User

FEWEST, MOST = 20, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """An account without factors; `mailboxes` are those to warn: its owner's first, then his offices'."""

    email: str
    mailboxes: tuple[str, ...]


def take_factors_off(*, email: str, how: str, vouched_by: str, at: datetime) -> Recovered:
    """Take every factor off the account of that address, close its sessions, make its password open nothing.

    `how` says by what its owner was recognised (FEWEST to MOST signs); `vouched_by` is the address of the officer of
    his office who did so. Raises NotPossible when there is no such account or factor, when `how` says too little or
    too much, when nobody vouches who should.
    """
    if not FEWEST <= len(how.strip()) <= MOST:
        raise NotPossible(
            f"Dites comment cette personne a été reconnue, en {FEWEST} à {MOST} signes : quelle pièce, vue par qui, "
            "quel jour."
        )
    with clocks.agreeing():
        user = User.objects.select_for_update().filter(email__iexact=email.strip()).first()
        if user is None:
            raise NotPossible("Aucun compte n'a cette adresse : vérifiez-la.")
        factors = Authenticator.objects.filter(user=user)
        if not factors.exists():
            raise NotPossible("Ce compte n'a pas de second facteur : « Mot de passe oublié » suffit.")
        seats = list(OfficeMember.objects.filter(user=user, ended_at=None).select_related("office"))
        voucher = _voucher(user, seats, vouched_by.strip())
        factors.delete()
        user.set_unusable_password()
        user.save(update_fields=["password"])
        end_sessions(user_id=user.pk, here="")
        _note(user, seats, voucher, how.strip(), at)
    return Recovered(email=user.email, mailboxes=(user.email, *(seat.office.email for seat in seats)))


def _voucher(user: User, seats: list[OfficeMember], vouched_by: str) -> User | None:
    """Return the officer who vouches; None where there is no other officer to do so."""
    officers = User.objects.filter(
        offices__office__in=[seat.office_id for seat in seats],
        offices__role=OfficeMember.Role.OFFICER,
        offices__ended_at=None,
    ).exclude(pk=user.pk)
    found = officers.filter(email__iexact=vouched_by).first() if vouched_by else None
    if vouched_by and found is None:
        raise NotPossible(
            "Qui le reconnaît doit être commissaire de justice de la même étude, et un autre que lui."
        )
    if found is None and officers.exists():
        raise NotPossible("Un autre commissaire de justice de son étude doit le reconnaître : nommez-le.")
    return found


def _note(user: User, seats: list[OfficeMember], voucher: User | None, how: str, at: datetime) -> None:
    words = f"{how} ({voucher.email})" if voucher else how
    AccountEvent.objects.create(
        user=user, kind=AccountEvent.Kind.RECOVERED, email=user.email, at=at, words=words[:500]
    )
    MemberEvent.objects.bulk_create(
        MemberEvent(
            office_id=seat.office_id,
            by=voucher or user,
            kind=MemberEvent.Kind.RECOVERED,
            email=user.email,
            role=seat.role,
            at=at,
        )
        for seat in seats
    )
