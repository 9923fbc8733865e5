"""The guards of the table: each looks at the facts and the attempt, and gives its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import wraps

from dument.law import capacity, competence, conflicts, eligibility, receiving, representation, solidarity
from dument.law.findings import Finding
from dument.law.interest import accrue
from dument.law.money import in_french
from dument.law.parameters import NotInForce
from dument.procedure.facts import Attempt, Facts, Month
from dument.procedure.machine import Guard
from dument.procedure.states import MONTH_RUNNING, Act, Actor

ON_PAPER_OR_IN_PERSON = frozenset({"post", "office", "phone"})


def within_known_law(guard: Guard) -> Guard:
    """Return the guard, answering `unknown_law_for_day` where the law of that day was never read."""

    @wraps(guard)
    def checked(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
        try:
            return list(guard(facts, attempt))
        except NotInForce as unknown:
            return [Finding("unknown_law_for_day", str(unknown), ("C. civ. 1",))]

    return checked


def cause(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The claim comes from a contract or a statute."""
    return eligibility.cause(cause=facts.cause)


@within_known_law
def ceiling(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """Principal and interest of that day, all debtors together, fit under the ceiling of that day."""
    interest = facts.interest
    if facts.interest_plan:
        interest += accrue(
            principal=facts.principal + facts.rest_running,
            first_day=facts.interest_plan.first_day,
            last_day=attempt.on,
            rate=facts.interest_plan.rate,
            creditor=facts.creditor,
        ).amount
    return eligibility.ceiling(
        principal=facts.principal + facts.rest_of_claim, interest=interest, other=facts.other, on=attempt.on
    )


@within_known_law
def merchants(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The claim was not invoiced between merchants."""
    return eligibility.merchants(invoiced_between_merchants=facts.invoiced_between_merchants, on=attempt.on)


def due(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The claim is due."""
    return eligibility.due(due_on=facts.due_on, on=attempt.on)


def limitation(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The time to act is not over: on that day, or on the day of the agreement once there is one."""
    agreed_on = facts.agreed_on()
    return eligibility.limitation(
        cause=facts.cause,
        creditor=facts.creditor,
        debtor=facts.debtor,
        due_on=facts.due_on,
        on=min(attempt.on, agreed_on) if agreed_on else attempt.on,
        suspended_on=facts.acceptance_noted_on,
    )


def mandate(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The creditor gave a dated mandate."""
    return eligibility.mandate(mandate_on=facts.mandate_on, on=attempt.on)


def solvent(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """No insolvency forbids to pay."""
    return eligibility.insolvency(insolvency=facts.insolvency)


def court(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The office sits in the court of appeal of the debtor's domicile or residence (R125-1 al. 1)."""
    if facts.debtor_country not in competence.IN_FRANCE:
        yield Finding(
            "debtor_abroad",
            "Le débiteur n'a ni domicile ni résidence en France : aucun commissaire de justice n'est compétent "
            "pour cette procédure. Voyez l'injonction de payer européenne.",
            ("CPCE R125-1 al. 1",),
        )
        return
    try:
        place = competence.court_of(postcode=facts.debtor_postcode, insee=facts.debtor_insee)
        seat = competence.court(facts.office_court) if facts.office_court else None
    except (competence.UnknownPlace, competence.AmbiguousPlace) as unknown:
        yield Finding("wrong_court", str(unknown), ("CPCE R125-1 al. 1",))
        return
    if not place.applicable:
        yield Finding(
            "wrong_court",
            "La procédure ne s'applique pas, ou n'est pas ouverte ici, sur ce territoire.",
            ("CPCE R125-1 al. 1", "CPCE R641-1"),
        )
    elif seat is None or seat.name != place.court:
        office = f"l'étude relève d'un autre ({seat.full_name})" if seat else "aucune étude n'est choisie"
        yield Finding(
            "wrong_court",
            f"Le débiteur demeure dans le ressort de la {competence.court(place.court).full_name} et {office}. "
            "Choisissez une étude de ce ressort.",
            ("CPCE R125-1 al. 1", "ord. 2016-728 art. 2 I"),
        )


def invitable(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The debtor may be invited."""
    return capacity.may_be_invited(debtor=facts.debtor)


def capable(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The debtor may bind himself, assisted where he must be."""
    if attempt.asking:
        return ()
    return capacity.may_bind_himself(
        debtor=facts.debtor,
        assisted=attempt.given.assisted,
        protection=facts.protection,
        quality=attempt.given.quality,
    )


def authority_to_answer(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """Whoever answered for the debtor had the power to."""
    found = representation.authority_to_answer(quality=facts.answered_by)
    if found:
        yield found


def authority_to_agree(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """Whoever consented for the debtor, or refused the terms, had the power to."""
    found = representation.authority_to_agree(quality=facts.agreed_by)
    if found:
        yield found


def no_family_tie(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """No family tie binds the officer and a party."""
    return conflicts.family(conflict=facts.conflict)


def no_conflict_doubt(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """No doubt on a conflict of interest was left undecided."""
    return conflicts.doubt(conflict=facts.conflict)


def mentions(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The letter bears every mandatory mention (R125-2)."""
    if facts.missing_mentions:
        yield Finding(
            "missing_mention",
            f"Il manque à la lettre : {' ; '.join(facts.missing_mentions)}.",
            ("CPCE R125-2",),
        )


def in_time(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The month is not over; its last day counts until midnight (CPC 642)."""
    if facts.month and attempt.place_day > facts.month.last_day:
        yield _late(facts.month)


def answered_in_time(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The acceptance came in time; a form sent by post counts from its posting (R125-2 III 2°)."""
    posted_on = attempt.given.posted_on
    if posted_on is None or attempt.given.channel != "post":
        yield from in_time(facts, attempt)
        return
    if facts.month and posted_on > facts.month.last_day:
        yield _late(facts.month)
    if posted_on > attempt.on or (facts.month and posted_on < facts.month.dispatched_on):
        yield Finding(
            "too_early",
            "La date d'envoi du formulaire doit se situer entre l'envoi de la lettre et le jour de sa réception : "
            "vérifiez le cachet de la poste.",
            ("CPCE R125-2 III 2°",),
        )


def _late(month: Month) -> Finding:
    return Finding(
        "late",
        f"Le délai d'un mois à compter de l'envoi de la lettre a pris fin le {month.last_day:%d/%m/%Y} à minuit.",
        ("CPCE L125-1 al. 2", "CPCE R125-2 III 2°", "CPCE R125-5 2°"),
    )


def month_over(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The month is over: its last day has passed, everywhere it counts."""
    if facts.month and attempt.place_day <= facts.month.last_day:
        yield Finding(
            "too_early",
            f"Le délai d'un mois court jusqu'au {facts.month.last_day:%d/%m/%Y} à minuit : l'expiration ne peut "
            "être constatée que le lendemain.",
            ("CPCE R125-5 2°", "CPC 641", "CPC 642"),
        )


def channel(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """What comes by telephone can refuse, not accept; the officer keys in paper, visits and calls only."""
    if attempt.asking:
        return
    chosen = attempt.given.channel
    if attempt.actor is Actor.OFFICER and chosen not in ON_PAPER_OR_IN_PERSON:
        yield Finding(
            "wrong_actor",
            "Une réponse en ligne appartient au débiteur seul. L'étude ne saisit que ce qui vient par courrier, à "
            "l'étude ou par téléphone.",
            ("CPCE R125-2 III 2°",),
        )
    if chosen == "phone" and attempt.act in {Act.ANSWER_ACCEPT, Act.CONSENT_DEBTOR}:
        yield Finding(
            "channel_not_allowed",
            "On peut refuser par téléphone, pas accepter : il faut un formulaire, une réponse en ligne ou un "
            "émargement à l'étude.",
            ("CPCE R125-2 III 2°", "CPCE R125-2 III 3°"),
        )


def acceptance_received(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The debtor accepted to take part."""
    if not facts.acceptance_received:
        yield Finding(
            "not_accepted",
            "Aucune acceptation du débiteur n'a été reçue, ou il a refusé depuis : il n'y a rien à constater.",
            ("CPCE R125-3",),
        )


def refusal_received(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The debtor refused to take part."""
    if not facts.refusal_received:
        yield Finding(
            "wrong_state",
            "Aucun refus du débiteur n'a été reçu, ou il a accepté depuis : enregistrez d'abord celui qui est venu, "
            "par quelque moyen que ce soit.",
            ("CPCE R125-2 III 3°", "CPCE R125-5 1°"),
        )


def terms_refusal_received(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The debtor refused the amount or the terms."""
    if not facts.terms_refusal_received:
        yield Finding(
            "wrong_state",
            "Aucun refus de la dernière proposition n'a été reçu : enregistrez-le d'abord.",
            ("CPCE R125-5 3°",),
        )


def terms(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The terms stay within the claim, and the instalments make the amount."""
    amount, instalments = attempt.given.amount, attempt.given.instalments
    if amount is None:
        return
    if amount > facts.claimed:
        yield Finding(
            "amount_above_claim",
            f"Le montant proposé ({in_french(amount)}) dépasse la somme réclamée ({in_french(facts.claimed)}) : "
            "on ne peut convenir que d'autant ou de moins.",
            ("CPCE R125-4", "C. civ. 1350"),
        )
    scheduled = Decimal(sum(part.amount for part in instalments))
    if instalments and scheduled != amount:
        yield Finding(
            "schedule_does_not_sum",
            f"Les échéances font {in_french(scheduled)} et non {in_french(amount)}.",
            ("CPCE R125-5 4°",),
        )


def version_exists(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The version consented to was proposed."""
    version = attempt.given.version
    if version is not None and version not in {proposal.version for proposal in facts.proposals}:
        yield Finding(
            "wrong_state",
            f"La proposition n° {version} n'existe pas dans ce dossier.",
            ("CPCE R125-4",),
        )


def consents(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """Both parties consented to the same version, the latest (L125-1 al. 3)."""
    latest = facts.latest_version
    lacking = [
        party
        for party in (Actor.CREDITOR, Actor.DEBTOR)
        if not any(c.party is party and c.version == latest for c in facts.consents)
    ]
    if not lacking:
        return
    names = " et ".join("du créancier" if party is Actor.CREDITOR else "du débiteur" for party in lacking)
    yield Finding(
        "consent_missing",
        f"Il manque, sur la dernière proposition, le consentement {names}.",
        ("CPCE L125-1 al. 3", "CPCE R125-5 4°"),
    )
    if any(c.party in lacking for c in facts.consents):
        yield Finding(
            "consents_differ",
            "Les parties n'ont pas consenti à la même proposition, la dernière : il n'y a pas d'accord sur le "
            "montant et les modalités.",
            ("CPCE L125-1 al. 3", "CPCE R125-5 4°"),
        )


def extension(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The agreement does not rest on the extension of the month alone (CPC 642: application inferred)."""
    agreed_on = facts.agreed_on()
    if agreed_on and facts.month and agreed_on > facts.month.raw_last_day:
        yield Finding(
            "relies_on_extension",
            f"L'accord date du {agreed_on:%d/%m/%Y}, après le {facts.month.raw_last_day:%d/%m/%Y} : il n'est dans "
            "le délai que si celui-ci est prorogé au jour ouvrable. Le commissaire de justice en décide.",
            ("CPCE R125-5 4°", "CPC 642"),
            decidable=True,
        )


def no_agreement_pending(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """No agreement waits to be noted. One that rests on the extension alone may be set aside by decision."""
    agreed_on = facts.agreed_on()
    if agreed_on is None:
        return
    on_extension = list(extension(facts, attempt))
    set_aside = "relies_on_extension" in facts.decisions | attempt.given.decide
    if not (on_extension and set_aside):
        yield Finding(
            "agreement_pending",
            f"Les deux parties ont consenti dans le délai, le {agreed_on:%d/%m/%Y} : constatez l'accord.",
            ("CPCE R125-5 4°",),
        )
    yield from on_extension


def payments_free(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """No payment from dispatch to the recorded outcome (R125-7), by the day on which it was received."""
    return receiving.received(
        month_running=facts.state in MONTH_RUNNING,
        received_on=attempt.given.received_on,
        outcome_on=facts.outcome_on,
        on=attempt.on,
    )


def paid_once(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """A debt that several owe whole is never collected twice (C. civ. 1313)."""
    if facts.common is None or facts.state in MONTH_RUNNING:  # no payment then, whatever is left
        return ()
    return solidarity.payment(debt=facts.common, amount=attempt.given.amount)


def not_paid_by_others(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """What the others paid of a debt that each owes whole is not proposed again, nor agreed on (C. civ. 1313)."""
    if facts.common is None:
        return ()
    if attempt.act is Act.PROPOSE:  # less may be proposed, or nothing: there is nothing to decide
        against = solidarity.terms(debt=facts.common, amount=attempt.given.amount)
        return [replace(one, decidable=False) for one in against]
    latest = facts.proposals[-1].amount if facts.proposals else None
    return solidarity.terms(debt=facts.common, amount=latest)


def payment_stands(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """A payment was recorded in the case, and stands."""
    told = Finding("no_payment_recorded", "Aucun paiement enregistré ici n'est à annuler.", ("CPCE R125-7",))
    return () if facts.payments else [told]


def certificate_untrue(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """The certificate of full payment misses, or must be withdrawn."""
    told = Finding("certificate_up_to_date", "Rien n'est à attester, ni à retirer.", ("C. civ. 1342",))
    return () if facts.certificate else [told]


def another_office(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """Forced recovery goes to another office."""
    return conflicts.enforcement(office=attempt.given.office)
