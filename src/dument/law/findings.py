"""What a rule answers: a refusal or a finding, with its code, its sentence and its articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why an act may not be done on a day.

    `code` is one of the stable refusal codes; `message` is a French sentence that says what is wrong and
    what to do; `basis` names the articles; `decidable` is true when the texts leave the point to the officer,
    who may go on by a written decision.
    """

    code: str
    message: str
    basis: tuple[str, ...]
    decidable: bool = False
