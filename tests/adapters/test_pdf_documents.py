"""Every kind of document: what it must say, how it looks to a machine, the same bytes for the same data."""

from __future__ import annotations

import threading
from functools import cache

import pytest
from django.conf import settings

from dument.adapters.pdf.typst import TypstTypesetter
from dument.law import mentions
from dument.ports import pdf as port
from tests.adapters.pdf_reading import fonts, info, plain, qr_codes, word_boxes, words
from tests.adapters.pdf_samples import CODE, sample

OF_A_CASE = tuple(kind for kind in port.KINDS if kind != "computation")
# What the debtor prints of his case on any day: the office answers for it, no officer signs it.
EXTRACTS = {"easy_letter", "step_proof", "account"}


def author(kind: str) -> str:
    """Return whose paper it is."""
    if kind not in OF_A_CASE:
        return "Dûment"
    return "Étude Vidal et Rey" if kind in EXTRACTS else "Maître Garance Vidal"


FORMS = ("acceptance_form", "refusal_form")


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter()


@cache
def _sample_pdf(kind: str) -> bytes:
    return TypstTypesetter().render(kind, sample(kind))


def test_the_setting_names_this_typesetter() -> None:
    assert settings.DUMENT_TYPESETTER == "dument.adapters.pdf.typst.TypstTypesetter"
    assert isinstance(port.typesetter(), TypstTypesetter)
    assert port.typesetter() is port.typesetter()


@pytest.mark.parametrize("kind", port.KINDS)
def test_every_mandatory_mention_is_read_in_the_page(kind: str) -> None:
    text = words(_sample_pdf(kind))
    for mention in mentions.required(kind):
        for proof in mention.proof:
            assert plain(proof) in text, (mention.code, proof)


@pytest.mark.parametrize("kind", OF_A_CASE)
def test_who_how_much_and_which_case_are_read_in_the_page(kind: str) -> None:
    text = words(_sample_pdf(kind))
    told = [author(kind), "14 rue Paradis", "SARL Lefèvre Carrelage", "1 214,20 €", "D-2026-000042"]
    for expected in told:
        assert expected in text, expected
    assert "DÉMONSTRATION, SANS VALEUR LÉGALE" in text


def test_the_demo_mark_is_only_on_demo_documents(typesetter: TypstTypesetter) -> None:
    assert "DÉMONSTRATION" not in words(typesetter.render("invitation", sample("invitation", demo=False)))


@pytest.mark.parametrize("kind", ["acceptance_record", "agreement", "outcome_record", "title", "debtor_copy"])
def test_a_draft_is_taken_for_no_act(kind: str, typesetter: TypstTypesetter) -> None:
    draft = words(typesetter.render(kind, sample(kind, draft=True)))
    assert "PROJET NON SIGNÉ, SANS EFFET" in draft
    assert "Signé électroniquement" not in draft
    assert "PROJET" not in words(_sample_pdf(kind))


@pytest.mark.parametrize("kind", port.KINDS)
def test_same_data_same_bytes_from_another_typesetter(kind: str, typesetter: TypstTypesetter) -> None:
    assert typesetter.render(kind, sample(kind)) == _sample_pdf(kind)
    assert _sample_pdf(kind).endswith(b"\n")


def test_other_data_other_bytes(typesetter: TypstTypesetter) -> None:
    assert typesetter.render("invitation", sample("invitation", day="2026-10-12")) != _sample_pdf(
        "invitation"
    )


@pytest.mark.parametrize("kind", port.KINDS)
def test_every_font_is_embedded_and_ours(kind: str) -> None:
    found = fonts(_sample_pdf(kind))
    assert found
    for name, embedded in found:
        assert embedded == "yes", name
        assert name.split("+")[-1].startswith(("SourceSans3", "SourceSerif4", "SourceCodePro", "DejaVuSans"))


@pytest.mark.parametrize("kind", port.KINDS)
def test_title_language_and_tags(kind: str) -> None:
    told = info(_sample_pdf(kind))
    assert told["Tagged"] == "yes"
    assert ("2026-000042" in told["Title"]) == (kind in OF_A_CASE)
    assert told["Author"] == author(kind)
    assert b"/Lang (fr-FR)" in _sample_pdf(kind) or b"/Lang(fr-FR)" in _sample_pdf(kind)
    assert told["Page size"].startswith("595")


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_is_one_page_even_with_long_names(kind: str, typesetter: TypstTypesetter) -> None:
    assert info(_sample_pdf(kind))["Pages"] == "1"
    long = sample(kind)
    long["creditor"] = {
        "name": "Syndicat des copropriétaires " + "de la résidence " * 8,
        "address": ["x"] * 3,
    }
    long["claim"]["basis"] = "la décision d'assemblée générale " + "du 4 mai 2026, " * 20
    assert info(typesetter.render(kind, long))["Pages"] == "1"


