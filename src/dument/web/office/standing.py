"""How a case stands for the office: the acts open, those that are not and why, and the checks of its eligibility."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dument.law.findings import Finding
from dument.procedure import machine
from dument.procedure.facts import Attempt
from dument.procedure.machine import Judgment
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor, State
from dument.queries.cases import CaseRead
from dument.web.below import spoken
from dument.web.languages import StrOrPromise
from dument.web.office.doings import DOINGS

UNDECLARED = Finding(
    "conflict_undeclared",
    gettext_noop(
        "Déclarez d'abord si un conflit d'intérêts vous lie à une partie : la déclaration est jointe au dossier."
    ),
    ("ord. 2016-728 art. 8",),
)
CHECKS = (
    (_("Contrat ou statut"), ("not_contractual_or_statutory",)),
    (_("Plafond"), ("over_ceiling", "over_ceiling_with_accessories")),
    (_("Facturation entre commerçants"), ("between_merchants", "quality_unknown")),
    (_("Créance exigible"), ("not_due",)),
    (_("Prescription"), ("limitation_expired",)),
    (_("Ressort de l'étude"), ("wrong_court", "debtor_abroad")),
    (_("Capacité du débiteur"), ("incapacity",)),
    (_("Solvabilité"), ("insolvency",)),
    (_("Mandat daté"), ("no_mandate",)),
    (_("Lien de famille"), ("family_tie",)),
    (_("Conflit d'intérêts"), ("conflict_doubt", "conflict_undeclared")),
    (_("Droit connu à ce jour"), ("unknown_law_for_day",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActShown:
    """An act of the table: open, open on a decision, or closed with its reasons."""

    word: str
    label: str
    article: str
    reasons: tuple[Finding, ...]
    to_decide: tuple[Finding, ...]
    ordinary: bool
    awaited: bool
    prepared: bool

    @property
    def later(self) -> bool:
        """Tell whether the act is closed because it is not its time."""
        return any(one.code == "wrong_state" for one in self.reasons)

    @property
    def aside(self) -> bool:
        """Tell whether it is done at any time, beside the procedure; a certificate no longer true does not wait."""
        return self.ordinary and self.word != Act.UPDATE_CERTIFICATE

    @property
    def gives_up(self) -> bool:
        """Tell whether the act gives the case up."""
        return self.word in {Act.DECLINE, Act.END}


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of eligibility on that day: its finding, or none; `decided` when the officer already decided it."""

    label: StrOrPromise
    finding: Finding | None
    decided: bool

    @property
    def undeclared(self) -> bool:
        """Tell whether the officer's declaration is what is missing."""
        return self.finding is not None and self.finding.code == UNDECLARED.code


def judged(case: CaseRead, act: Act) -> Judgment:
    """Return what the table says of the officer doing that act on the day of the reading."""
    attempt = Attempt(act=act, actor=Actor.OFFICER, on=case.on, place_day=case.place_day, details=None)
    return machine.judge(pack(case.pack), case.facts, attempt)


def reasons_against(case: CaseRead, act: Act) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the reasons that close the act, then those that the officer may decide."""
    found = judged(case, act).reasons
    closing = [one for one in found if not one.decidable]
    if act is Act.ANSWER_ACCEPT:
        # A form posted in time may still arrive after the month (R125-2 III 2°): its date will tell.
        closing = [one for one in closing if one.code != "late"]
    if act is Act.PREPARE and case.state is State.SUBMITTED and not case.conflict_declared:
        closing.append(UNDECLARED)
    return tuple(closing), tuple(one for one in found if one.decidable)


def label_of(act: Act, label: str) -> str:
    """Return how the office's page names an act, in its language; `label` is the table's."""
    return str(DOINGS[act].label) or spoken(label)


def acts_of(case: CaseRead) -> tuple[ActShown, ...]:
    """Return every act of the office in the order of the table."""
    shown = []
    for act, row in pack(case.pack).items():
        if act not in DOINGS:
            continue
        reasons, to_decide = reasons_against(case, act)
        shown.append(
            ActShown(
                word=act.value,
                label=label_of(act, row.label),
                article=row.article,
                reasons=reasons,
                to_decide=to_decide if not reasons else (),
                ordinary=row.ordinary,
                prepared=any(one.act == act.value for one in case.prepared),
                awaited=act.value == AWAITED.get(case.task.word, case.task.word),
            )
        )
    return tuple(shown)


# The act that each task calls for, where they have not the same name.
AWAITED = {"check": Act.PREPARE.value, "dispatch": Act.RECORD_DISPATCH.value}


def checks_of(case: CaseRead) -> tuple[Check, ...]:
    """Return the rules of eligibility as they stand today for the letter."""
    judgment = judged(case, Act.PREPARE)
    found = {one.code: one for one in (*judgment.reasons, *judgment.warnings)}
    decided = {one.code: one for one in judgment.decided}
    if not case.conflict_declared:
        found.setdefault(UNDECLARED.code, UNDECLARED)
    checks = []
    for label, codes in CHECKS:
        finding = next((found[code] for code in codes if code in found), None)
        was_decided = next((decided[code] for code in codes if code in decided), None)
        checks.append(Check(label, finding or was_decided, finding is None and was_decided is not None))
    return tuple(checks)
