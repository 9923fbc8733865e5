"""Is this signed file genuine, and whole? Reads the file alone: no network, no database, no settings.

Strict by design: every byte must be covered by a signature that leads to a trusted authority, or stand where
it can have one value only. Without any anchor the chain is not judged, and the answer says so: what a file
brings with it never makes it trusted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import x509
from pyhanko.sign.diff_analysis import ModificationLevel

from dument.adapters.signature import report
from dument.adapters.signature.envelope import Envelope, find
from dument.adapters.signature.proof import STATUSES, Proof, ProofError
from dument.adapters.signature.report import SeenSignature, SeenStamp, Verification
from dument.adapters.signature.revisions import History, Proofs, Revision, UnreadableError
from dument.adapters.trust import chain, cms
from dument.adapters.trust.certificates import DEMONSTRATION
from dument.adapters.trust.cms import BrokenError
from dument.adapters.trust.store import TrustStore
from dument.adapters.trust.tokens import Token, read_token

MAX_SIZE = 50_000_000
HEADER_WITHIN = 1024
MAX_DRIFT = 300  # seconds between the declared instant and the timestamp, beyond which the reader is told


@dataclass(slots=True)
class _Part:
    """One signature or document timestamp, and what was found of it."""

    envelope: Envelope
    stamp: bool
    signed: cms.Signed | None = None
    token: Token | None = None
    chain: chain.Chain | None = None
    revision: Revision | None = None

    @property
    def holds(self) -> bool:
        return self.chain is not None

    @property
    def name(self) -> str:
        if self.stamp:
            return self.token.authority if self.token else "l'horodatage du document"
        return chain.common_name(self.signed.certificate.subject) if self.signed else "la signature"


@dataclass(slots=True)
class _Notebook:
    """What is gathered on the way."""

    findings: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    archived: bool = False


def verify(
    pdf: bytes,
    *,
    trust: TrustStore | None,
    proof: Proof | None = None,
    at: datetime | None = None,
) -> Verification:
    """Return who signed `pdf`, when, what changed since, and every reason why it is not valid.

    `trust` None leaves the chain unjudged, and says so; `proof` is read only with `trust`. With `at`
    (aware of its zone), a timestamp later than it is refused. Never raises for what a file holds.
    """
    book = _Notebook()
    try:
        parts, history = _read(pdf, trust, book)
    except Exception:  # noqa: BLE001 - hostile bytes: whatever they break, the answer is no
        parts, history = [], None
        book.findings.append("Ce fichier ne peut pas être vérifié : sa structure est abîmée.")
    for part in parts:
        _check_time(part, at, book)
    seen = tuple(_seen(part, parts, book) for part in parts if part.holds and not part.stamp)
    if parts and not seen and not book.findings:
        book.findings.append("Ce fichier n'est pas signé : il ne porte qu'un horodatage.")
    journal, status = _consult(pdf, proof, trust, book)
    return Verification(
        valid=not book.findings,
        trusted=None if trust is None else bool(parts) and all(part.holds for part in parts),
        signers=seen,
        changes=tuple(book.changes),
        pdfa_claim=_pdfa(history.metadata()) if history else None,
        journal=journal,
        status_list=status,
        findings=tuple(dict.fromkeys(book.findings)),
        notes=tuple(dict.fromkeys(book.notes)),
    )


def _read(pdf: bytes, trust: TrustStore | None, book: _Notebook) -> tuple[list[_Part], History | None]:
    refusal = _refusal(pdf)
    if refusal:
        book.findings.append(refusal)
        return [], None
    try:
        parts = [_Part(one, cms.is_token(one.cms)) for one in find(pdf)]
    except BrokenError as error:
        book.findings.append(_sentence(error))
        return [], None
    if not parts:
        book.findings.append(_why_unsigned(pdf))
        return [], None
    for part in parts:
        _check_integrity(part, pdf, trust, book)
    if not any(part.signed or part.token for part in parts):
        return parts, None
    # A PDF parser only sees a file of which at least one signature holds on its bytes.
    history, proofs = _check_history(pdf, parts, book)
    book.archived = bool(proofs.lists)
    for part in parts:
        _check_chain(part, trust, proofs, book)
    _check_changes(pdf, parts, history, book)
    return parts, history


def _refusal(pdf: bytes) -> str | None:
    if not pdf:
        return "Ce fichier est vide."
    if len(pdf) > MAX_SIZE:
        return f"Ce fichier dépasse {MAX_SIZE // 1_000_000} Mo : ce n'est pas un titre, il n'est pas lu."
    if b"%PDF-" not in pdf[:HEADER_WITHIN]:
        return "Ce fichier n'est pas un PDF."
    return None


def _why_unsigned(pdf: bytes) -> str:
    try:
        encrypted = History(pdf).encrypted
    except UnreadableError:
        return "Ce fichier n'est pas un PDF lisible, et il ne porte aucune signature."
    if encrypted:
        return "Ce PDF est chiffré : un titre ne l'est jamais. Demandez l'original."
    return "Ce fichier n'est pas signé."


def _check_integrity(part: _Part, pdf: bytes, trust: TrustStore | None, book: _Notebook) -> None:
    """Judge a signature on the bytes it covers, before any trust."""
    known = trust.anchors + trust.others if trust else ()
    try:
        if part.stamp:
            digests = {name: part.envelope.digest(pdf, name) for name in cms.DIGESTS}
            part.token = read_token(part.envelope.cms, digests, None, known)
            return
        algorithm = cms.digest_algorithm(part.envelope.cms)
        digest = part.envelope.digest(pdf, algorithm)
        signed = cms.read(part.envelope.cms, "data", digest, known)
        if signed.token is not None:
            part.token = read_token(signed.token, cms.digests(signed.value), None, known)
        part.signed = signed
    except BrokenError as error:
        book.findings.append(_sentence(error))


def _check_history(pdf: bytes, parts: Sequence[_Part], book: _Notebook) -> tuple[History | None, Proofs]:
    """Let a PDF reader look: it must see the same signatures at the same places, and no other."""
    try:
        history = History(pdf)
        revisions = history.by_end()
        for part in parts:
            part.revision = revisions.pop(part.envelope.end, None)
            seen = part.revision
            if seen is None or seen.stamp != part.stamp or not seen.contents.startswith(part.envelope.cms):
                book.findings.append("Une signature du fichier n'est pas celle qu'un lecteur PDF affiche.")
        if revisions:
            book.findings.append("Un lecteur PDF affiche une signature qui n'est pas dans le fichier.")
        return history, history.proofs()
    except UnreadableError as error:
        book.findings.append(_sentence(error))
        return None, Proofs()


def _check_chain(part: _Part, trust: TrustStore | None, proofs: Proofs, book: _Notebook) -> None:
    """Lead the signer, and the authority that stamped, to an anchor."""
    if not (part.token or part.signed):
        return
    joined = [*(part.signed.joined if part.signed else ()), *(part.token.joined if part.token else ())]
    base = trust or TrustStore(_provisional(joined))
    store = base.knowing([*joined, *proofs.certificates], proofs.lists)
    if part.token is None:
        book.findings.append(f"La signature de « {part.name} » ne porte aucun horodatage.")
        return
    try:
        found = chain.check(part.token.certificate, store, part.token.at, stamping=True)
        if part.signed is not None:
            found = chain.check(part.signed.certificate, store, part.token.at, stamping=False)
    except chain.UntrustedError as error:
        book.findings.append(_sentence(error))
        return
    part.chain = found
    if not found.revocation_known:
        book.notes.append(f"Révocation non vérifiée pour « {part.name} » : aucune liste en vigueur fournie.")
    if DEMONSTRATION in str(found.anchor.subject.native.get("organizational_unit_name", "")):
        book.notes.append(f"Autorité de {DEMONSTRATION}.")


def _provisional(joined: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Without anchors, the file's own authorities close the chain; the answer says it is not verified."""
    authorities = tuple(one for one in joined if one.ca)
    return tuple(one for one in authorities if one.self_issued) or authorities


