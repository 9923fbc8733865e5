"""E-mails that say something new waits on the site: never what, never a legal proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage

from dument.ports.errors import NeverAgain, TryAgain
from dument.records.accounts.models import NoticeChoice, User
from dument.records.cases.models import Case
from dument.records.outbox.models import HeldNotice, Message
from dument.records.reading import party

Proof = Mapping[str, object]
AT_ONCE, DIGEST = NoticeChoice.How.AT_ONCE.value, NoticeChoice.How.DIGEST
FOR_GOOD = range(500, 600)
WHOSE = {
    "office": "l'étude",
    "creditor": "le créancier",
    "debtor": "le débiteur",
    "digest": "le titulaire du compte",
}
FOOT = "Ce courriel n'a pas de valeur juridique et ne demande jamais d'argent.\n"


class AddressRefused(NeverAgain):
    """The addressee's server refuses the address for good; the sentence says whose, never which."""

    def __init__(self, role: str) -> None:
        """Say so."""
        super().__init__(
            f"L'adresse électronique donnée par {WHOSE[role]} ne reçoit pas nos courriels : à vérifier avec lui, puis "
            "à relancer."
        )


def send(*, role: str, to: str, subject: str, body: str, key: str) -> None:
    """Send one e-mail under the key of its message. Raises AddressRefused, TryAgain."""
    headers = {"Message-ID": f"<{key.replace('/', '.')}@dument>"}
    email = EmailMessage(subject=subject, body=f"Bonjour,\n\n{body}\n\n{FOOT}", to=[to], headers=headers)
    try:
        email.send()
    except SMTPRecipientsRefused as refused:
        # "Come back later" (4xx) is no refusal of the address.
        if all(code in FOR_GOOD for code, _ in refused.recipients.values()):
            raise AddressRefused(role) from None
        raise TryAgain("Le serveur du destinataire demande d'attendre : nouvel essai bientôt.") from None
    except OSError:
        raise TryAgain("Le serveur de courriels ne répond pas : nouvel essai bientôt.") from None


def send_notice(message: Message, case: Case, *, role: str, to: str) -> None:
    """Tell one address that the case moved. Raises AddressRefused, TryAgain."""
    send(
        role=role,
        to=to,
        subject=f"Dossier {case.reference} : du nouveau",
        body=f"Le dossier {case.reference} a avancé. Lisez ce qui est nouveau sur le site.",
        key=message.key,
    )


def tell_office(message: Message, case: Case, at: datetime) -> Proof:
    """Tell the mailbox of the office, always at once: several people watch it."""
    if not case.office or not case.office.email:
        return {"told": "aucune adresse électronique : rien à envoyer"}
    send_notice(message, case, role="office", to=case.office.email)
    return {"told": "office"}


def tell_creditor(message: Message, case: Case, at: datetime) -> Proof:
    """Tell those who act for the creditor, each as he chose, and the address written in the case, at once.

    An address refused does not silence the others: it is shown to whom it belongs. Raises NeverAgain when nobody
    could be told, TryAgain when the mail server fails: whoever was told is then told again, under the same Message-ID.
    """
    people = _acting_for(case)
    wanted = {person: _choice(person, _kind(message)) for person in people}
    told = [person for person, how in wanted.items() if how == AT_ONCE and _reach(message, case, person, at)]
    _hold(message, case, (person for person, how in wanted.items() if how == DIGEST))
    boxes = {party(case, "creditor").email} - {"", *(person.email for person in people)}
    for box in boxes:
        send_notice(message, case, role="creditor", to=box)
    if not told and not boxes and AT_ONCE in wanted.values():
        raise AddressRefused("creditor")
    if not wanted and not boxes:
        return {"told": "aucune adresse électronique : rien à envoyer"}
    return {"told": "creditor", **Counter(wanted.values()), "boxes": len(boxes)}


def _acting_for(case: Case) -> list[User]:
    people = User.objects.filter(is_active=True, creditors__creditor_id=case.claim.creditor_id)
    return list(people.prefetch_related("notice_choices").order_by("pk"))


def _kind(message: Message) -> str:
    if message.effect == "deliver_title":
        return NoticeChoice.Notice.TITLE.value
    kinds = NoticeChoice.Notice
    return kinds.EXCHANGE.value if "/echange-" in message.key else kinds.CASE.value


def _choice(person: User, kind: str) -> str:
    chosen = {row.notice: row.how for row in person.notice_choices.all()}
    return chosen.get(kind, AT_ONCE)


def _reach(message: Message, case: Case, person: User, at: datetime) -> bool:
    """Tell one person and say whether his mailbox took it."""
    try:
        send_notice(message, case, role="creditor", to=person.email)
    except AddressRefused:
        note_refusal(person, at)
        return False
    note_refusal(person, None)
    return True


def note_refusal(person: User, since: datetime | None) -> None:
    """Note since when the person's mailbox refuses what is sent, or that it takes it again (None)."""
    if (since is None) != (person.mail_refused_at is None):
        User.objects.filter(pk=person.pk).update(mail_refused_at=since)


def _hold(message: Message, case: Case, people: Iterable[User]) -> None:
    """Keep the notice for the digest of each of them, once."""
    HeldNotice.objects.bulk_create(
        [HeldNotice(message=message, case=case, office_id=case.office_id, user=person) for person in people],
        ignore_conflicts=True,
    )
