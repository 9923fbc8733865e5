"""Random lives of a case: whatever is tried, the table leads only where the page of the words says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dument.law.deadlines import one_month
from dument.procedure import machine
from dument.procedure.facts import Attempt, Consent, Details, Facts, Month, Proposal
from dument.procedure.states import OUTCOME_RECORDED, Act, Actor, State, payments_locked
from tests.procedure.lives import PACK, facts
from tests.procedure.test_table import ORDINARY, TABLE

DECISIONS = frozenset({"relies_on_extension", "quality_unknown", "limitation_expired"})
RECEIVED = {
    Act.ANSWER_ACCEPT: "acceptance_received",
    Act.ANSWER_REFUSE: "refusal_received",
    Act.REFUSE_TERMS: "terms_refusal_received",
}
GIVING_UP = {Act.END, Act.WITHDRAW, Act.DECLINE}
OUTCOMES = {Act.NOTE_REFUSAL, Act.NOTE_EXPIRY, Act.NOTE_TERMS_REFUSAL, Act.NOTE_AGREEMENT}


def written(known: Facts, tried: Attempt, target: State | None) -> Facts:
    """Return the facts once the act is done, as the actions write them."""
    act, on = tried.act, tried.on
    after = replace(known, state=target or known.state, decisions=known.decisions | tried.given.decide)
    if act in RECEIVED:
        return replace(after, **{RECEIVED[act]: True})  # type: ignore[arg-type]
    if act is Act.RECORD_DISPATCH:
        ends = one_month(dispatched_on=on)
        return replace(after, month=Month(dispatched_on=on, raw_last_day=ends.raw, last_day=ends.extended))
    if act is Act.NOTE_ACCEPTANCE:
        return replace(after, acceptance_noted_on=on)
    if act is Act.PROPOSE:
        version = (known.latest_version or 0) + 1
        return replace(after, proposals=(*known.proposals, Proposal(version=version, amount=Decimal(1000))))
    if act in {Act.CONSENT_CREDITOR, Act.CONSENT_DEBTOR}:
        party = Actor.CREDITOR if act is Act.CONSENT_CREDITOR else Actor.DEBTOR
        chosen = tried.given.version or known.latest_version or 0
        return replace(after, consents=(*known.consents, Consent(party=party, version=chosen, on=on)))
    return after


class Life:
    """One case, whose days only go forward, tried by everybody."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.known = facts()
        self.on = date(2026, 9, 2)
        self.done: list[Act] = []

    def step(self) -> None:
        """Do something open, or try anything; sometimes a few days pass."""
        chance, actor = self.chance, self.chance.choice(list(Actor))
        if chance.random() < 0.6:
            known = [
                act
                for act in machine.open_to(PACK, self.known, actor, self.on)
                if act not in GIVING_UP and not PACK[act].ordinary
            ]
            if known:
                said = Details(channel="office" if actor is Actor.OFFICER else None)
                self._try(chance.choice(known), actor, said)
        else:
            act = chance.choice(list(Act))
            if act not in GIVING_UP or chance.random() < 0.2:
                self._try(act, actor, self._anything())
        if chance.random() < 0.3:
            self.on += timedelta(days=chance.randrange(5))

    def _anything(self) -> Details:
        chance = self.chance
        return Details(
            channel=chance.choice([None, "online", "post", "office", "phone"]),
            version=chance.choice([None, None, 1, 2]),
            decide=chance.choice([DECISIONS, frozenset()]),
        )

    def _try(self, act: Act, actor: Actor, said: Details) -> None:
        tried = Attempt(act=act, actor=actor, on=self.on, place_day=self.on, details=said)
        before = self.known.state
        try:
            target = machine.fire(PACK, self.known, tried).row.target
        except machine.Refused as refusal:
            assert refusal.reasons
            return
        who, sources, to = (TABLE | ORDINARY)[act.value]
        assert actor in who.split()
        assert before in sources.split()
        self.known = written(self.known, tried, target)
        assert self.known.state == (before if to == "=" else to)
        self.done.append(act)
        self._hold_dates(act, before)

    def _hold_dates(self, act: Act, before: State) -> None:
        month = self.known.month
        if act is Act.RECORD_PAYMENT:
            assert not payments_locked(before)
        if act in {Act.PROPOSE, Act.CONSENT_CREDITOR, Act.CONSENT_DEBTOR}:
            assert month is not None and self.on <= month.last_day
        if act is Act.NOTE_EXPIRY:
            assert month is not None and self.on > month.last_day
        if act is Act.NOTE_AGREEMENT:
            agreed_on = self.known.agreed_on()
            assert agreed_on is not None and month is not None and agreed_on <= month.last_day

    def hold(self) -> None:
        """Check what is true at every moment of every life."""
        done = self.done
        if Act.ISSUE_TITLE in done:
            road = [Act.SUBMIT, Act.PREPARE, Act.RECORD_DISPATCH, Act.ANSWER_ACCEPT, Act.NOTE_ACCEPTANCE]
            road += [Act.PROPOSE, Act.CONSENT_DEBTOR, Act.NOTE_AGREEMENT, Act.ISSUE_TITLE]
            places = [done.index(act) for act in road]
            assert places == sorted(places)
            assert done.count(Act.ISSUE_TITLE) == 1
        assert sum(done.count(act) for act in OUTCOMES) <= 1
        over = bool(OUTCOMES & set(done)) or self.known.state in {State.WITHDRAWN, State.ENDED}
        assert payments_locked(self.known.state) == (Act.RECORD_DISPATCH in done and not over)
        assert (self.known.acceptance_noted_on is not None) == (Act.NOTE_ACCEPTANCE in done)


@settings(max_examples=40)
@given(st.randoms(use_true_random=True))
def test_the_table_leads_nowhere_else(chance: Random) -> None:
    life = Life(chance)
    for _ in range(100):
        life.step()
        life.hold()


def test_walks_reach_every_ending() -> None:
    """The walks above would prove little if they all stopped at the door."""
    seen = set()
    for seed in range(80):
        life = Life(Random(seed))  # noqa: S311 - a walk that can be walked again
        for _ in range(100):
            life.step()
            seen.add(life.known.state)
    assert seen >= OUTCOME_RECORDED | {State.WITHDRAWN, State.ENDED}
