"""Files to sign and authorities to sign them with, shared by the tests of signatures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import typst
from asn1crypto import crl
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dument.adapters.signature.local import LocalSigner, signer_of
from dument.adapters.signature.pades import Act, sign
from dument.adapters.timestamps.local import LocalTimestamps
from dument.adapters.trust.authority import PrivateAuthority
from dument.adapters.trust.certificates import Credential
from dument.adapters.trust.store import TrustStore, as_asn1
from dument.ports.signature import Level

DAY = datetime(2026, 10, 13, 10, 0, tzinfo=UTC)

_SOURCE = """
#set document(title: "Titre exécutoire", author: "Dûment", date: datetime(year: 2026, month: 10, day: 13))
#set text(lang: "fr")
= Titre exécutoire
La débitrice doit 1 240,00 euros. Signature de démonstration, sans valeur légale.
"""


@cache
def sample() -> bytes:
    """Return a small PDF/A-2a and PDF/UA-1 file that ends with a line end."""
    made = typst.compile(_SOURCE.encode(), format="pdf", pdf_standards=["a-2a", "ua-1"])
    return bytes(made) + b"\n"


@cache
def home(name: str) -> Path:
    """Return the folder of a private authority, one per name, kept as long as the tests run."""
    folder = tempfile.TemporaryDirectory(prefix=f"dument-{name}-")
    _kept.append(folder)
    PrivateAuthority.at(Path(folder.name))
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


def authority(name: str = "ours") -> PrivateAuthority:
    """Return the private authority of that name."""
    return PrivateAuthority.at(home(name))


def trust(name: str = "ours") -> TrustStore:
    """Return the trust in that authority, without its revocation lists on disk."""
    folder = home(name) / "authority"
    return TrustStore(TrustStore.load(folder).anchors)


def provider(name: str = "ours") -> LocalSigner:
    """Return the local provider on that authority."""
    return LocalSigner(home(name), LocalTimestamps(home(name)))


def signed(
    level: Level, *, pdf: bytes | None = None, officer: str = "Claire Dupont", by: str = "ours"
) -> bytes:
    """Return a file signed by an officer on DAY."""
    return provider(by).sign(
        pdf or sample(),
        officer=f"officier-{officer}",
        name=officer,
        level=level,
        reason="Titre exécutoire",
        place="Lyon",
        at=DAY,
    )


@cache
def title() -> bytes:
    """Return one title, B-LTA, made once."""
    return signed("B-LTA")


@cache
def act() -> bytes:
    """Return one other act, B-T, made once."""
    return signed("B-T")


def signed_with(credential: Credential, *, at: datetime = DAY, level: Level = "B-T") -> bytes:
    """Return the sample signed with any credential of our authority."""
    issuing, root = (as_asn1(one) for one in authority().chain)
    lists = tuple(crl.CertificateList.load(der) for der in authority().revocation_lists(at))
    store = TrustStore((root,), (issuing,), lists)
    signer = signer_of(credential, (issuing, root))
    return sign(sample(), signer, LocalTimestamps(home("ours")), Act(level, "Essai", "Lyon", at), store)


def revised(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """Return `pdf` with one more revision, as an attacker or a careless tool appends it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def other_text(writer: IncrementalPdfFileWriter) -> None:
    """Replace what the first page shows (shadow attack, "replace")."""
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 700 Td (Doit 9 000,00) Tj ET")
    )
    writer.update_container(page)


def annotation(writer: IncrementalPdfFileWriter) -> None:
    """Cover the first page with an annotation (shadow attack, "hide")."""
    page = writer.root["/Pages"]["/Kids"][0]
    square = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 600, 800))),
        }
    )
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(square)])
    writer.update_container(page)


def nothing(writer: IncrementalPdfFileWriter) -> None:
    """Append a revision that changes no page: one object that nobody uses."""
    writer.add_object(generic.NumberObject(1))  # type: ignore[no-untyped-call]
