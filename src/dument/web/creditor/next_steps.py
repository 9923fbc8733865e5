"""What a creditor can do once the procedure is over: the route that the law opens, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from dument.law import competence
from dument.law.claim import BadClaim, Claim, read_claim
from dument.law.limitation import LimitationDay, last_useful_day, period_for
from dument.law.orientation import Orientation, orient, route
from dument.law.parameters import NotInForce
from dument.procedure.states import ENDINGS, FRUITLESS_ENDINGS, Act, State
from dument.queries.cases import CaseRead
from dument.web.languages import StrOrPromise

EXPIRY = ENDINGS[Act.NOTE_EXPIRY]
ALSACE_MOSELLE = frozenset({"57", "67", "68"})
PERSONS = {"minor": "consumer", "protected_adult": "consumer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do after an ending: in one title, why, and where the law sends; `route` is None when nowhere."""

    title: StrOrPromise
    text: StrOrPromise
    exempt: bool
    route: Orientation | None
    does: str
    addons: tuple[str, ...]


TEXTS = {
    State.REFUSED: (
        _("Le débiteur a refusé : vous pouvez aller devant le juge"),
        _(
            "Le refus de participer est constaté par écrit (CPCE R125-5 1°). Ce constat est la première pièce de votre "
            "dossier : gardez-le."
        ),
    ),
    State.EXPIRED: (
        _("Le mois est passé sans accord : vous pouvez aller devant le juge"),
        _(
            "L'expiration du délai est constatée par écrit (CPCE R125-5 2°). Ce constat est la première pièce de votre "
            "dossier : gardez-le."
        ),
    ),
    State.TERMS_REFUSED: (
        _("Le débiteur a refusé le montant ou les modalités : vous pouvez aller devant le juge"),
        _(
            "Le refus est constaté par écrit (CPCE R125-5 3°). Ce constat est la première pièce de votre dossier : "
            "gardez-le."
        ),
    ),
    State.TITLE_ISSUED: (
        _("Vous avez un titre exécutoire"),
        _(
            "Tant que le débiteur paie comme convenu, rien d'autre n'est à faire : l'étude enregistre les paiements et "
            "vous les reverse. S'il ne paie pas, désignez une autre étude pour l'exécution forcée (CPCE R125-8) et "
            "remettez-lui le titre."
        ),
    ),
    State.DECLINED: (
        _("L'étude n'a pas pu prendre ce dossier"),
        _(
            "Son motif est dans le déroulé ci-dessous. Vous pouvez reprendre le dossier dans un nouveau brouillon, "
            "sans rien retaper, le corriger et choisir une autre étude."
        ),
    ),
    State.WITHDRAWN: (
        _("Vous avez retiré ce dossier"),
        _(
            "Le retrait n'est pas l'une des quatre issues de la procédure : il ne dispense pas d'une tentative amiable "
            "avant le juge. Vous pouvez reprendre le dossier dans un nouveau brouillon."
        ),
    ),
    State.ENDED: (
        _("L'étude a clos ce dossier"),
        _(
            "Son motif est dans le déroulé ci-dessous. Cette clôture n'est pas l'une des quatre issues de la "
            "procédure : elle ne dispense pas d'une tentative amiable avant le juge."
        ),
    ),
}


NOTHING_LEFT = _("La somme est payée : n'en demandez plus rien au juge")
FREED = _(
    "L'issue est constatée par écrit, mais ce que les débiteurs solidaires ont payé libère celui-ci (C. civ. 1313). Si "
    "un paiement a été enregistré à tort, dites-le à l'étude."
)
PAID = _(
    "L'issue est constatée par écrit, et toute la somme réclamée ici a été payée depuis. Si un paiement a été "
    "enregistré à tort, dites-le à l'étude."
)
JUDGE = _("vous pouvez aller devant le juge")
SETTLED = _("Tout est payé")
PAID_TEXTS = {
    # R125-6 makes the title follow the agreement and says nothing of one already kept: the officer decides.
    State.AGREED: _(
        "Toute la somme convenue est payée : ne demandez plus rien au débiteur. Aucun texte ne dit si le titre "
        "exécutoire est encore délivré (CPCE R125-6) : l'étude en décide. Vous pouvez le lui demander, ou lui dire "
        "qu'il ne vous sert plus : écrivez-lui ci-dessous."
    ),
    State.TITLE_ISSUED: _(
        "Toute la somme convenue est payée : le titre ne peut plus être mis à exécution pour elle. Si un paiement a "
        "été enregistré à tort, dites-le à l'étude."
    ),
    State.ENDED: _(
        "Toute la somme convenue est payée, et l'étude a clos le dossier : vous n'avez plus rien à demander. Si un "
        "paiement a été enregistré à tort, dites-le à l'étude."
    ),
}
PAID_OFF = _("la somme est payée, il n'y a plus rien à demander")
AGAIN = _("vous pouvez reprendre le dossier dans un nouveau brouillon")
IN_SHORT = {
    State.REFUSED: JUDGE,
    State.EXPIRED: JUDGE,
    State.TERMS_REFUSED: JUDGE,
    State.TITLE_ISSUED: _("suivez les paiements ; s'ils cessent, désignez l'étude chargée de l'exécution"),
    State.DECLINED: AGAIN,
    State.WITHDRAWN: AGAIN,
    State.ENDED: _("voyez ce qui vous reste ouvert"),
}


