"""The court of appeal of an address: every département, the shared postcodes, the exceptions."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law import communes as register
from dument.law import courts as map_of_courts
from dument.law.competence import (
    IN_FRANCE,
    AmbiguousPlace,
    UnknownPlace,
    ask_commune,
    communes_of,
    court,
    court_of,
    court_of_commune,
    courts,
    search_communes,
)

TABLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "law" / "tables"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a shared table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows("cours_appel.csv"), ids=lambda r: r["departement_code"])
def test_every_departement_is_in_the_court_of_the_table(row: dict[str, str]) -> None:
    held = map_of_courts.departements()[row["departement_code"]]
    assert (held.name, held.court, held.timezone) == (
        row["departement"],
        row["cour_appel"],
        row["fuseau_iana"],
    )
    off = row["departement_code"] in {"975", "986"} or row["psrpc_applicable"].startswith("non")
    assert held.applicable is not off
    ZoneInfo(held.timezone)


def test_no_departement_is_held_that_the_table_does_not_know() -> None:
    assert set(map_of_courts.departements()) == {r["departement_code"] for r in rows("cours_appel.csv")}


def test_every_court_has_a_seat_within_its_own_departements() -> None:
    assert len(courts()) == 37
    for found in courts():
        seat = register.commune(found.seat_insee)
        assert (seat.name, seat.departement, seat.court) == (
            found.seat_commune,
            found.seat_departement,
            found.name,
        )


SHARED = rows("codes_postaux_multi_departements.csv")


@pytest.mark.parametrize("row", SHARED, ids=lambda r: f"{r['code_postal']}-{r['departement_code']}")
def test_a_shared_postcode_is_told_by_its_communes(row: dict[str, str]) -> None:
    listed = {entry.split(" ", 1)[0] for entry in row["communes"].split("; ")}
    found = {c.insee for c in communes_of(row["code_postal"]) if c.departement == row["departement_code"]}
    assert found == listed
    for insee in listed:
        place = court_of(postcode=row["code_postal"], insee=insee)
        assert (place.departement, place.court) == (row["departement_code"], row["cour_appel"])
        assert place.departement_sure
    assert ask_commune(row["code_postal"]) is (row["a_cheval_sur_deux_cours"] == "oui")


def test_the_commune_is_asked_for_these_nine_postcodes_and_no_other() -> None:
    known = {p for line in register._lines() for p in line.split(",")[3].split()}
    assert {p for p in known if ask_commune(p)} == {
        r["code_postal"] for r in SHARED if r["a_cheval_sur_deux_cours"] == "oui"
    }


def test_two_courts_and_no_commune_raise_with_the_candidates() -> None:
    with pytest.raises(AmbiguousPlace, match=r"01200.*Lyon et Chambéry.*indiquez la commune") as raised:
        court_of(postcode="01200")
    assert {c.court for c in raised.value.candidates} == {"Lyon", "Chambéry"}


def test_two_departements_of_one_court_answer_without_being_sure_of_the_departement() -> None:
    place = court_of(postcode="13780")
    assert (place.court, place.departement, place.departement_sure) == ("Aix-en-Provence", "13", False)
    assert (place.insee, place.commune) == (None, None)
    assert "Bouches-du-Rhône (13) ou Var (83)" in place.explanation[0]


@pytest.mark.parametrize(
    ("postcode", "insee", "departement", "seat", "timezone"),
    [
        ("94390", None, "91", "Paris", "Europe/Paris"),
        ("97133", None, "977", "Basse-Terre", "America/St_Barthelemy"),
        ("97150", None, "978", "Basse-Terre", "America/Marigot"),
        ("20000", None, "2A", "Bastia", "Europe/Paris"),
        ("20200", None, "2B", "Bastia", "Europe/Paris"),
        ("97600", None, "976", "Saint-Denis", "Indian/Mayotte"),
        ("13001", "13201", "13", "Aix-en-Provence", "Europe/Paris"),
        ("13001", "13055", "13", "Aix-en-Provence", "Europe/Paris"),
        ("92100", "92012", "92", "Versailles", "Europe/Paris"),
        ("59360", "02285", "59", "Douai", "Europe/Paris"),
    ],
)
def test_the_departement_is_never_read_from_the_code(
    postcode: str, insee: str | None, departement: str, seat: str, timezone: str
) -> None:
    place = court_of(postcode=postcode, insee=insee)
    assert (place.departement, place.territory, place.court, place.timezone) == (
        departement,
        departement,
        seat,
        timezone,
    )
    assert place.applicable
    assert {"CPCE R125-1", "COJ annexe tableau IV"} <= set(place.references)
    assert court(seat).full_name in " ".join(place.explanation)


def test_the_shared_worked_examples_hold() -> None:
    for row in rows("worked_examples.csv"):
        asked = json.loads(row["input_json"])
        if row["topic"] == "cour_appel":
            place = court_of(postcode=asked["code_postal"], insee=asked["insee"])
            assert {"departement": place.departement, "cour_appel": place.court} == json.loads(
                row["expected_json"]
            )
        elif row["topic"] == "cour_appel_ambigu":
            assert ask_commune(asked["code_postal"]) is json.loads(row["expected_json"])["ask_commune"]


@pytest.mark.parametrize("postcode", ["97500", "98600", "98714", "98800"])
def test_the_procedure_is_not_open_in_these_collectivities(postcode: str) -> None:
    place = court_of(postcode=postcode)
    assert not place.applicable
    assert "n'est pas ouverte ici" in place.explanation[-1]


def test_the_terres_australes_have_no_postcode_and_no_procedure() -> None:
    place = court_of_commune("98412")
    assert (place.postcode, place.applicable, place.court) == ("", False, "Saint-Denis")
    with pytest.raises(UnknownPlace, match="aucun code postal"):
        court_of(postcode="97400", insee="98412")


@pytest.mark.parametrize(
    ("postcode", "insee", "message"),
    [
        ("99999", None, "n'est celui d'aucune commune"),
        ("13902", "13201", "CEDEX"),
        ("98000", None, "n'est celui d'aucune commune"),
        ("1300", None, "cinq chiffres"),
        ("13 001", None, "cinq chiffres"),
        ("", None, "cinq chiffres"),
        ("13001", "99999", "code Insee « 99999 »"),
        ("13001", "x", "code Insee « x »"),
        ("13001", "13202", "n'est pas celui de Marseille 2e"),
        ("01200", "01004", "n'est pas celui d'Ambérieu|n'est pas celui de Ambérieu"),
    ],
)
def test_unknown_or_contradictory_places_are_refused(postcode: str, insee: str | None, message: str) -> None:
    with pytest.raises(UnknownPlace, match=message):
        court_of(postcode=postcode, insee=insee)


def test_airport_land_lies_in_another_court() -> None:
    ordinary = court_of(postcode="95700", insee="95527")
    on_land = court_of(postcode="95700", insee="95527", airport=True)
    assert (ordinary.court, on_land.court) == ("Versailles", "Paris")
    assert on_land.territory == "95"
    assert any("À demander seulement" in step for step in ordinary.explanation)
    assert not any("À demander" in step for step in on_land.explanation)


def test_the_airport_is_asked_only_where_it_may_be() -> None:
    asked = "À demander seulement"
    assert asked not in " ".join(court_of(postcode="95300", insee="95500").explanation)
    assert asked in " ".join(court_of(postcode="32400", insee="32344").explanation)
    assert court_of(postcode="32400", insee="32344", airport=True).court == "Pau"
    elsewhere = court_of(postcode="13001", airport=True)
    assert elsewhere.court == "Aix-en-Provence"
    assert "Aucun aérodrome" in elsewhere.explanation[1]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Aix-en-Provence", "Aix-en-Provence"),
        ("aix en provence", "Aix-en-Provence"),
        ("Cour d'appel d'Aix-en-Provence", "Aix-en-Provence"),
        ("CA de NÎMES", "Nîmes"),
        ("la cour d’appel de Paris", "Paris"),
        ("Saint-Denis de La Réunion", "Saint-Denis"),
        ("St-Denis", "Saint-Denis"),
        ("Saint-Pierre-et-Miquelon", "Tribunal supérieur d'appel de Saint-Pierre"),
    ],
)
def test_a_court_is_found_under_reasonable_spellings(spelling: str, name: str) -> None:
    assert court(spelling).name == name


def test_an_unknown_court_is_refused_with_the_list() -> None:
    with pytest.raises(UnknownPlace, match=r"« Nice » n'est pas une cour d'appel.*Aix-en-Provence"):
        court("Nice")


def test_a_court_is_named_in_french() -> None:
    assert court("Aix-en-Provence").full_name == "cour d'appel d'Aix-en-Provence"
    assert court("Pau").full_name == "cour d'appel de Pau"
    assert court("Saint-Pierre").full_name == "tribunal supérieur d'appel de Saint-Pierre"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("13902 MARSEILLE CEDEX 2", "13055"),
        ("Marseille", "13055"),
        ("marseille 2e", "13202"),
        ("St Etienne du Rouvray", "76575"),
        ("VALSERHONE", "01033"),
        ("œting", "57521"),
        ("94390", "91479"),
        ("rouvray etienne", None),
        ("zzzz", None),
        ("13902", None),
        ("cedex", None),
        ("", None),
    ],
)
def test_communes_are_searched_by_words(text: str, first: str | None) -> None:
    found = search_communes(text)
    assert (found[0].insee if found else None) == first


def test_a_search_keeps_to_its_limit_and_puts_the_exact_name_first() -> None:
    found = search_communes("paris", limit=3)
    assert len(found) == 3
    assert found[0].name == "Paris"
    assert search_communes("75001", limit=0) == ()


def test_a_former_commune_answers_for_the_one_that_holds_it() -> None:
    former = search_communes("Arbignieu")[0]
    assert (former.kind, former.part_of) == ("deleguee", "01015")
    assert court_of_commune(former.insee).commune == "Arboys en Bugey"


def test_an_associated_commune_answers_for_its_holder() -> None:
    assert register.commune("02285").insee == "59545"


def test_ten_communes_are_shown_at_most_those_that_begin_so_first() -> None:
    assert len(search_communes("saint")) == 10
    names = [map_of_courts.fold(one.name) for one in search_communes("lyon", limit=50)]
    begins = [name.startswith("lyon") for name in names]
    assert True in begins and False in begins
    assert begins == sorted(begins, reverse=True)


def test_spelling_is_folded_as_a_hand_writes_it() -> None:
    assert map_of_courts.fold("\nl’Haÿ\n") == "\nl hay\n", "line ends are kept"
    assert (
        map_of_courts.fold(" Œting, l’ÉTANG (St-Jean, Ste-Marie)") == "oeting l etang saint jean sainte marie"
    )


def test_arrondissements_stand_for_their_city() -> None:
    assert [c.insee for c in communes_of("13001")] == ["13201"]


@given(st.sampled_from(register._lines()))
def test_every_commune_with_a_postcode_has_a_court(line: str) -> None:
    insee, _name, departement, postcodes, kind, _part_of = line.split(",")
    for postcode in postcodes.split():
        place = court_of(postcode=postcode, insee=insee)
        assert place.court == map_of_courts.departements()[place.departement].court
        if not kind:
            assert place.departement == departement
            assert place.insee == insee


@given(st.text(max_size=8))
def test_no_text_breaks_the_search(text: str) -> None:
    assert len(search_communes(text, limit=5)) <= 5


def test_the_file_of_communes_opens_fast() -> None:
    took = []
    for _ in range(3):
        register._text.cache_clear()
        communes_of.cache_clear()
        started = time.perf_counter()
        court_of(postcode="97133")
        took.append(time.perf_counter() - started)
    assert min(took) < 0.06


def test_france_is_its_mainland_and_every_territory_that_has_a_country_code_of_its_own() -> None:
    overseas = {"GP", "MQ", "GF", "RE", "YT", "BL", "MF", "PM", "WF", "PF", "NC", "TF"}
    assert {"FR"} | overseas == IN_FRANCE
