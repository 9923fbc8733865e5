"""What each case waits for: computed by the database, so that a queue is sorted before it is cut in pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as Switch
from django.db.models import F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from dument.procedure.states import MONTH_RUNNING
from dument.records.cases.models import Case


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


# Known from what was said, whatever the day. A form posted in time may come after the month: an acceptance noted then
# still suspends the limitation (R125-3, C. civ. 2238).
_SAID = ("note_refusal", "note_acceptance", "note_agreement", "note_terms_refusal")
_RUNNING = tuple(state.value for state in MONTH_RUNNING)


def with_tasks(cases: QuerySet[Case], on: date) -> QuerySet[Any]:
    """Return the cases with `task` (a word of TASKS) and `task_by`, the day by which it should be done.

    During the month that day is its last one; before, the day since when the case waits.
    """
    over = When(~Q(awaits__in=_SAID), last_day__lt=on, state__in=_RUNNING, then=Value("note_expiry"))
    return cases.annotate(
        task=Switch(over, default=F("awaits")),
        task_by=Coalesce(F("last_day"), F("prepared_on"), F("mandate_on")),
    )


def task_of(case: Case, on: date) -> Task:
    """Return what a case already read waits for on that day: `with_tasks` for one."""
    over = case.last_day is not None and case.last_day < on and case.state in _RUNNING
    return TASKS["note_expiry" if over and case.awaits not in _SAID else case.awaits]