# (creditor's name, basis, letter that fills officer and addresses): short, at the bound, over it, absurd.
_BREADTHS = [
    ("W" * 35, "W" * 47, "W" * 22),
    ("o" * 70, "o" * 95, "o" * 45),
    ("W" * 60, "W" * 75, "W" * 60),
    ("Syndicat des copropriétaires " * 6, "le contrat " * 40, "Maître Anne-Sophie de La Tour du Pin"),
]


@pytest.mark.parametrize(("name", "basis", "filler"), _BREADTHS)
@pytest.mark.parametrize("other", ["0.00", "40.00"])
def test_the_first_page_stays_one_page_whatever_the_names(
    name: str, basis: str, filler: str, other: str, typesetter: TypstTypesetter
) -> None:
    data = sample("invitation", creditor={"name": name, "address": ["8 avenue du Prado"]})
    data["claim"] |= {"basis": basis, "other": other}
    data["office"] |= {"officer": filler, "directory": "https://" + filler.replace(" ", "-")}
    pdf = typesetter.render("invitation", data)
    assert "Est-ce une vraie lettre ?" in words(pdf, page=1)
    assert "La lettre officielle" in words(pdf, page=2)
    right_edge = max(box[2] for page in (1, 2, 3) for box in word_boxes(pdf, page))
    assert right_edge <= 210 - 15, "un mot sort de la page"


def test_the_address_stands_alone_in_the_window_of_a_dl_envelope() -> None:
    # A4 folded in three, in a DL envelope: the window shows 100-190 mm from the left, 45-79 mm from the top.
    boxes = word_boxes(_sample_pdf("invitation"))
    address = "Monsieur Karim Haddad Résidence Les Pins, bât. B 27 boulevard Baille 13005 Marseille"
    seen = [box for box in boxes if box[2] > 98 and box[3] > 34 and box[1] < 90]
    assert " ".join(box[4] for box in seen) == address
    assert all(box[0] >= 100 and box[2] <= 190 and box[1] >= 45 and box[3] <= 79 for box in seen)


def test_the_debtors_first_page_says_what_matters() -> None:
    text = words(_sample_pdf("invitation"), page=1)
    for told in (
        "un mois à compter de l'envoi de la présente lettre",
        "Vous pouvez refuser, cela ne coûte rien",
        "J'accepte de participer",
        "Je veux comprendre ou discuter",
        "Je refuse",
        "Ne payez rien pendant ce mois",
        "dument.example/repondre",
        CODE,
        "04 91 00 00 00",
        "annuaire.chambre.example",
        "en français facile à lire : même adresse, même code",
    ):
        assert told in text, told


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("le contrat de vente du 4 mai", "sur le fondement du contrat de vente du 4 mai."),
        ("Facture n° F-41", "sur le fondement de la facture n° F-41."),
        ("Bail du 4 mai", "sur le fondement du bail du 4 mai."),
        ("les appels de charges", "sur le fondement des appels de charges."),
        ("la décision du 4 mai", "sur le fondement de la décision du 4 mai."),
        ("une facture", "sur le fondement d'une facture."),
        ("1234", "sur le fondement de 1234."),
    ],
)
def test_the_basis_is_told_in_french(basis: str, told: str, typesetter: TypstTypesetter) -> None:
    data = sample("refusal_form")
    data["claim"]["basis"] = basis
    assert told in words(typesetter.render("refusal_form", data))


def test_a_directory_without_an_address_is_not_printed_twice(typesetter: TypstTypesetter) -> None:
    data = sample("invitation")
    data["office"]["directory"] = "annuaire de la Chambre"
    text = words(typesetter.render("invitation", data), page=1)
    assert "annuaire officiel de la Chambre nationale des commissaires de justice." in text
    assert "annuaire de la Chambre" not in text


def test_no_document_promises_ten_years_nor_carries_a_fee() -> None:
    for kind in port.KINDS:
        text = words(_sample_pdf(kind)).lower()
        assert "dix ans" not in text
        assert "10 ans" not in text
        assert "honoraires" not in text


