"""The rows of a case."""

from dument.records.cases.models.case import (
    Case,
    Claim,
    ClaimLine,
    CodeLock,
    CodeTrial,
    Evidence,
    InterestLine,
    LetterNumber,
    OwnedByCase,
    Party,
)
from dument.records.cases.models.margin import Margin
from dument.records.cases.models.negotiation import (
    Answer,
    Consent,
    Decision,
    Enforcer,
    Instalment,
    Outcome,
    Proposal,
    ReportedFact,
)

__all__ = [
    "Answer",
    "Case",
    "Claim",
    "ClaimLine",
    "CodeLock",
    "CodeTrial",
    "Consent",
    "Decision",
    "Enforcer",
    "Evidence",
    "Instalment",
    "InterestLine",
    "LetterNumber",
    "Margin",
    "Outcome",
    "OwnedByCase",
    "Party",
    "Proposal",
    "ReportedFact",
]
