"""What each case waits for: computed by the database, so that a queue is sorted before it is cut in pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as Switch
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from dument.procedure.states import MONTH_RUNNING, State
from dument.records import speaking
from dument.records.cases.models import Answer, Case, CodeLock, Consent, Proposal
from dument.records.payments import attested


@dataclass(frozen=True, slots=True)
class Task:
    """What is awaited, from whom ("office", "creditor", "debtor" or nobody), told to the office and to the creditor."""

    word: str
    who: str
    for_office: str
    for_creditor: str


TASKS = {
    task.word: task
    for task in (
        Task("complete", "creditor", "Brouillon du créancier", "Complétez le dossier puis confiez-le à une étude"),
        Task("check", "office", "Vérifier le dossier et préparer la lettre", "L'étude vérifie le dossier"),
        Task("dispatch", "office", "Envoyer la lettre et enregistrer l'envoi", "L'étude envoie la lettre"),
        Task("renew_code", "office", "Code bloqué : joindre le débiteur", "Le débiteur peut répondre"),
        Task("answer", "debtor", "Réponse du débiteur attendue", "Le débiteur peut répondre"),
        Task("note_acceptance", "office", "Constater l'acceptation reçue", "L'étude constate l'acceptation reçue"),
        Task("note_refusal", "office", "Constater le refus reçu", "L'étude constate le refus reçu"),
        Task("propose", "office", "Proposer un accord", "L'étude prépare une proposition"),
        Task("consent", "creditor", "Consentement du créancier attendu", "Consentez à la proposition, ou répondez-y"),
        Task("debtor_consent", "debtor", "Consentement du débiteur attendu", "Le débiteur examine la proposition"),
        Task("note_terms_refusal", "office", "Constater le refus des modalités", "L'étude constate le refus reçu"),
        Task("note_agreement", "office", "Constater l'accord", "L'étude constate l'accord"),
        Task("note_expiry", "office", "Constater l'expiration du délai", "L'étude constate la fin du délai"),
        Task("issue_title", "office", "Délivrer le titre exécutoire", "L'étude délivre le titre exécutoire"),
        # No text says whether a title is still issued once the agreed sum is paid (CPCE R125-6): the officer decides.
        Task("settle", "office", "Délivrer le titre ou clore, tout étant payé", "Tout est payé, rien ne vous reste dû"),
        Task("appoint", "creditor", "Titre délivré", "Titre délivré : suivez les paiements"),
        Task("closed", "", "Dossier clos", "Voyez la suite possible"),
    )
}  # fmt: skip
FOR_OFFICE = tuple(task.word for task in TASKS.values() if task.who == "office")


def with_tasks(cases: QuerySet[Case], on: date) -> QuerySet[Any]:
    """Return the cases with `task` (a word of TASKS) and `task_by`, the day by which it should be done.

    During the month that day is its last one; before, the day since when the case waits.
    """
    latest = Proposal.objects.filter(case=OuterRef("pk")).order_by("-version").values("version")[:1]
    himself = Switch(When(speaking.his_own(), then=1), default=0)
    said = Answer.objects.filter(case=OuterRef("pk"), kind__in=speaking.PARTICIPATION).order_by(
        himself.desc(), Coalesce("posted_on", "on").desc(), "-pk"
    )
    refused = Answer.objects.filter(
        speaking.counts(), case=OuterRef("pk"), kind="refuse_terms", version=OuterRef("latest")
    )
    seen = cases.annotate(latest=Subquery(latest), said=Subquery(said.values("kind")[:1])).annotate(
        terms_refused=Exists(refused),
        by_creditor=_stands("creditor", "debtor"),
        by_debtor=_stands("debtor", "creditor"),
        locked=Exists(CodeLock.objects.filter(case=OuterRef("pk"))),
    )
    return seen.annotate(
        task=_task(on),
        task_by=Coalesce(F("last_day"), F("prepared_on"), F("mandate_on")),
    )


def _task(on: date) -> Switch:
    over = Q(last_day__lt=on)
    return Switch(
        When(state=State.DRAFT, then=Value("complete")),
        When(state=State.SUBMITTED, then=Value("check")),
        When(state=State.PREPARED, then=Value("dispatch")),
        When(attested(), state=State.AGREED, then=Value("settle")),
        When(state=State.AGREED, then=Value("issue_title")),
        When(state=State.TITLE_ISSUED, then=Value("appoint")),
        When(state=State.INVITED, said="refuse", then=Value("note_refusal")),
        When(state=State.PROPOSED, by_creditor=True, by_debtor=True, then=Value("note_agreement")),
        When(state=State.PROPOSED, terms_refused=True, then=Value("note_terms_refusal")),
        # A form posted in time may come after the month: noted, it suspends the limitation (R125-3, C. civ. 2238).
        When(state=State.INVITED, said="accept", then=Value("note_acceptance")),
        When(over, state__in=MONTH_RUNNING, then=Value("note_expiry")),
        When(locked=True, state=State.INVITED, then=Value("renew_code")),
        When(state=State.INVITED, then=Value("answer")),
        When(state=State.PARTICIPATING, then=Value("propose")),
        When(locked=True, state=State.PROPOSED, then=Value("renew_code")),
        When(state=State.PROPOSED, by_creditor=True, then=Value("debtor_consent")),
        When(state=State.PROPOSED, then=Value("consent")),
        default=Value("closed"),
        output_field=CharField(),
    )


def _stands(party: str, other: str) -> Exists:
    """Tell whether the party's consent to the latest version stands, as `reading.standing_consents` reads it.

    Refusing or countering a version takes back one's consent to it, unless the other party had consented already.
    """
    formed = Consent.objects.filter(
        speaking.counts(),
        case=OuterRef("case"),
        party=other,
        version=OuterRef("version"),
        pk__lt=OuterRef("pk"),
    )
    taken_back = Answer.objects.filter(
        speaking.counts(),
        ~Exists(formed),
        case=OuterRef("case"),
        party=party,
        version=OuterRef("version"),
        kind__in=["refuse_terms", "counter_offer"],
        pk__gt=OuterRef("pk"),
    )
    given = Consent.objects.filter(
        speaking.counts(), case=OuterRef("pk"), party=party, version=OuterRef("latest")
    )
    return Exists(given.filter(~Exists(taken_back)))
