"""Users, offices and creditors, and who belongs to which."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from dument.records.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Makes users, who sign in by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new user; the password is hashed, or unusable when None."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new user who may everything."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. A debtor never needs to be one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Since when the server of his mailbox refuses what we send; null while it takes it.
    mail_refused_at = models.DateTimeField(null=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.full_name


class Office(models.Model):
    """An étude of commissaires de justice, in the court of appeal of its seat."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=5)
    city = models.CharField(max_length=80)
    departement = models.CharField(max_length=3)
    court = models.CharField(max_length=60)
    phone = models.CharField(max_length=30)
    email = models.EmailField()

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class OfficeMember(models.Model):
    """A person of an office, in one role, while the membership lasts."""

    class Role(models.TextChoices):
        """What the person may do: only an officer notes, records, proposes and signs."""

        OFFICER = "officer", "Commissaire de justice"
        CLERK = "clerk", "Clerc"
        ACCOUNTANT = "accountant", "Comptable"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="offices")
    role = models.CharField(max_length=12, choices=Role)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One membership at a time in an office."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "user"],
                condition=models.Q(ended_at=None),
                name="one_membership_at_a_time",
            )
        ]


class Invitation(models.Model):
    """An invitation to join an office in one role: the link holds a secret, of which only the hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=OfficeMember.Role)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One open invitation at a time for an address; accepted or revoked, never both."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(revoked_at=None),
                name="invitation_accepted_or_revoked",
            ),
        ]


class MemberEvent(models.Model):
    """What was done about the members of an office: never changed, never deleted."""

    class Kind(models.TextChoices):
        """What was done."""

        INVITED = "invited", "invitation envoyée"
        REVOKED = "revoked", "invitation retirée"
        ACCEPTED = "accepted", "invitation acceptée"
        ROLE_CHANGED = "role_changed", "rôle changé"
        ENDED = "ended", "rôle terminé"
        READDRESSED = "readdressed", "adresse de connexion changée"
        RECOVERED = "recovered", "second facteur perdu et retiré"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="member_events")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=OfficeMember.Role)


# A change of address that the new mailbox may still confirm.
OPEN_CHANGE = models.Q(confirmed_at=None, dropped_at=None, objected_at=None)


class AddressChange(models.Model):
    """A change of sign-in address that somebody signed in asked for: never deleted, for its former owner may object."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="address_changes")
    former = models.EmailField()
    wanted = models.EmailField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    objected_at = models.DateTimeField(null=True)

    class Meta:
        """One open change at a time; confirmed or dropped, never both."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=OPEN_CHANGE, name="one_open_address_change"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(dropped_at=None),
                name="address_change_confirmed_or_dropped",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["former"], name="address_change_former")]


class AccountEvent(models.Model):
    """What was done about what opens an account: never changed, never deleted.

    `words` say how its owner was recognised when he had lost his factors, and who vouched for him; null otherwise.
    """

    class Kind(models.TextChoices):
        """What was done."""

        ASKED = "asked", "changement d'adresse demandé"
        DROPPED = "dropped", "changement d'adresse abandonné"
        CHANGED = "changed", "adresse changée"
        OBJECTED = "objected", "changement d'adresse contesté"
        RESTORED = "restored", "adresse rétablie"
        RECOVERED = "recovered", "second facteur perdu et retiré"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="account_events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind)
    email = models.EmailField()
    words = models.CharField(max_length=500, null=True)

    class Meta:
        """Read by account, newest first."""

        indexes: ClassVar = [models.Index(fields=["user", "-at"], name="account_events_newest")]


class Creditor(models.Model):
    """A person or body to whom debts are owed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16)
    siren = models.CharField(max_length=9, blank=True)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class CreditorMember(models.Model):
    """A person who acts for a creditor."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="creditors")

    class Meta:
        """Once each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "user"], name="one_creditor_membership")
        ]


class NoticeChoice(models.Model):
    """How a person wants one kind of notice; without a row, each at once."""

    class Notice(models.TextChoices):
        """What is told to a creditor's people."""

        CASE = "case", "Un dossier avance"
        EXCHANGE = "exchange", "L'étude vous écrit"
        TITLE = "title", "Un titre exécutoire est délivré"

    class How(models.TextChoices):
        """When it is told by e-mail."""

        AT_ONCE = "at_once", "Un courriel à chaque fois"
        DIGEST = "digest", "Dans un résumé, le matin, une fois par jour au plus"
        NONE = "none", "Pas de courriel"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notice_choices")
    notice = models.CharField(max_length=8, choices=Notice)
    how = models.CharField(max_length=8, choices=How)

    class Meta:
        """One choice a kind; the title is never kept silent, for it is delivered to the creditor (CPCE L111-3 5°)."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "notice"], name="one_choice_a_notice"),
            models.CheckConstraint(
                condition=models.Q(notice__in=["case", "exchange", "title"], how__in=["at_once", "digest"])
                | models.Q(notice__in=["case", "exchange"], how="none"),
                name="notice_choice_is_allowed",
            ),
        ]


class Memory(models.Model):
    """What all processes remember alike for a while: the table of Django's cache (sign-ins counted, locks)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        """Return the key."""
        return self.cache_key
