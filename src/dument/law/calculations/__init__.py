"""The topics of `dument calc`: a question in JSON words, an answer with its reasons and its articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dument.law.calculations import calendar, collecting, interest, limitation, place, sharing
from dument.law.calculations.inputs import Answer, BadInput, Inputs, Refused
from dument.law.competence import AmbiguousPlace
from dument.law.fees import BeyondScale
from dument.law.parameters import NotInForce

__all__ = ["TOPICS", "BadInput", "Refused", "answer"]

TOPICS: Mapping[str, Callable[[Inputs], Answer]] = {
    **interest.TOPICS,
    **sharing.TOPICS,
    **collecting.TOPICS,
    **limitation.TOPICS,
    **calendar.TOPICS,
    **place.TOPICS,
}
"""Topic → the function that answers it."""


def answer(topic: str, given: Mapping[str, Any]) -> Answer:
    """Return the answer to a topic: amounts and rates as text, days as ISO text, lists and booleans.

    `explanation` (one French sentence a step), `references` and `certainty` are always there. Raises BadInput
    when the question cannot be used, Refused when the law gives no answer to it (a day not read, an ambiguous
    place).
    """
    if topic not in TOPICS:
        raise BadInput(f"« {topic} » : sujet inconnu ; sujets : {', '.join(sorted(TOPICS))}.")
    question = Inputs(given)
    try:
        found = TOPICS[topic](question)
    except (NotInForce, BeyondScale, AmbiguousPlace) as reason:
        raise Refused(str(reason)) from reason
    found["explanation"] += question.ignored()
    return found