def test_unread_wording_is_marked_and_read_wording_is_not(typesetter: TypstTypesetter) -> None:
    assert words(_sample_pdf("invitation")).count("Texte à vérifier.") == 2
    data = sample("invitation")
    for text in data["texts"]:
        text["certainty"] = "confirmed"
    assert "à vérifier" not in words(typesetter.render("invitation", data))


def test_the_masked_copy_hides_the_code_and_nothing_else(typesetter: TypstTypesetter) -> None:
    masked = words(typesetter.render("invitation", sample("invitation", code=port.MASKED_CODE)))
    assert masked.replace(port.MASKED_CODE, CODE) == words(_sample_pdf("invitation"))


def test_the_qr_of_the_letter_holds_the_reference_never_the_code() -> None:
    assert qr_codes(_sample_pdf("invitation")) == ["https://dument.example/repondre?ref=D-2026-000042"]


@pytest.mark.parametrize("kind", FORMS)
def test_the_qr_of_a_form_tells_which_form_came_back(kind: str) -> None:
    assert [port.read_form_tag(text) for text in qr_codes(_sample_pdf(kind))] == [(kind, "D-2026-000042")]


@pytest.mark.parametrize(
    "text", ["", "D-1", "DUMENT:title:D-1", "DUMENT:refusal_form:", "AUTRE:refusal_form:D-1"]
)
def test_another_qr_is_not_a_form(text: str) -> None:
    assert port.read_form_tag(text) is None


def test_the_qr_of_a_title_is_there_when_it_can_be_checked_somewhere(typesetter: TypstTypesetter) -> None:
    assert qr_codes(_sample_pdf("title")) == ["https://dument.example/verifier/T-2026-000042"]
    data = sample("title")
    del data["verify_url"]
    assert qr_codes(typesetter.render("title", data)) == []


def test_the_formule_executoire_is_an_option_and_never_on_the_copy(typesetter: TypstTypesetter) -> None:
    formula = "mande et ordonne à tous commissaires de justice"
    assert formula in words(_sample_pdf("title"))
    assert formula not in words(typesetter.render("title", sample("title", formula=False)))
    assert formula not in words(_sample_pdf("debtor_copy"))
    assert "Copie remise sans frais au débiteur" in words(_sample_pdf("debtor_copy"))


def test_the_title_recites_every_step_with_its_date() -> None:
    text = words(_sample_pdf("title"))
    for step in sample("title")["steps"]:
        assert plain(step["what"]) in text
        assert step["article"] in text
    assert "1er septembre 2026" in text


def test_the_acceleration_clause_is_written_or_its_absence_is(typesetter: TypstTypesetter) -> None:
    assert "Si elle reste impayée 30 jours après la première présentation" in words(_sample_pdf("agreement"))
    data = sample("agreement")
    data["terms"] = {name: value for name, value in data["terms"].items() if name != "acceleration_days"}
    assert "aucune clause de déchéance du terme" in words(typesetter.render("agreement", data))


@pytest.mark.parametrize(
    ("ending", "told", "not_told"),
    [
        ("R125-5 1°", "le refus de participer à la procédure", "Somme convenue"),
        ("R125-5 2°", "l'expiration du délai d'un mois", "Somme convenue"),
        ("R125-5 3°", "le refus exprès donné par le débiteur", "Somme convenue"),
        ("R125-5 4°", "la conclusion d'un accord, dans le délai", "vainement engagé"),
    ],
)
def test_the_four_endings(ending: str, told: str, not_told: str, typesetter: TypstTypesetter) -> None:
    data = sample("outcome_record", ending=ending, terms=sample("title")["terms"])
    text = words(typesetter.render("outcome_record", data))
    assert told in text
    assert not_told not in text
    assert ("article 750-1, 5°" in text) == (ending != "R125-5 4°")


def test_limitation_is_told_only_when_it_had_been_suspended(typesetter: TypstTypesetter) -> None:
    accepted = {"on": "2026-10-20", "channel": "en ligne"}
    without = words(_sample_pdf("outcome_record"))
    refused = sample("outcome_record", ending="R125-5 3°", acceptance=accepted)
    assert "Prescription" not in without
    assert "ne peut être inférieure à six mois" in words(typesetter.render("outcome_record", refused))
    lapsed = words(typesetter.render("outcome_record", sample("outcome_record", acceptance=accepted)))
    assert "elle recommence à courir" in lapsed
    assert "ne peut être inférieure à six mois" not in lapsed
    assert "ne règle la reprise, et les six mois qui restent au moins, que pour un refus constaté" in lapsed