def _check_changes(pdf: bytes, parts: Sequence[_Part], history: History | None, book: _Notebook) -> None:
    """Find what was added or replaced after each signature."""
    last = parts[-1].envelope.end
    if last < len(pdf):
        added = len(pdf) - last
        book.findings.append(
            f"{added} octet(s) ajouté(s) après la dernière signature, qui ne les couvre pas."
        )
        book.changes.append(f"{added} octet(s) ajouté(s) à la fin du fichier")
        book.changes.extend(history.changed_after(last) if history else ())
    fields = {one.revision.field for one in parts if one.revision}
    for number, part in enumerate(parts):
        if part.revision is None or part.stamp:
            continue
        _check_later(part, fields, history, book)
        later = [one.name for one in parts[number + 1 :] if not one.stamp and one.holds]
        book.changes.extend(f"signature ajoutée ensuite : {name}" for name in later)
    book.changes[:] = dict.fromkeys(book.changes)


def _check_later(part: _Part, fields: set[str], history: History | None, book: _Notebook) -> None:
    seen = part.revision
    if seen is None or (seen.covers_revision and seen.level <= ModificationLevel.LTA_UPDATES):
        return
    only_signed = seen.level is ModificationLevel.FORM_FILLING and seen.fields_changed <= fields
    if seen.covers_revision and only_signed and not seen.locked:
        return
    book.findings.append(f"Le document a été modifié après la signature de « {part.name} ».")
    book.changes.extend(history.changed_after(part.envelope.end) if history else ())


