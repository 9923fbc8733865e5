"""The acts of an office: for each, its form, what it does in one sentence, and the action that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from dument.actions import (
    answers,
    certificates,
    filing,
    letters,
    negotiation,
    ordinary,
    outcomes,
    receipts,
    titles,
)
from dument.actions._move import By
from dument.actions.answers import Said
from dument.procedure.states import Act
from dument.queries.cases import CaseRead
from dument.queries.words import IDENTITIES
from dument.web.languages import StrOrPromise
from dument.web.office import forms, forms_answers
from dument.web.office.forms_facts import FactForm
from dument.web.office.forms_terms import ProposeForm

Decided = Mapping[str, str]
Run = Callable[[CaseRead, Any, By, datetime, Decided], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """An act of the office: what the page says of it, the form, the action; `grave` acts cannot be undone.

    `label` replaces the table's where the office only keys in what a party did.
    """

    act: Act
    label: StrOrPromise = ""
    told: StrOrPromise
    button: StrOrPromise
    run: Run
    form: type[forms.ActForm] = forms.ActForm
    grave: bool = False


def _said(form: Any) -> Said:
    given = form.cleaned_data
    posted_on = given.get("posted_on") if given["channel"] == "post" else None
    return Said(
        channel=given["channel"],
        posted_on=posted_on,
        assisted=bool(given.get("assisted")),
        said_by=_identified(given),
        quality=given["quality"],
        authority=given["authority"] if given["quality"] else "",
    )


def _identified(given: Mapping[str, Any]) -> str:
    """Return who answered, and by what he was known."""
    seen = IDENTITIES.get(given.get("identity", ""))
    return f"{given['said_by']} (identité vue : {seen})" if seen else str(given["said_by"])


def _decline(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    given = form.cleaned_data
    return filing.decline(case_id=case.id, by=by, at=at, reason=given["reason"], words=given["words"])


def _end(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    given = form.cleaned_data
    return filing.end(case_id=case.id, by=by, at=at, reason=given["reason"], words=given["words"])


def _dispatch(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    given = form.cleaned_data
    return letters.record_dispatch(
        case_id=case.id, by=by, at=at, deposited_on=given["deposited_on"], proof=given["proof"]
    )


def _propose(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    given = form.cleaned_data
    return negotiation.propose(
        case_id=case.id,
        by=by,
        at=at,
        amount=given["amount"],
        instalments=form.plan,
        acceleration=given["acceleration"],
    )


def _consent(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    return negotiation.consent_debtor(
        case_id=case.id,
        by=by,
        at=at,
        version=case.facts.latest_version,
        said=_said(form),
        written=form.cleaned_data["written"],
    )


def _payment(case: CaseRead, form: Any, by: By, at: datetime, decided: Decided) -> object:
    given = form.cleaned_data
    return receipts.record_payment(
        case_id=case.id,
        by=by,
        at=at,
        amount=given["amount"],
        recipient=given["recipient"],
        received_on=given["received_on"],
        decide=decided,
    )


def _cancel(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    given = form.cleaned_data
    return receipts.cancel_payment(
        case_id=case.id,
        by=by,
        at=at,
        receipt_id=UUID(given["receipt"]),
        because=given["because"],
        words=given["words"],
    )


def _correct(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    given = form.cleaned_data
    return ordinary.correct(
        case_id=case.id,
        by=by,
        at=at,
        number=given["number"],
        words=given["words"],
        letter_number=given["letter_number"],
    )


def _fact(case: CaseRead, form: Any, by: By, at: datetime, _decided: Decided) -> object:
    given = form.cleaned_data
    return ordinary.report_fact(
        case_id=case.id,
        by=by,
        at=at,
        kind=given["kind"],
        changes=form.changes(),
        said_by=given["said_by"],
        text=form.words(),
    )


def _answer(action: Callable[..., object]) -> Run:
    return lambda case, form, by, at, _: action(case_id=case.id, by=by, at=at, said=_said(form))


def _plain(action: Callable[..., object]) -> Run:
    return lambda case, _form, by, at, _decided: action(case_id=case.id, by=by, at=at)


def _decided(action: Callable[..., object]) -> Run:
    return lambda case, _form, by, at, decided: action(case_id=case.id, by=by, at=at, decide=decided)


DOINGS = {
    doing.act: doing
    for doing in (
        Doing(
            act=Act.PREPARE,
            told=_(
                "Les montants se figent, la lettre et ses deux formulaires sont scellés à votre nom et remis au "
                "transporteur."
            ),
            button=_("Sceller la lettre"),
            run=_decided(letters.prepare),
        ),
        Doing(
            act=Act.RECORD_DISPATCH,
            told=_(
                "Le délai d'un mois court de la date de la preuve de dépôt. Aucun paiement ne peut plus avoir lieu "
                "jusqu'à l'issue constatée."
            ),
            button=_("Enregistrer l'envoi"),
            run=_dispatch,
            form=forms.DispatchForm,
        ),
        Doing(
            act=Act.ANSWER_ACCEPT,
            label=_("Enregistrer une acceptation reçue"),
            told=_(
                "À saisir quand le débiteur renvoie le formulaire ou émarge à l'étude. Une acceptation ne se reçoit "
                "pas par téléphone. Il restera à la constater."
            ),
            button=_("Enregistrer l'acceptation"),
            run=_answer(answers.accept),
            form=forms_answers.AcceptForm,
        ),
        Doing(
            act=Act.ANSWER_REFUSE,
            label=_("Enregistrer un refus reçu"),
            told=_("Le refus se reçoit par tout moyen, sans motif. Il restera à le constater."),
            button=_("Enregistrer le refus"),
            run=_answer(answers.refuse),
            form=forms_answers.AnswerForm,
        ),
        Doing(
            act=Act.NOTE_ACCEPTANCE,
            told=_(
                "Votre constat suspend la prescription à compter d'aujourd'hui (C. civ. 2238) ; une forclusion ne se "
                "suspend pas."
            ),
            button=_("Constater l'acceptation"),
            run=_decided(outcomes.note_acceptance),
        ),
        Doing(
            act=Act.NOTE_REFUSAL,
            told=_("Votre constat met fin à la procédure."),
            button=_("Constater le refus"),
            run=_decided(outcomes.note_refusal),
            grave=True,
        ),
        Doing(
            act=Act.PROPOSE,
            told=_(
                "Une proposition numérotée part aux deux parties. L'accord porte sur la même version, la dernière, "
                "avant la fin du mois."
            ),
            button=_("Proposer aux parties"),
            run=_propose,
            form=ProposeForm,
        ),
        Doing(
            act=Act.CONSENT_DEBTOR,
            label=_("Enregistrer le consentement du débiteur"),
            told=_("À saisir quand le débiteur consent par écrit ou à l'étude à la dernière proposition."),
            button=_("Enregistrer le consentement"),
            run=_consent,
            form=forms_answers.ConsentForm,
        ),
        Doing(
            act=Act.REFUSE_TERMS,
            label=_("Enregistrer un refus des modalités"),
            told=_("Le débiteur refuse expressément le montant ou les modalités. Il restera à le constater."),
            button=_("Enregistrer le refus"),
            run=_answer(answers.refuse_terms),
            form=forms_answers.AnswerForm,
        ),
        Doing(
            act=Act.NOTE_AGREEMENT,
            told=_("Les paiements sont de nouveau possibles, et le titre peut être délivré."),
            button=_("Constater l'accord"),
            run=_decided(outcomes.note_agreement),
            grave=True,
        ),
        Doing(
            act=Act.NOTE_TERMS_REFUSAL,
            told=_("Votre constat met fin à la procédure."),
            button=_("Constater le refus des modalités"),
            run=_decided(outcomes.note_terms_refusal),
            grave=True,
        ),
        Doing(
            act=Act.NOTE_EXPIRY,
            told=_(
                "Votre constat met fin à la procédure : le mois est passé sans accord. De qui n'a pas répondu, "
                "le silence vaut refus (CPCE R125-2 III 4°)."
            ),
            button=_("Constater l'expiration"),
            run=_decided(outcomes.note_expiry),
            grave=True,
        ),
        Doing(
            act=Act.ISSUE_TITLE,
            told=_(
                "Le titre est signé à votre nom, horodaté, remis au créancier ; copie au débiteur sans frais. "
                "Votre étude ne pourra pas être chargée de son exécution forcée (CPCE R125-8)."
            ),
            button=_("Signer et délivrer le titre"),
            run=_decided(titles.issue_title),
            grave=True,
        ),
        Doing(
            act=Act.RECORD_PAYMENT,
            told=_(
                "La plateforme ne détient aucune somme : dites ce que le débiteur a payé, à qui, et quel jour."
            ),
            button=_("Enregistrer le paiement"),
            run=_payment,
            form=forms.PaymentForm,
        ),
        Doing(
            act=Act.CANCEL_PAYMENT,
            told=_(
                "Le paiement cesse de compter, en entier et pour toujours ; son inscription reste. S'il a eu lieu "
                "autrement, enregistrez ensuite le bon. L'attestation qui reposait sur lui est retirée par un avis "
                "signé, porté au créancier et au débiteur ; celle qu'ils ont déjà reçue ne peut leur être reprise. "
                "L'accord et le titre ne changent pas."
            ),
            button=_("Confirmer l'annulation"),
            run=_cancel,
            form=forms.CancelPaymentForm,
            grave=True,
        ),
        Doing(
            act=Act.UPDATE_CERTIFICATE,
            told=_(
                "Si tout est payé, l'attestation de paiement intégral est signée à votre nom ; si elle ne dit plus "
                "vrai, un avis signé la retire. Le créancier et le débiteur sont prévenus."
            ),
            button=_("Mettre l'attestation à jour"),
            run=_plain(certificates.update_certificate),
            grave=True,
        ),
        Doing(
            act=Act.DECLINE,
            told=_(
                "Le dossier revient au créancier avec votre motif ; il peut le corriger et choisir une autre étude."
            ),
            button=_("Décliner le dossier"),
            run=_decline,
            form=forms.ReasonForm,
            grave=True,
        ),
        Doing(
            act=Act.END,
            told=_(
                "Hors des quatre issues (CPCE R125-5) : le créancier n'est pas dispensé de tentative amiable."
            ),
            button=_("Clore le dossier"),
            run=_end,
            form=forms.ReasonForm,
            grave=True,
        ),
        Doing(
            act=Act.REPORT_FACT,
            told=_("Un fait appris peut fermer un acte : il entre au journal avec sa source et sa preuve."),
            button=_("Enregistrer le fait"),
            run=_fact,
            form=FactForm,
        ),
        Doing(
            act=Act.RENEW_CODE,
            told=_(
                "L'ancien code cesse aussitôt de valoir ; le mois ne recommence pas. Vérifiez d'abord l'identité : le "
                "nouveau code s'affichera ici une seule fois."
            ),
            button=_("Renouveler le code"),
            run=_plain(ordinary.renew_code),
            grave=True,
        ),
        Doing(
            act=Act.CORRECT,
            told=_("Rien ne s'efface : une inscription nouvelle corrige l'ancienne."),
            button=_("Inscrire la correction"),
            run=_correct,
            form=forms.CorrectForm,
        ),
    )
}