def test_a_forclusion_is_not_suspended(typesetter: TypstTypesetter) -> None:
    assert "la prescription est suspendue à compter de ce jour" in words(_sample_pdf("acceptance_record"))
    text = words(typesetter.render("acceptance_record", sample("acceptance_record", forclusion=True)))
    assert "forclusion, que le présent constat ne suspend pas" in text
    assert "est suspendue" not in text


@pytest.mark.parametrize("kind", ["acceptance_record", "outcome_record"])
def test_what_was_time_barred_is_not_said_suspended(kind: str, typesetter: TypstTypesetter) -> None:
    accepted = {"on": "2026-10-20", "channel": "en ligne"}
    text = words(typesetter.render(kind, sample(kind, acceptance=accepted, time_barred=True)))
    assert "déjà prescrite" in text
    assert "article 2247" in text
    assert "suspendue" not in text


def test_the_debtor_is_told_that_the_claim_may_be_time_barred(typesetter: TypstTypesetter) -> None:
    barred = words(typesetter.render("invitation", sample("invitation", time_barred=True)), page=1)
    assert "Cette créance est peut-être prescrite" in barred
    assert "sera, en principe, suspendu" not in barred
    plainly = words(_sample_pdf("invitation"), page=1)
    assert "peut-être prescrite" not in plainly
    assert "sera, en principe, suspendu" in plainly


SOLIDARY = "clause du contrat (article 7 du bail)"


@pytest.mark.parametrize("solidarity", ["", SOLIDARY])
@pytest.mark.parametrize(
    "kind",
    ["invitation", "acceptance_form", "refusal_form", "code_letter", "acceptance_record", "proposal", "agreement",
     "title", "debtor_copy", "outcome_record"],
)  # fmt: skip
def test_what_one_of_several_debtors_receives_says_how_far_he_is_bound(
    kind: str, solidarity: str, typesetter: TypstTypesetter
) -> None:
    alone = words(_sample_pdf(kind))
    data = sample(kind)
    data["claim"]["several"] = {"solidarity": solidarity}
    made = typesetter.render(kind, data)
    told = words(made)
    assert "article 1309" not in alone
    assert "1310 et 1313" not in alone
    assert ("articles 1310 et 1313 du code civil" in told, SOLIDARY in told) == (bool(solidarity),) * 2
    assert ("article 1309 du code civil" in told) is not bool(solidarity)
    if kind in {"agreement", "title", "debtor_copy"}:
        assert f"n'engage que {data['debtor']['name']}" in told
    if kind == "invitation":
        assert "La lettre officielle" in words(made, page=2)
    if kind in {"acceptance_form", "refusal_form", "code_letter"}:
        assert info(made)["Pages"] == "1"


def test_interest_of_a_fixed_sum_says_who_fixed_it(typesetter: TypstTypesetter) -> None:
    told = "intérêts arrêtés à cette somme par le créancier"
    assert told not in words(_sample_pdf("invitation"))
    data = sample("invitation")
    data["claim"]["interest_lines"] = []
    assert told in words(typesetter.render("invitation", data))
    data["claim"]["interest"] = "0.00"
    assert told not in words(typesetter.render("invitation", data))


EXTENDED = (
    "14 novembre 2026, reporté au 16 novembre 2026 si l'article 642 du code de procédure civile s'applique"
)


@pytest.mark.parametrize(
    "kind", ["acceptance_record", "proposal", "agreement", "outcome_record", "code_letter"]
)
def test_an_extension_is_told_as_the_reading_it_is(kind: str, typesetter: TypstTypesetter) -> None:
    assert f"{EXTENDED} (lecture retenue par l'étude)" in words(_sample_pdf(kind))
    text = words(typesetter.render(kind, sample(kind, last_day="2026-11-14")))
    assert "14 novembre 2026" in text
    assert "642" not in text