def _check_time(part: _Part, at: datetime | None, book: _Notebook) -> None:
    if part.token is None:
        return
    if at is not None and part.token.at > at:
        book.findings.append(f"Un horodatage est postérieur au {at:%d/%m/%Y %H:%M} : il ne prouve rien.")
    declared = part.revision.declared_at if part.revision else None
    if declared is None or declared.tzinfo is None:
        return
    if abs((declared - part.token.at).total_seconds()) > MAX_DRIFT:
        book.notes.append("L'heure déclarée par le signataire s'écarte de l'horodatage, qui fait foi.")


def _seen(part: _Part, parts: Sequence[_Part], book: _Notebook) -> SeenSignature:
    assert part.signed is not None  # noqa: S101 - the caller keeps signatures that hold
    subject = part.signed.certificate.subject.native
    stamps = [one for one in parts if one.stamp and one.holds and one.envelope.end > part.envelope.end]
    known = part.chain is not None and part.chain.revocation_known
    level = "B-LTA" if stamps and known and book.archived else "B-T"
    revision = part.revision
    return SeenSignature(
        name=part.name,
        organisation=str(subject.get("organization_name", "")),
        certificate=f"{part.signed.certificate.serial_number:x}",
        issuer=chain.common_name(part.signed.certificate.issuer),
        signed_at=revision.declared_at if revision else None,
        level=level,
        timestamp=SeenStamp(part.token.at, part.token.authority) if part.token else None,
        covers_whole_file=(
            revision is not None
            and revision.covers_revision
            and revision.level <= ModificationLevel.LTA_UPDATES
            and not book.findings
        ),
    )


def _consult(pdf: bytes, proof: Proof | None, trust: TrustStore | None, book: _Notebook) -> tuple[str, str]:
    """Return the lines on the journal and on the status list."""
    if proof is None or trust is None:
        return report.NOT_CONSULTED, report.NOT_CONSULTED
    try:
        seal = proof.check(pdf, trust)
    except ProofError as error:
        book.findings.append(_sentence(error))
        return "preuve refusée", report.NOT_CONSULTED
    said, stands = STATUSES.get(proof.status, (f"état inconnu ({proof.status})", False))
    if not stands:
        book.findings.append(f"Le titre ne vaut plus : {said}.")
    return f"connu, scellé le {seal.at:%d/%m/%Y à %H:%M} UTC par {seal.authority}", said


def _pdfa(metadata: bytes) -> str | None:
    """Return the conformance that a file claims in its metadata, unchecked: "PDF/A-2a, PDF/UA-1"."""
    part = re.search(rb"pdfaid:part(?:>|=[\"'])(\d)", metadata)
    conformance = re.search(rb"pdfaid:conformance(?:>|=[\"'])([A-Za-z])", metadata)
    accessible = re.search(rb"pdfuaid:part(?:>|=[\"'])(\d)", metadata)
    claims = []
    if part:
        claims.append(f"PDF/A-{part[1].decode()}{conformance[1].decode().lower() if conformance else ''}")
    if accessible:
        claims.append(f"PDF/UA-{accessible[1].decode()}")
    return ", ".join(claims) or None


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
