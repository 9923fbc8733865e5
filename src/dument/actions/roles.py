"""What each role of an office may do of the officer's acts: the officer's signature is nobody else's."""

from __future__ import annotations

from dument.procedure.states import Act, Actor

OFFICER, CLERK, ACCOUNTANT = "officer", "clerk", "accountant"
# A payment is told by whoever keeps the accounts; it notes nothing and signs nothing (CPCE R125-7).
OF_ACCOUNTANT = frozenset({Act.RECORD_PAYMENT})
RESERVED = "Réservé au commissaire de justice : lui seul constate, enregistre, propose et signe."


class Reserved(Exception):
    """Somebody of the office tried what is the officer's alone (ord. 2016-728 art. 1)."""

    def __init__(self, sentence: str = RESERVED) -> None:
        """Say so in one sentence."""
        super().__init__(sentence)


def may(role: str, act: Act) -> bool:
    """Tell whether that role of an office may do that act of the officer; a clerk prepares, and does none."""
    return role == OFFICER or (role == ACCOUNTANT and act in OF_ACCOUNTANT)


def check(*, actor: Actor, role: str, act: Act) -> None:
    """Raise Reserved when a member of an office does what his role does not allow."""
    if actor is Actor.OFFICER and not may(role, act):
        raise Reserved