def test_a_new_code_opens_no_new_month(typesetter: TypstTypesetter) -> None:
    running = words(_sample_pdf("code_letter"))
    assert CODE in running
    assert "n'est pas rouvert : il prend fin le 14 novembre 2026" in running
    assert "Ne payez rien" in running
    past = words(typesetter.render("code_letter", sample("code_letter", day="2026-11-17")))
    assert "il a pris fin le 14 novembre 2026" in past
    over = words(typesetter.render("code_letter", sample("code_letter", over=True)))
    assert "la procédure est terminée" in over
    assert "ouvre seulement la lecture de vos documents" in over
    assert "Ne payez rien" not in over
    for text in (running, past, over):
        assert "un mois à compter" not in text
        assert ("en français facile à lire : même adresse" in text) == (text == running)
    assert qr_codes(_sample_pdf("code_letter")) == qr_codes(_sample_pdf("invitation"))


def test_a_code_letter_is_one_page_even_with_long_names(typesetter: TypstTypesetter) -> None:
    data = sample("code_letter")
    data["creditor"] = {"name": "Syndicat des copropriétaires " * 6, "address": ["8 avenue du Prado"] * 3}
    data["office"]["directory"] = "https://" + "w" * 60
    assert info(typesetter.render("code_letter", data))["Pages"] == "1"


@pytest.mark.parametrize("kind", ["invitation", *FORMS, "title", "code_letter"])
@pytest.mark.parametrize("missing", ["phone", "email"])
def test_a_missing_phone_or_email_leaves_no_hole(
    kind: str, missing: str, typesetter: TypstTypesetter
) -> None:
    data = sample(kind)
    gone, data["office"][missing] = data["office"][missing], ""
    text = words(typesetter.render(kind, data))
    assert gone not in text
    for hole in ("· ·", "Téléphone : .", "électronique : .", "l'étude au .", " , ", "étude : ,"):
        assert hole not in text


def test_a_doubt_about_a_conflict_is_referred(typesetter: TypstTypesetter) -> None:
    data = sample(
        "conflict_declaration", conflict="doubt", referral="Avis reçu le 5 octobre 2026 : rien ne s'oppose."
    )
    text = words(typesetter.render("conflict_declaration", data))
    assert "déféré au président de la chambre régionale" in text
    assert "Avis reçu le 5 octobre 2026" in text


def test_room_is_left_for_a_signature_by_hand(typesetter: TypstTypesetter) -> None:
    for kind in ("invitation", "title"):
        text = words(typesetter.render(kind, sample(kind, signature="handwritten")))
        assert "Signature et sceau" in text
        assert "Signé électroniquement" not in text


def test_the_letter_on_paper_leaves_room_for_signature_and_seal() -> None:
    assert "Signature et sceau" in words(_sample_pdf("invitation"))


def test_the_title_says_once_what_its_abbreviation_means() -> None:
    assert words(_sample_pdf("title")).count("code des procédures civiles d'exécution (CPCE)") == 1


def test_a_public_answer_is_no_act_of_an_office() -> None:
    text = words(_sample_pdf("computation"))
    for told in (
        "Au 13 octobre 2026 : 12,08 € d'intérêts",
        "1 200,00 € × 2,62 % × 30 ÷ 365 = 2,5841 €",
        "CMF, art. L313-2",
        "25 septembre 2026",
        "Calcul fait le 13 octobre 2026 sur Dûment, sans valeur d'acte",
    ):
        assert told in text, told
    assert "commissaire de justice" not in text
    assert "Dossier" not in text
    assert info(_sample_pdf("computation"))["Pages"] == "1"


def test_threads_share_one_typesetter(typesetter: TypstTypesetter) -> None:
    made: list[bytes] = []
    data = sample("refusal_form")

    def work() -> None:
        made.extend(typesetter.render("refusal_form", data) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [_sample_pdf("refusal_form")] * 20


@pytest.mark.parametrize(
    ("kind", "told", "never"),
    [
        ("discharge", "les libère tous à l'égard du créancier (article 1313", "convenue"),
        ("discharge_withdrawal", "n'oblige le débiteur à rien de nouveau", "L'accord des parties"),
    ],
)
def test_without_an_agreement_full_payment_is_of_the_claim(
    kind: str, told: str, never: str, typesetter: TypstTypesetter
) -> None:
    data = sample(kind, agreed_on="")
    data["claim"] = data["claim"] | {"several": {"solidarity": "article 7 du bail"}}
    text = words(typesetter.render(kind, data))
    for expected in (told, "Somme réclamée", "article 7 du bail"):
        assert plain(expected) in text, expected
    assert plain(never) not in text
    assert plain(told) not in words(_sample_pdf(kind))
