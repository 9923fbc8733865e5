"""Typesetting: from the data of a document to its PDF, and what that data must be.

Every value is plain JSON: days are ISO texts ("2026-10-13"), amounts are texts with two decimals ("1214.20"),
addresses are lists of lines. The templates write days and euros in French.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NotRequired, Protocol, TypedDict, cast

from dument.law import mentions

if TYPE_CHECKING:
    from collections.abc import Mapping

# The words by which documents are stored and asked for.
KINDS = (
    "invitation",
    "acceptance_form",
    "refusal_form",
    "conflict_declaration",
    "code_letter",
    "acceptance_record",
    "proposal",
    "agreement",
    "outcome_record",
    "title",
    "debtor_copy",
    "discharge",
    "discharge_withdrawal",
    "easy_letter",
    "step_proof",
    "account",
    "computation",
)

# What the archived copy of the invitation shows in place of the code.
MASKED_CODE = "•••• •••• ••••"


class Office(TypedDict):
    """The officer and the office. One of `phone` and `email` may be empty.

    `directory` is the address of the chamber's directory, where the public checks them; words that are no
    address are not printed, since the letter already names the directory.
    """

    officer: str
    name: str
    address: list[str]
    town: str
    phone: str
    email: str
    court_of_appeal: str
    directory: str


class Party(TypedDict):
    """A creditor or a debtor. `kind` is a French word ("artisan"); `siren` is for companies."""

    name: str
    address: list[str]
    kind: NotRequired[str]
    siren: NotRequired[str]


class ClaimLine(TypedDict):
    """One element of the debt."""

    label: str
    due_on: str
    amount: str


class InterestLine(TypedDict):
    """Interest of one period at one rate. Both days are counted; `rate` is a percentage ("2.62")."""

    since: str
    until: str
    rate: str
    days: int
    amount: str


class Several(TypedDict):
    """Others owe the claim too: `solidarity` is what binds each for the whole (C. civ. 1310), empty for a share."""

    solidarity: str


class Claim(TypedDict):
    """What is claimed. `basis` is the contract and its date, or the statutory obligation (R125-2 I 3°).

    It starts with its article ("le contrat de vente du 4 mai 2026"): the page writes "du contrat". `several` is there
    only when others owe it too.
    """

    principal: str
    interest: str
    other: str
    total: str
    basis: str
    mandate_on: str
    lines: list[ClaimLine]
    interest_lines: list[InterestLine]
    several: NotRequired[Several]


class Step(TypedDict):
    """One step taken, as the journal holds it."""

    on: str
    what: str
    article: str


class Dispatch(TypedDict):
    """The sending of the invitation. `mode` is French; `proof` is the number of the registered letter."""

    on: str
    mode: str
    proof: str


class Acceptance(TypedDict):
    """The debtor's acceptance. `channel` says through whom, and assisted by whom: "à l'étude, par X, mandataire"."""

    on: str
    channel: str


class Instalment(TypedDict):
    """One payment of a schedule."""

    on: str
    amount: str


class Terms(TypedDict):
    """Amount and terms of payment (R125-4).

    `method` (how and to whom) and `interest` (what runs during the plan; C. civ. 1343-1: only if written)
    are French sentences; `acceleration_days` is the delay that the formal notice of the acceleration clause
    leaves, from the first presentation of the letter: absent, there is no such clause.
    """

    amount: str
    instalments: list[Instalment]
    method: str
    interest: str
    acceleration_days: NotRequired[int]


class Consent(TypedDict):
    """One party's consent to a version; `means` reads as Acceptance.channel.

    `written_amount` is the sum as the debtor wrote it (C. civ. 1376).
    """

    on: str
    means: str
    written_amount: NotRequired[str]


class Document(TypedDict):
    """What every document holds.

    `demo` prints "démonstration, sans valeur légale" on every page; `signature` is "electronic" (the words
    are typeset, the file is signed afterwards) or "handwritten" (room is left for signature and seal). `draft` prints
    on every page, across it too, that nothing is signed.
    """

    office: Office
    reference: str
    day: str
    creditor: Party
    debtor: Party
    claim: Claim
    demo: NotRequired[bool]
    draft: NotRequired[bool]
    signature: NotRequired[Literal["electronic", "handwritten"]]


class Form(Document):
    """Acceptance form or refusal form; `wording` comes from `law.texts.printed(kind, day)`."""

    wording: dict[str, str]


class Invitation(Form):
    """The letter. `code` is in three groups of four, or MASKED_CODE; `texts`: see `law.texts.printed`.

    `time_barred` tells the debtor that the claim may be, and that he may say so (C. civ. 2247).
    """

    code: str
    answer_url: str
    texts: list[dict[str, object]]
    time_barred: NotRequired[bool]


class EasyLetter(Document):
    """The letter's first page in easy French; `last_day` is there once the letter was sent."""

    last_day: NotRequired[str]


class CodeLetter(Document):
    """The new code, in an ordinary letter that opens no new month.

    `raw_last_day` is the last day without the extension of CPC 642, which is printed when it differs; `over`:
    the outcome was noted, and the code opens the documents only.
    """

    code: str
    answer_url: str
    last_day: str
    raw_last_day: NotRequired[str]
    over: NotRequired[bool]


