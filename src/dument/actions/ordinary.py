"""What happens beside the procedure: a fact learned, a code renewed, an entry corrected, a case taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from dument.actions import letter_numbers, quotas, trials
from dument.actions._move import By, Done, How, Step, move
from dument.actions.references import new_reference
from dument.procedure.states import Act, State
from dument.records import clocks
from dument.records.cases.models import Case, ClaimLine, Evidence, Margin, Party, ReportedFact
from dument.records.debtor_given import given_of
from dument.records.journal.models import Event

# What a fact may change in what the table looks at: (field of the case or of the debtor) for each kind.
FACTS = {
    "insolvency": "insolvabilité du débiteur",
    "conflict": "conflit d'intérêts",
    "merchants": "facturation entre commerçants",
    "address": "nouvelle adresse du débiteur",
    "payment": "paiement direct au créancier",
    "death": "décès",
    "capacity": "mesure de protection",
    "not_addressee": "le porteur de la lettre n'est pas le destinataire",
    "moved": "le destinataire n'habite plus là",
    "contact": "courriel ou téléphone du débiteur",
    "budget": "budget du débiteur",
    "delivered": "lettre distribuée",
    "unclaimed": "pli avisé et non réclamé",
    "unknown_address": "destinataire inconnu à l'adresse",
    "returned": "pli retourné à l'étude",
}


def report_fact(
    *,
    case_id: UUID,
    by: By,
    at: datetime,
    kind: str,
    changes: Mapping[str, object],
    said_by: str = "",
    text: str = "",
) -> Done:
    """Record a fact learned during a case: who said it, on what proof, and what it changes.

    `changes` holds fields of the case (CASE_FIELDS; amounts, in cents, only until the letter freezes them) or of
    the debtor (DEBTOR_FIELDS). Raises Refused, ValueError for an unknown kind or change.
    """
    if kind not in FACTS:
        raise ValueError(f"« {kind} » n'est pas un fait connu ; faits connus : {', '.join(FACTS)}.")
    unknown = set(changes) - CASE_FIELDS - DEBTOR_FIELDS
    if unknown:
        raise ValueError(f"Un fait ne change pas : {', '.join(sorted(unknown))}.")

    def write(step: Step, case: Case) -> Mapping[str, object]:
        ReportedFact.objects.create(
            case=case, office_id=case.office_id, kind=kind, on=step.on, said_by=said_by, text=text
        )
        if AMOUNTS & changes.keys() and case.prepared_on:
            raise ValueError(
                "Les montants sont figés depuis la lettre : proposez un accord sur un autre montant."
            )
        for name in CASE_FIELDS & changes.keys():
            setattr(case, name, changes[name])
        of_debtor = {name: changes[name] for name in DEBTOR_FIELDS & changes.keys()}
        told = {"kind": kind, "changes": dict(changes), "said_by": said_by, "text": text}
        if of_debtor:
            debtor = Party.objects.filter(case=case, role="debtor")
            told["before"] = debtor.values(*sorted(of_debtor)).get()
            debtor.update(**of_debtor)
        return told

    return move(case_id=case_id, act=Act.REPORT_FACT, by=by, at=at, how=How(write=write))


AMOUNTS = frozenset({"principal_cents", "interest_cents", "other_cents"})
CASE_FIELDS = frozenset({"insolvency", "conflict", "invoiced_between_merchants"}) | AMOUNTS
DEBTOR_FIELDS = frozenset(
    {"kind", "protection", "postcode", "insee", "city", "address", "country", "email", "phone"}
)


def declare_conflict(*, case_id: UUID, by: By, at: datetime, conflict: str, persons: str = "") -> Done:
    """Record the officer's declaration: none, family_tie or doubt (ord. 2016-728 art. 8).

    `persons` are the associates and employees whom the officer had before him, kept with the declaration.
    """
    if conflict not in {"none", "family_tie", "doubt"}:
        raise ValueError("La déclaration est : none (aucun), family_tie (lien de famille) ou doubt (doute).")
    return report_fact(
        case_id=case_id,
        by=by,
        at=at,
        kind="conflict",
        changes={"conflict": conflict},
        said_by=by.name,
        text=persons,
    )


def renew_code(*, case_id: UUID, by: By, at: datetime) -> Done:
    """Make a new code for the debtor; the former one dies at once. It starts no new month. Raises Refused."""

    def write(step: Step, case: Case) -> Mapping[str, object]:
        case.code_rank += 1
        trials.forget(case.reference)
        return {"rank": case.code_rank}

    return move(case_id=case_id, act=Act.RENEW_CODE, by=by, at=at, how=How(write=write))


def correct(*, case_id: UUID, by: By, at: datetime, number: int, words: str, letter_number: str = "") -> Done:
    """Write an entry that corrects line `number`, which stays as it is. Raises Refused, ValueError.

    `letter_number` puts right the number told with the dispatch: later papers recite it, and the wrong one is free
    again for the letter that bears it. The day of the dispatch never changes so: the month runs from it.
    """
    if not words.strip():
        raise ValueError("Dites ce qui est corrigé : l'inscription première reste, la correction s'ajoute.")

    def write(step: Step, case: Case) -> Mapping[str, object]:
        if not 1 <= number <= case.last_number:
            raise ValueError(f"L'inscription n° {number} n'existe pas : il y en a {case.last_number}.")
        told = {"corrects": number, "words": words}
        return told | _renumbered(step, case, number, letter_number) if letter_number else told

    how = How(enrich=letter_numbers.looking_at(letter_number), write=write)
    return move(case_id=case_id, act=Act.CORRECT, by=by, at=at, how=how)


def _renumbered(step: Step, case: Case, line: int, letter_number: str) -> dict[str, object]:
    """Put right the number of the letter, told by that line, and return what the journal keeps of it."""
    dispatch = Event.objects.filter(case=case, number=line, type=Act.RECORD_DISPATCH.value)
    if not dispatch.exists():
        raise ValueError(
            "Un numéro de recommandé se corrige sur l'inscription de l'envoi : donnez son numéro."
        )
    if not letter_numbers.compared(letter_number):
        raise ValueError("Ce numéro de recommandé n'a ni chiffre ni lettre : recopiez-le du bordereau.")
    before, case.dispatch_proof = case.dispatch_proof, letter_number
    letter_numbers.keep(step, case, letter_number)
    return {"before": before, "proof": letter_number}


def copy_to_draft(*, case_id: UUID, by: By, at: datetime) -> Case:
    """Take up a declined, withdrawn or ended case in a new draft, without retyping. Raises Refused, TooMuch."""
    with clocks.agreeing():
        done = move(case_id=case_id, act=Act.COPY_TO_DRAFT, by=by, at=at)
        quotas.count_under_lock(done.case.claim.creditor_id)
        quotas.room_for_a_draft(done.case.claim.creditor_id)
        return _copy(done.case)


def _copy(source: Case) -> Case:
    kept = (
        "claim", "cause", "basis", "invoiced_between_merchants", "principal_cents", "other_cents",
        "interest_cents", "interest_from", "interest_rate", "due_on", "chosen_office",
    )  # fmt: skip
    draft = Case.objects.create(
        reference=new_reference(),
        state=State.DRAFT,
        interest_frozen=source.interest_from is None,
        **{name: getattr(source, name) for name in kept},
    )
    for model in (Party, ClaimLine, Evidence, Margin):
        for row in model.objects.filter(case=source):
            row.pk = None
            row._state.adding = True
            row.id = model._meta.pk.get_default()
            row.case, row.office_id = draft, None
            row.save(force_insert=True)
    # What the office learned of the debtor since the filing is not the creditor's, who reads his drafts.
    if given := given_of(source):
        Party.objects.filter(case=draft, role="debtor").update(**given)
    return draft
