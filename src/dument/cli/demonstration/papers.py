"""The papers that the demonstration leaves in a folder, and the verification of its title."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from django.conf import settings

from dument.actions.letters import letter_for_carrier
from dument.adapters.signature.proof import Proof
from dument.adapters.signature.verifier import verify
from dument.adapters.trust.authority import FOLDER
from dument.adapters.trust.store import TrustStore
from dument.cli.title import lines
from dument.ports.storage import store
from dument.queries.proofs import proof_of
from dument.records.cases.models import Case
from dument.records.documents.models import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where everything is, and what the verifier said."""

    reference: str
    letter: Path
    title: Path
    report: Path
    trust: Path
    verdict: str


def keep(case: Case) -> Kept:
    """Copy the papers of a titled case into `var/demo/<reference>`, verify its title, and tell where all is."""
    var = Path(settings.DUMENT_VAR)
    folder = var / "demo" / case.reference
    trust = folder / "confiance"
    trust.mkdir(parents=True, exist_ok=True)
    for document in Document.objects.filter(case=case):
        (folder / f"{document.kind}.pdf").write_bytes(store().get(document.sha256))
    letter = folder / "lettre-recue.pdf"
    letter.write_bytes(letter_for_carrier(case, 1))  # rendered again: the carrier's copy was destroyed
    for authority in (var / FOLDER).glob("*.pem"):
        copyfile(authority, trust / authority.name)
    for revoked in (var / FOLDER).glob("*.crl"):
        copyfile(revoked, trust / revoked.name)
    title = folder / "title.pdf"
    written = proof_of(Document.objects.get(case=case, kind="title").sha256)
    (trust / "title.proof.json").write_text(json.dumps(written))
    verdict = verify(title.read_bytes(), trust=TrustStore.load(trust), proof=Proof.from_json(written))
    report = folder / "verification.txt"
    report.write_text("\n".join(lines(verdict)) + "\n")
    return Kept(
        reference=case.reference,
        letter=_short(letter),
        title=_short(title),
        report=_short(report),
        trust=_short(trust),
        verdict=report.read_text(),
    )


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