class ConflictDeclaration(Document):
    """`conflict` is "none" or "doubt"; with "doubt", `referral` says to whom, when and what was decided."""

    conflict: Literal["none", "doubt"]
    referral: NotRequired[str]


class AcceptanceRecord(Document):
    """Record of the acceptance to take part (R125-3).

    `forclusion`: 2238 C. civ. does not apply; `time_barred`: the time to act seemed over before it. `raw_last_day`
    as in CodeLetter.
    """

    dispatch: Dispatch
    acceptance: Acceptance
    last_day: str
    raw_last_day: NotRequired[str]
    forclusion: NotRequired[bool]
    time_barred: NotRequired[bool]


class Proposal(Document):
    """The officer's proposal (R125-4), to be consented to by `last_day`; `raw_last_day` as in CodeLetter."""

    version: int
    terms: Terms
    last_day: str
    raw_last_day: NotRequired[str]


class Agreement(Proposal):
    """The agreement on amount and terms (R125-5 4°)."""

    dispatch: Dispatch
    acceptance: Acceptance
    creditor_consent: Consent
    debtor_consent: Consent


class OutcomeRecord(Document):
    """Record of one of the four endings.

    `terms` is there for "R125-5 4°" only; `acceptance` when the debtor's acceptance to take part was noted, with
    `forclusion` and `time_barred` as in AcceptanceRecord. `raw_last_day` as in CodeLetter.
    """

    ending: Literal["R125-5 1°", "R125-5 2°", "R125-5 3°", "R125-5 4°"]
    noted_facts: str
    dispatch: Dispatch
    last_day: str
    raw_last_day: NotRequired[str]
    steps: list[Step]
    terms: NotRequired[Terms]
    acceptance: NotRequired[Acceptance]
    forclusion: NotRequired[bool]
    time_barred: NotRequired[bool]


class Title(Document):
    """The enforceable title (R125-6) and its free copy.

    `formula` prints the formule exécutoire, never on the copy; `verify_url` is where the title is checked,
    and makes the QR; `wording` comes from `law.texts.printed(kind, day)`.
    """

    number: str
    dispatch: Dispatch
    acceptance: Acceptance
    agreed_on: str
    terms: Terms
    steps: list[Step]
    formula: bool
    wording: dict[str, str]
    verify_url: NotRequired[str]


class Told(TypedDict):
    """One thing told: its name and its value, both French."""

    label: str
    value: str


class Source(TypedDict):
    """An article an answer stands on, what it rules, how sure its text is (French), the day it was read."""

    cited: str
    title: str
    certainty: str
    read_on: str


class Computation(TypedDict):
    """An answer of a public page: it belongs to no case and to no office.

    `given` is what was typed, `answer` the sentence to read first, `details` what completes it; `certainty` is the
    weakest of the answer, in French; `link` asks the page the same question again.
    """

    question: str
    day: str
    given: list[Told]
    answer: str
    details: list[Told]
    steps: list[str]
    sources: list[Source]
    certainty: str
    link: str


class Typesetter(Protocol):
    """Makes PDF/A-2a + PDF/UA-1 files."""

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        """Return the PDF of a document; the same data gives the same bytes, ending with a newline.

        Raises UnknownKind for a word that is not in KINDS, MentionsMissing when the data cannot carry every
        mandatory mention, and TypesettingFailed when the data does not fit the schema of the kind.
        """


class UnknownKind(ValueError):
    """The word names no document."""


class TypesettingFailed(ValueError):
    """The document could not be typeset; the message is the first line of the typesetter's own."""


class MentionsMissing(ValueError):
    """The document would lack mandatory mentions; `missing` lists them."""

    def __init__(self, kind: str, missing: tuple[mentions.Mention, ...]) -> None:
        self.kind = kind
        self.missing = missing
        listed = " ; ".join(f"{mention.label} ({mention.article})" for mention in missing)
        super().__init__(f"Document « {kind} » refusé, mentions manquantes : {listed}.")


def require_complete(kind: str, data: Mapping[str, object]) -> None:
    """Refuse a document that cannot be made. Raises UnknownKind or MentionsMissing."""
    if kind not in KINDS:
        raise UnknownKind(f"« {kind} » n'est pas un document ; documents connus : {', '.join(KINDS)}.")
    missing = mentions.missing(kind, data)
    if missing:
        raise MentionsMissing(kind, missing)


# A paper form comes back as a scan: its QR says which form of which case it is.
_FORM_TAG = "DUMENT"
_FORMS = ("acceptance_form", "refusal_form")


def form_tag(kind: str, reference: str) -> str:
    """Return the text that the QR of a form holds; `read_form_tag` reads it back."""
    return f"{_FORM_TAG}:{kind}:{reference}"


def read_form_tag(text: str) -> tuple[str, str] | None:
    """Return (kind, reference) from the text of a form's QR, or None when it is not one of ours."""
    head, _, rest = text.partition(":")
    kind, _, reference = rest.partition(":")
    return (kind, reference) if head == _FORM_TAG and kind in _FORMS and reference else None


@cache
def _load(path: str) -> Typesetter:
    from django.utils.module_loading import import_string

    return cast("Typesetter", import_string(path)())


def typesetter() -> Typesetter:
    """Return the typesetter that the setting DUMENT_TYPESETTER names (a dotted path), one per process."""
    from django.conf import settings

    return _load(settings.DUMENT_TYPESETTER)
