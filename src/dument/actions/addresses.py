"""The address that opens an account: changed by its owner, from both mailboxes, with a way back.

The new mailbox confirms within the hour, in a session of that very account; the former one may object for seven days,
whatever became of the change. Each act leaves a line that nothing changes (AccountEvent).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet

from dument.actions.members import NotPossible
from dument.actions.quotas import TooMuch
from dument.actions.sign_in import confirm_address, end_sessions
from dument.records import clocks
from dument.records.accounts.models import (
    OPEN_CHANGE,
    AccountEvent,
    AddressChange,
    MemberEvent,
    OfficeMember,
    User,
)

GOOD_FOR = timedelta(hours=1)
OBJECTION = timedelta(days=7)
MOST_A_DAY = 5
DEAD = "Ce lien ne sert plus, ou pas avec ce compte. Ouvrez-le avec le compte à changer, ou demandez un autre lien."
Kind = AccountEvent.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of address.

    `taken` says that another account holds the wanted one, which its asker never learns; `left` is the address that
    an objection took off the account, empty when it had not changed yet.
    """

    id: UUID
    former: str
    wanted: str
    until: datetime
    taken: bool = False
    left: str = ""


def ask(*, user_id: UUID, wanted: str, at: datetime) -> Change:
    """Open a change of the account's address to `wanted`; an earlier one still open is dropped.

    A wanted address that another account holds opens a change all the same, which nobody will confirm: whether it is
    taken shows in nothing. Raises NotPossible for the present address, TooMuch beyond MOST_A_DAY in a day.
    """
    address = wanted.strip().lower()
    with clocks.agreeing():
        user = User.objects.select_for_update().get(pk=user_id)
        if address == user.email.lower():
            raise NotPossible("C'est déjà l'adresse de votre compte.")
        asked = AddressChange.objects.filter(user=user, asked_at__gt=at - timedelta(days=1)).count()
        if asked >= MOST_A_DAY:
            raise TooMuch(
                f"Déjà {MOST_A_DAY} demandes en un jour pour ce compte. Réessayez demain : rien n'est changé."
            )
        _drop_open(user_id, at)
        made = AddressChange.objects.create(
            user=user, former=user.email.lower(), wanted=address, asked_at=at, expires_at=at + GOOD_FOR
        )
        _note(Kind.ASKED, user_id=user_id, email=address, at=at)
        return _told(made, taken=_taken(address, user_id=user_id, at=at))


def drop(*, user_id: UUID, at: datetime) -> None:
    """Give up the open change of that account, if there is one: its link opens nothing any more."""
    with clocks.agreeing():
        User.objects.select_for_update().get(pk=user_id)
        _drop_open(user_id, at)


def confirm(*, change_id: UUID, user_id: UUID, here: str, at: datetime) -> Change:
    """Make the wanted address that of the account, and end its sessions other than the one of key `here`.

    Raises NotPossible, always with the same sentence, for a change unknown, of another account, used, dropped, older
    than an hour, or towards an address that another account holds by now.
    """
    with clocks.agreeing():
        user = User.objects.select_for_update().get(pk=user_id)
        found = _open(user_id).filter(pk=change_id, expires_at__gt=at).first()
        if found is None or _taken(found.wanted, user_id=user_id, at=at):
            raise NotPossible(DEAD)
        found.confirmed_at = at
        found.save(update_fields=["confirmed_at"])
        _readdress(user, found.wanted, at)
        _note(Kind.CHANGED, user_id=user_id, email=found.wanted, at=at)
        end_sessions(user_id=user_id, here=here)
        return _told(found)


def object_to(*, change_id: UUID, at: datetime) -> Change:
    """Undo a change at the word of the former mailbox, and shut the account to whoever asked for it.

    The former address comes back if it was left; every session ends; the password opens nothing until the former
    mailbox chooses another; what was added since to open the account (factors, linked identities) is taken off.
    Raises NotPossible for a change unknown, already objected to, or asked for more than seven days ago.
    """
    with clocks.agreeing():
        owner = User.objects.select_for_update().filter(address_changes=change_id).first()
        found = AddressChange.objects.filter(
            pk=change_id, objected_at=None, asked_at__gt=at - OBJECTION
        ).first()
        if owner is None or found is None:
            raise NotPossible("Ce lien ne sert plus : il est bon sept jours, une fois.")
        later = AddressChange.objects.filter(user=owner, asked_at__gte=found.asked_at, objected_at=None)
        left = owner.email if later.exclude(confirmed_at=None).exists() else ""
        later.update(objected_at=at)
        _note(Kind.OBJECTED, user_id=owner.pk, email=found.former, at=at)
        if left:
            _readdress(owner, found.former, at)
            _note(Kind.RESTORED, user_id=owner.pk, email=found.former, at=at)
        _shut(owner, since=found.asked_at)
        return _told(found, left=left)


def held_back(email: str, *, at: datetime) -> bool:
    """Tell whether that address was left less than seven days ago: its owner may still come back to it."""
    left = AddressChange.objects.filter(former=email.lower(), objected_at=None, asked_at__gt=at - OBJECTION)
    return left.exclude(confirmed_at=None).exists()


def _taken(address: str, *, user_id: UUID, at: datetime) -> bool:
    others = User.objects.exclude(pk=user_id).filter(
        Q(email__iexact=address) | Q(emailaddress__email__iexact=address)
    )
    mine = AddressChange.objects.filter(user_id=user_id, former=address).exists()
    return others.exists() or (held_back(address, at=at) and not mine)


def _readdress(user: User, address: str, at: datetime) -> None:
    """Make that address the account's only one, verified; the offices of its owner read it in their registers."""
    user.email, user.mail_refused_at = address, None
    user.save(update_fields=["email", "mail_refused_at"])
    EmailAddress.objects.filter(user=user).delete()
    confirm_address(user=user)
    MemberEvent.objects.bulk_create(
        MemberEvent(
            office_id=seat.office_id,
            by=user,
            kind=MemberEvent.Kind.READDRESSED,
            email=address,
            role=seat.role,
            at=at,
        )
        for seat in OfficeMember.objects.filter(user=user, ended_at=None).order_by("pk")
    )


def _shut(user: User, *, since: datetime) -> None:
    """Close the account to whoever holds its sessions, its password, or what was added since that instant."""
    end_sessions(user_id=user.pk, here="")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user, created_at__gte=since).delete()
    SocialAccount.objects.filter(user=user, date_joined__gte=since).delete()


def _open(user_id: UUID) -> QuerySet[AddressChange]:
    return AddressChange.objects.filter(OPEN_CHANGE, user_id=user_id)


def _drop_open(user_id: UUID, at: datetime) -> None:
    for one in _open(user_id):
        one.dropped_at = at
        one.save(update_fields=["dropped_at"])
        _note(Kind.DROPPED, user_id=user_id, email=one.wanted, at=at)


def _told(change: AddressChange, *, taken: bool = False, left: str = "") -> Change:
    return Change(
        id=change.pk,
        former=change.former,
        wanted=change.wanted,
        until=change.expires_at,
        taken=taken,
        left=left,
    )


def _note(kind: str, *, user_id: UUID, email: str, at: datetime) -> None:
    AccountEvent.objects.create(user_id=user_id, kind=kind, email=email, at=at)