def in_short(state: State, *, paid_off: bool) -> StrOrPromise:
    """Return what comes next after that ending, as the end of a sentence; an empty text while the case is open.

    `paid_off`: all that was agreed, or claimed from whoever agreed to nothing, is paid.
    """
    return PAID_OFF if paid_off and state in IN_SHORT else IN_SHORT.get(state, "")


def next_step(case: CaseRead) -> NextStep | None:
    """Return what to do now that the case is over, or that all is paid; None while it is open."""
    if case.settled and case.state in PAID_TEXTS:
        return _nothing(SETTLED, PAID_TEXTS[case.state])
    if case.state not in TEXTS:
        return None
    if case.paid_off:
        return _nothing(NOTHING_LEFT, FREED if case.facts.freed else PAID)
    title, text = TEXTS[case.state]
    answer = _orientation(case) if case.state not in {State.DECLINED, State.WITHDRAWN} else None
    return NextStep(
        title=title,
        text=text,
        exempt=case.ending in FRUITLESS_ENDINGS,
        route=answer,
        does=str(route(answer.main_route)["does"]) if answer else "",
        addons=tuple(str(route(code)["label"]) for code in answer.addons) if answer else (),
    )


def _nothing(title: StrOrPromise, text: StrOrPromise) -> NextStep:
    """Return a step that leads to no judge."""
    return NextStep(title=title, text=text, exempt=False, route=None, does="", addons=())


def limitation_of(case: CaseRead) -> LimitationDay | None:
    """Return the last day to bring the claim before a judge; None while the parties or the cause are not told."""
    try:
        period = period_for(cause=case.cause, creditor=case.creditor.kind, debtor=case.debtor.kind)
    except ValueError:
        return None
    suspended_on = case.facts.acceptance_noted_on
    noted = [entry.on for entry in case.journal.entries if entry.type.startswith("note_")]
    resumed_on = noted[-1] if suspended_on and case.ending in FRUITLESS_ENDINGS else None
    refused = case.ending != EXPIRY
    if suspended_on and resumed_on and case.facts.month and not refused:
        # The prudent reading: the month ended by itself, whenever the officer noted it.
        resumed_on = max(suspended_on, case.facts.month.last_day)
    return last_useful_day(
        due_on=case.due_on,
        period=period,
        suspended_on=suspended_on,
        resumed_on=resumed_on,
        acknowledged_on=case.facts.agreed_on(),
        refused=refused,
    )


def soon(limit: LimitationDay | None, on: date) -> bool:
    """Tell whether fewer than three months are left to act."""
    return limit is not None and not limit.suspended and (limit.last_day - on).days < 92


def _orientation(case: CaseRead) -> Orientation | None:
    limit = limitation_of(case)
    if limit is None:
        return None
    try:
        return orient(_claim(case, limit.last_day))
    except (BadClaim, NotInForce):
        return None


def _claim(case: CaseRead, limitation_end: date) -> Claim:
    return read_claim(
        {
            "today": case.on.isoformat(),
            "amount_principal": case.principal,
            "amount_interest": case.interest,
            "creditor": case.creditor.kind,
            "debtor": PERSONS.get(case.debtor.kind, case.debtor.kind),
            "debtor_residence": _residence(case),
            "place": case.debtor.city,
            "cause": case.cause,
            "psrpc": _tried(case),
            "insolvency": case.facts.insolvency,
            "has_title": case.state is State.TITLE_ISSUED,
            "limitation_end": limitation_end.isoformat(),
            "invoiced_between_merchants": case.facts.invoiced_between_merchants,
        }
    )


def _tried(case: CaseRead) -> str:
    if case.state is State.EXPIRED:
        return "no_agreement" if case.facts.acceptance_noted_on else "silent"
    return {State.REFUSED: "refused", State.TERMS_REFUSED: "no_agreement", State.ENDED: "not_eligible"}.get(
        case.state, "none"
    )


def _residence(case: CaseRead) -> str:
    if case.debtor.country != "FR":
        return "unknown"
    try:
        place = competence.court_of(postcode=case.debtor.postcode, insee=case.debtor.insee or None)
    except ValueError:
        return "FR"
    if place.departement in ALSACE_MOSELLE:
        return "FR_alsace_moselle"
    return "FR_overseas" if len(place.departement) == 3 else "FR"
