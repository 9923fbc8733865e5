"""The verifier says yes to what was signed, and no to everything else."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import crl
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dument.adapters.signature.envelope import find
from dument.adapters.signature.verifier import MAX_SIZE, verify
from dument.adapters.trust.certificates import Role, issue
from dument.adapters.trust.store import TrustStore
from dument.ports.errors import NeverAgain
from tests.adapters.signing import (
    DAY,
    act,
    annotation,
    authority,
    nothing,
    other_text,
    revised,
    sample,
    signed,
    signed_with,
    title,
    trust,
)

FILES = {"B-T": act, "B-LTA": title}
Change = Callable[[IncrementalPdfFileWriter], None]


@pytest.mark.parametrize("level", FILES)
def test_a_signed_file_is_valid_and_told(level: str) -> None:
    answer = verify(FILES[level](), trust=trust())
    assert answer.valid, answer.findings
    assert answer.trusted
    assert answer.changes == ()
    assert answer.pdfa_claim == "PDF/A-2a, PDF/UA-1"
    assert (answer.journal, answer.status_list) == ("non consulté", "non consulté")
    assert any("sans valeur légale" in note for note in answer.notes)
    (signer,) = answer.signers
    assert (signer.name, signer.organisation, signer.level) == ("Claire Dupont", "Dûment", level)
    assert signer.issuer == "Autorité des commissaires de justice"
    assert signer.signed_at == DAY
    assert signer.timestamp is not None
    assert (signer.timestamp.time, signer.timestamp.authority) == (DAY, "Autorité d'horodatage")
    assert signer.covers_whole_file


def test_a_title_carries_its_revocation_proofs_and_an_act_does_not() -> None:
    assert not any("Révocation" in note for note in verify(title(), trust=trust()).notes)
    assert any("Révocation" in note for note in verify(act(), trust=trust()).notes)


@pytest.mark.parametrize("level", FILES)
def test_without_anchors_the_chain_is_not_judged_and_the_answer_says_so(level: str) -> None:
    answer = verify(FILES[level](), trust=None)
    assert answer.valid
    assert answer.trusted is None
    assert answer.chain == "non vérifiée : aucun certificat de confiance fourni"


@pytest.mark.parametrize("level", FILES)
def test_a_foreign_certificate_is_refused_even_under_the_same_names(level: str) -> None:
    forged = signed(level, by="theirs")  # type: ignore[arg-type]
    answer = verify(forged, trust=trust())
    assert not answer.valid
    assert answer.trusted is False
    assert any("ertificat étranger" in finding for finding in answer.findings)
    assert verify(forged, trust=trust("theirs")).valid


# --- every byte ----------------------------------------------------------------------------------------------


def places(pdf: bytes) -> dict[str, range]:
    """Each class of bytes of a signed file, and where it is."""
    classes = {"header": range(16), "trailer": range(len(pdf) - 200, len(pdf))}
    for number, one in enumerate(find(pdf)):
        start, stop = one.hole
        ranged = pdf.rindex(b"/ByteRange", 0, one.end)
        classes |= {
            f"signature {number}": range(start + 1, start + 1 + 2 * len(one.cms)),
            f"brackets {number}": range(start, start + 1),
            f"closing {number}": range(stop - 1, stop),
            f"padding {number}": range(start + 1 + 2 * len(one.cms), stop - 1),
            f"byte range {number}": range(ranged, ranged + 60),
            f"table {number}": range(one.end - 120, one.end),
        }
    if b"/DSS" in pdf:
        store = pdf.rindex(b"/CRLs")
        classes["proofs"] = range(store - 200, store + 400)
    classes["content"] = range(1000, len(sample()))
    return classes


def flipped(pdf: bytes, place: int, bit: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ (1 << bit)]) + pdf[place + 1 :]


@pytest.mark.parametrize("level", FILES)
def test_a_flipped_bit_is_caught_in_every_class_of_bytes(level: str) -> None:
    pdf, chance = FILES[level](), random.Random(20261013)  # noqa: S311 - a sample to repeat, not a secret
    for name, where in places(pdf).items():
        for place in {where[0], where[-1], *(chance.choice(where) for _ in range(14))}:
            bit = chance.randrange(8)
            answer = verify(flipped(pdf, place, bit), trust=trust())
            assert not answer.valid, (name, place, bit)
            assert answer.findings


@pytest.mark.parametrize("level", FILES)
@settings(max_examples=60)
@given(data=st.data())
def test_a_flipped_bit_is_caught_anywhere_with_or_without_anchors(level: str, data: st.DataObject) -> None:
    pdf = FILES[level]()
    bent = flipped(pdf, data.draw(st.integers(0, len(pdf) - 1)), data.draw(st.integers(0, 7)))
    assert not verify(bent, trust=data.draw(st.sampled_from([trust(), None]))).valid


@pytest.mark.parametrize("level", FILES)
@settings(max_examples=30)
@given(data=st.data())
def test_a_truncated_file_is_refused(level: str, data: st.DataObject) -> None:
    pdf = FILES[level]()
    assert not verify(pdf[: data.draw(st.integers(0, len(pdf) - 1))], trust=trust()).valid


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(garbage: bytes) -> None:
    for data in (garbage, b"%PDF-1.7\n" + garbage, title()[:-1] + garbage):
        answer = verify(data, trust=trust())
        assert answer.valid == (data == title())


# --- revisions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", FILES)
@pytest.mark.parametrize("change", [other_text, annotation, nothing])
def test_an_appended_revision_is_told_and_refused(level: str, change: Change) -> None:
    answer = verify(revised(FILES[level](), change), trust=trust())
    assert not answer.valid
    assert any("ajouté" in finding for finding in answer.findings)
    assert any(told.startswith("révision ") for told in answer.changes)
    assert not any(signer.covers_whole_file for signer in answer.signers)


def test_the_answer_names_what_was_replaced() -> None:
    told = " ".join(verify(revised(act(), other_text), trust=trust()).changes)
    assert "remplace une page" in told
    assert "ajoute un contenu" in told


@pytest.mark.parametrize("tail", [b"\n", b"%\n", b"\0" * 100, b"%%EOF\n"])
def test_bytes_after_the_end_are_refused(tail: bytes) -> None:
    assert not verify(title() + tail, trust=trust()).valid


@pytest.mark.parametrize("change", [other_text, annotation])
def test_a_change_signed_by_another_officer_does_not_pass(change: Change) -> None:
    answer = verify(signed("B-T", pdf=revised(act(), change), officer="Paul Martin"), trust=trust())
    assert not answer.valid
    assert any("modifié après la signature de « Claire Dupont »" in finding for finding in answer.findings)


def test_two_signatures_hold_and_the_second_is_told() -> None:
    answer = verify(signed("B-T", pdf=act(), officer="Paul Martin"), trust=trust())
    assert answer.valid, answer.findings
    assert [signer.name for signer in answer.signers] == ["Claire Dupont", "Paul Martin"]
    assert [signer.covers_whole_file for signer in answer.signers] == [False, True]
    assert answer.changes == ("signature ajoutée ensuite : Paul Martin",)


def test_a_foreign_second_signature_is_refused() -> None:
    answer = verify(signed("B-T", pdf=act(), officer="Paul Martin", by="theirs"), trust=trust())
    assert not answer.valid
    assert [signer.name for signer in answer.signers] == ["Claire Dupont"]


def test_a_title_takes_no_second_signature() -> None:
    with pytest.raises(NeverAgain):
        signed("B-T", pdf=title(), officer="Paul Martin")


def test_the_timestamp_of_a_title_can_not_be_cut_off_unseen() -> None:
    first, last = find(title())
    cut = verify(title()[: first.end], trust=trust())
    assert cut.valid
    assert [signer.level for signer in cut.signers] == ["B-T"]
    assert not verify(title()[: last.end - 1], trust=trust()).valid


# --- certificates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "valid"),
    [
        (DAY, DAY, True),
        (DAY - timedelta(days=2), DAY - timedelta(seconds=5), False),
        (DAY + timedelta(seconds=5), DAY + timedelta(days=2), False),
    ],
)
def test_the_certificate_must_be_valid_when_it_signs(since, until, valid) -> None:  # type: ignore[no-untyped-def]
    made = issue("Claire Dupont", Role.OFFICER, authority().issuing, since=since, until=until)
    answer = verify(signed_with(made), trust=trust())
    assert answer.valid is valid, answer.findings
    assert valid or any("expiré" in one or "pas encore" in one for one in answer.findings)


@pytest.mark.parametrize(("revoked_after", "valid"), [(-1, False), (0, False), (1, True)])
def test_a_certificate_revoked_before_it_signs_is_refused(revoked_after: int, valid: bool) -> None:
    name = f"Officier révoqué {revoked_after}"
    pdf = signed("B-T", officer=name)
    certificate = authority().officer(f"officier-{name}", name).certificate
    authority().revoke(certificate, DAY + timedelta(seconds=revoked_after))
    lists = [crl.CertificateList.load(der) for der in authority().revocation_lists(DAY + timedelta(days=1))]
    answer = verify(pdf, trust=TrustStore(trust().anchors, (), tuple(lists)))
    assert answer.valid is valid
    assert valid or any("révoqué" in finding for finding in answer.findings)


def test_a_revoked_officer_gets_no_title() -> None:
    name = "Officier sans titre"
    authority().revoke(authority().officer(f"officier-{name}", name).certificate, DAY - timedelta(days=1))
    with pytest.raises(NeverAgain, match="révocation"):
        signed("B-LTA", officer=name)


@pytest.mark.parametrize("role", [Role.TIMESTAMPS, Role.AUTHORITY])
def test_a_certificate_made_for_something_else_signs_nothing(role: Role) -> None:
    answer = verify(signed_with(issue("Détourné", role, authority().issuing)), trust=trust())
    assert not answer.valid


def test_an_officer_makes_no_authority() -> None:
    officer = authority().officer("officier-x", "Xavière Petit")
    answer = verify(signed_with(issue("Faux officier", Role.OFFICER, officer)), trust=trust())
    assert not answer.valid


# --- time, and files that are not titles ---------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "valid"), [(-1, False), (0, True), (1, True)])
def test_a_timestamp_after_the_day_of_verification_is_refused(seconds: int, valid: bool) -> None:
    assert verify(act(), trust=trust(), at=DAY + timedelta(seconds=seconds)).valid is valid


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Ce fichier est vide."),
        (b"PK\x03\x04", "Ce fichier n'est pas un PDF."),
        (b"%PDF-1.7\n%%EOF\n", "Ce fichier n'est pas un PDF lisible, et il ne porte aucune signature."),
        (b"%PDF-" + bytes(MAX_SIZE), "Ce fichier dépasse 50 Mo : ce n'est pas un titre, il n'est pas lu."),
    ],
)
def test_what_is_no_signed_pdf_gets_one_sentence(data: bytes, said: str) -> None:
    answer = verify(data, trust=trust())
    assert answer.findings == (said,)


def test_an_unsigned_file_is_said_to_be() -> None:
    assert verify(sample(), trust=trust()).findings == ("Ce fichier n'est pas signé.",)


def test_an_encrypted_file_is_said_to_be() -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(sample())) as opened:
        opened.save(output, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    answer = verify(output.getvalue(), trust=trust())
    assert answer.findings == ("Ce PDF est chiffré : un titre ne l'est jamais. Demandez l'original.",)
    with pytest.raises(NeverAgain, match="chiffré"):
        signed("B-T", pdf=output.getvalue())
