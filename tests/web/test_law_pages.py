"""The public pages of law: each question answered, each bad input refused beside its field, nothing lost."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

from dument.queries import atlas
from dument.queries.reasons import reasons
from dument.records.cases.models import Case, ClaimLine, Party
from tests import stories

pytestmark = pytest.mark.django_db
CERTAINTIES = ("confirmé", "source secondaire", "déduit des textes", "non confirmé")


def day(name: str, text: str) -> dict[str, str]:
    """Return the three boxes of a day written "31 5 2026"."""
    return {f"{name}_{box}": part for box, part in zip(("day", "month", "year"), text.split(), strict=True)}


CLAIM = {
    "creditor": "artisan",
    "debtor": "consumer",
    "cause": "service",
    "merchants": "no",
    "principal": "1200",
    "interest": "14,20",
    "country": "FR",
    "postcode": "13001",
    "insolvency": "none",
    "calculer": "1",
    **day("due_on", "31 5 2026"),
    **day("on", "13 10 2026"),
}
INTEREST = {
    "principal": "1200",
    "creditor": "artisan",
    "debtor": "consumer",
    "rate": "legal",
    "calculer": "1",
    **day("first_day", "1 6 2026"),
    **day("last_day", "13 10 2026"),
}
REFUSED = CLAIM | {"psrpc": "refused", "contest": "none"}
LIMITATION = {
    "creditor": "artisan",
    "debtor": "consumer",
    "cause": "service",
    "calculer": "1",
    **day("due_on", "31 5 2026"),
    **day("on", "13 10 2026"),
}
MONTH = {"country": "FR", "calculer": "1", **day("dispatched_on", "13 10 2026")}
COST = {"principal": "1 214,20", "calculer": "1", **day("on", "13 10 2026")}


def read(client: Client, status: int, path: str, given: dict[str, str]) -> str:
    """Return the words of a page asked with these answers, which must come with that status."""
    answer = client.get(f"{path}?{urlencode(given)}")
    words = html.unescape(answer.content.decode())
    assert answer.status_code == status, words
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", words))


def ask(client: Client, path: str, given: dict[str, str], /, **changed: str) -> str:
    """Return the words of a page that answers."""
    return read(client, 200, path, given | changed)


def refuse(client: Client, path: str, given: dict[str, str], /, **changed: str) -> str:
    """Return the words of a page that refuses what was given."""
    return read(client, 422, path, given | changed)


def errors(words: str) -> list[str]:
    """Return the reasons shown beside the fields."""
    return re.findall(r'<ul class="errorlist"[^>]*>\s*<li>(.*?)</li>', words)


def section(words: str, mark: str) -> str:
    """Return the part of a page that follows its heading of that identifier."""
    return words.split(f'id="{mark}"', 1)[1]


@pytest.mark.parametrize(
    "path",
    [
        "/calculs", "/ma-creance", "/calculs/cout", "/calculs/interets", "/calculs/delai", "/calculs/prescription",
        "/calculs/ressort", "/calculs/si-on-refuse", "/la-regle", "/la-regle/procedure",
    ],
)  # fmt: skip
def test_page_opens_without_account_and_accuses_nobody(client: Client, path: str) -> None:
    words = ask(client, path, {})
    assert errors(words) == []
    assert "<script" not in words
    assert "style=" not in words


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/ma-creance", CLAIM),
        ("/calculs/cout", COST),
        ("/calculs/interets", INTEREST),
        ("/calculs/delai", MONTH),
        ("/calculs/prescription", LIMITATION),
        ("/calculs/ressort", {"lieu": "13001"}),
        ("/calculs/si-on-refuse", REFUSED),
    ],
)
def test_answer_shows_steps_articles_certainty_and_day_read(
    client: Client, path: str, given: dict[str, str]
) -> None:
    words = section(ask(client, path, given), "reponse")
    assert re.search(r"<ol>\s*<li>", words)
    assert "/la-regle/article?nom=" in words
    assert re.search(r"Textes lus (le|entre le) \d", words)
    assert any(f">{word}</span>" in words for word in CERTAINTIES)
    assert "style=" not in words and "<script" not in words


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/ma-creance", CLAIM),
        ("/calculs/cout", COST),
        ("/calculs/interets", INTEREST),
        ("/calculs/delai", MONTH),
    ],
)
def test_link_gives_the_same_answer(client: Client, path: str, given: dict[str, str]) -> None:
    first = ask(client, path, given)
    (link,) = re.findall(r'<a href="(\?[^"]+)">Lien vers ce résultat', first)
    again = read(client, 200, path, dict(parse_qsl(link.removeprefix("?"))))
    token = r'name="csrfmiddlewaretoken" value="\w+"'
    assert (
        re.sub(token, "", section(first, "reponse")).split("Vos réponses")[0]
        == re.sub(token, "", section(again, "reponse")).split("Vos réponses")[0]
    )


def test_link_keeps_the_day_that_was_not_given(client: Client, settings: Any) -> None:
    without = {key: value for key, value in CLAIM.items() if not key.startswith("on_")}
    words = ask(client, "/ma-creance", without)
    year, month, number = settings.DUMENT_DAY.split("-")
    assert f"on_day={int(number)}&on_month={int(month)}&on_year={year}" in words


def test_printed_page_tells_the_answers_in_words(client: Client) -> None:
    printed = ask(client, "/ma-creance", CLAIM).split('class="print-only"')[1].split("</section>")[0]
    assert [
        word for word in ("Artisan", "1 200,00 €", "31 mai 2026", "13 octobre 2026") if word not in printed
    ] == []
    assert "Autres sommes" not in printed


# -- may the claim take this road? -----------------------------------------------------------------------------


def verdict(words: str) -> str:
    """Return the heading of an answer."""
    return section(words, "reponse").split(">", 1)[1].split("<")[0].strip()


def test_yes(client: Client) -> None:
    words = ask(client, "/ma-creance", CLAIM)
    assert verdict(words) == "Oui"
    assert "Aix-en-Provence" in words
    assert "31 mai 2028" in words
    assert "Commencer ce dossier" in words


@pytest.mark.parametrize(
    ("changed", "because", "elsewhere"),
    [
        ({"principal": "4985,81"}, "R125-1 al. 2", "Injonction de payer"),
        ({"cause": "tort"}, "nées d'un contrat", "onciliation"),
        ({"cause": "cheque"}, "nées d'un contrat", "chèque"),
        ({"country": "DE"}, "ni domicile ni résidence en France", "européenne"),
        ({"country": "CH"}, "ni domicile ni résidence en France", "Allez plutôt là"),
        ({"insolvency": "collective"}, "procédure collective", "Déclaration"),
        ({"insolvency": "overindebted"}, "surendettement", "Allez plutôt là"),
        ({"debtor": "minor"}, "mineur", "Injonction de payer"),
        ({"merchants": "yes", "creditor": "company", "debtor": "company"}, "entre commerçants", "Injonction"),
        ({"due_on_year": "2027"}, "n'est pas encore exigible", "Allez plutôt là"),
        ({"postcode": "98735"}, "n'est pas ouverte ici", "Allez plutôt là"),
    ],
)
def test_no_says_why_and_where_instead(
    client: Client, changed: dict[str, str], because: str, elsewhere: str
) -> None:
    words = ask(client, "/ma-creance", CLAIM, **changed)
    assert verdict(words) == "Non, pas par cette procédure"
    assert because in section(words, "reponse")
    assert elsewhere in section(words, "ailleurs")
    assert "Commencer ce dossier" not in words


def test_the_last_cent_of_the_ceiling(client: Client) -> None:
    assert verdict(ask(client, "/ma-creance", CLAIM, principal="4985,80")) == "Oui"
    assert verdict(ask(client, "/ma-creance", CLAIM, principal="4985,81")).startswith("Non")


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"merchants": "unknown"}, "facturée entre deux commerçants"),
        ({"due_on_year": "2020"}, "paraît prescrite"),
        ({"principal": "4985,80", "other": "0,01"}, "clause pénale"),
    ],
)
def test_officer_decides_what_the_law_leaves_to_him(
    client: Client, changed: dict[str, str], because: str
) -> None:
    words = ask(client, "/ma-creance", CLAIM, **changed)
    assert verdict(words) == "Un commissaire de justice doit en décider"
    assert because in words
    assert "Commencer ce dossier" in words


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"principal": "12,345"}, "plus de deux décimales"),
        ({"principal": "-5"}, "négatif"),
        ({"principal": "0"}, "supérieur à zéro"),
        ({"principal": "9" * 30}, "milliard"),
        ({"principal": "douze"}, "n'est pas un montant"),
        ({"interest": "-1"}, "négatif"),
        ({"due_on_day": "31", "due_on_month": "2"}, "n'existe pas"),
        ({"postcode": "99999"}, "n'est celui d'aucune commune"),
        ({"postcode": ""}, "code postal du débiteur"),
        ({"cause": "caprice"}, "caprice"),
        ({"creditor": ""}, "obligatoire"),
        ({"on_year": "2015"}, "aucune valeur connue"),
    ],
)
def test_bad_answer_is_refused_beside_its_field_and_kept(
    client: Client, changed: dict[str, str], reason: str
) -> None:
    words = refuse(client, "/ma-creance", CLAIM, **changed)
    assert any(reason in one for one in errors(words)), errors(words)
    assert 'id="reponse"' not in words
    for value in changed.values():
        assert f'value="{value}"' in words or value in {"caprice", ""}
    kept = CLAIM | changed
    assert f'value="{kept["interest"]}"' in words and f'value="{kept["due_on_year"]}"' in words


def test_shared_postcode_asks_the_commune(client: Client) -> None:
    words = refuse(client, "/ma-creance", CLAIM, postcode="01410")
    assert "Plusieurs communes" in words
    (insee, *_) = re.findall(r'name="insee" value="(\w+)"', words)
    assert verdict(ask(client, "/ma-creance", CLAIM, postcode="01410", insee=insee)) == "Oui"


def test_answers_without_asking_only_fill_the_form(client: Client) -> None:
    given = {key: value for key, value in CLAIM.items() if key != "calculer"}
    words = ask(client, "/ma-creance", given)
    assert 'id="reponse"' not in words
    assert 'value="1200"' in words and 'value="2026"' in words


# -- carried into a new claim ----------------------------------------------------------------------------------


def test_answers_fill_the_new_claim(client: Client, people: stories.People) -> None:
    client.force_login(people.creditor_user)
    begun = client.post("/ma-creance/commencer", CLAIM | {"other": "40"})
    assert begun.status_code == 302
    page = client.get(begun["Location"]).content.decode()
    assert "1200,00" in page and "Rien n'est à retaper" in html.unescape(page)
    typed = {"how": "typed", "once": "a", "s-label": "Facture n° 12", "s-amount": "1200"}
    assert client.post("/creance/nouveau", typed | day("s-due_on", "31 5 2026")).status_code == 302
    case = Case.objects.get()
    debtor = Party.objects.get(case=case, role="debtor")
    assert (case.cause, case.interest_cents, case.invoiced_between_merchants) == ("service", 1420, False)
    assert (debtor.kind, debtor.postcode, debtor.country) == ("consumer", "13001", "FR")
    assert sorted(ClaimLine.objects.values_list("kind", "amount_cents")) == [
        ("indemnity", 4000),
        ("principal", 120000),
    ]
    assert "Rien n'est à retaper" not in html.unescape(client.get("/creance/nouveau").content.decode())
    # Nobody said what the other sums are: their element has no name, and nothing is filed before it has one.
    assert ClaimLine.objects.get(kind="indemnity").label == ""
    sums = f"/creance/{case.reference}/sommes"
    assert re.search(r'sommes">[^<]*</a>\s*<span[^>]*>À remplir', client.get(sums[:-7]).content.decode())
    kept = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "2",
        "form-0-amount": "1200",
        "form-1-amount": "40",
    }
    for n, kind, label in ((0, "principal", "Facture n° 12"), (1, "indemnity", "")):
        kept |= {f"form-{n}-kind": kind, f"form-{n}-label": label} | day(f"form-{n}-due_on", "31 5 2026")
    assert client.post(sums, kept).status_code == 422
    assert client.post(sums, kept | {"form-1-label": "Clause pénale"}).status_code == 302


def test_who_told_a_claim_before_any_account_goes_on_with_it(client: Client, people: stories.People) -> None:
    client.force_login(stories.user("neuf@artisan.example", "Noé Neuf"))
    client.post("/ma-creance/commencer", CLAIM | {"creditor": "landlord"})
    assert 'value="landlord" selected' in client.get("/compte/creancier").content.decode()
    entered = {"name": "Noé", "kind": "landlord", "address": "1 rue", "postcode": "75011", "city": "Paris"}
    assert client.post("/compte/creancier", entered)["Location"] == "/creance/nouveau"


def test_bad_answers_begin_nothing(client: Client) -> None:
    answer = client.post("/ma-creance/commencer", CLAIM | {"principal": "-1"})
    assert answer.status_code == 422
    assert "carried" not in client.session
    assert client.get("/ma-creance/commencer").status_code == 405


# -- what it costs ---------------------------------------------------------------------------------------------


def test_cost_of_each_ending(client: Client) -> None:
    words = ask(client, "/calculs/cout", COST)
    for label, total in (("Le débiteur refuse", "14,92 €"), ("Accord et titre exécutoire", "44,98 €")):
        assert re.search(rf"<span>{label}</span><strong class=\"amount\">{total}", words), label
    assert words.count('<dt>Pour le débiteur</dt><dd class="amount"> 0,00 € </dd>') == 4
    assert "non confirmé" in words


def test_cost_overseas_has_its_own_tax(client: Client) -> None:
    assert ask(client, "/calculs/cout", COST, office="974") != ask(client, "/calculs/cout", COST)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"principal": "12,345"}, "plus de deux décimales"),
        ({"office": "999"}, "n'est le code d'aucun département"),
        ({"on_year": "2010"}, "aucune valeur connue"),
    ],
)
def test_bad_cost(client: Client, changed: dict[str, str], reason: str) -> None:
    words = refuse(client, "/calculs/cout", COST, **changed)
    assert any(reason in one for one in errors(words))


# -- interest --------------------------------------------------------------------------------------------------


def test_interest_opens_step_by_step(client: Client) -> None:
    words = ask(client, "/calculs/interets", INTEREST)
    assert "1 200,00 € × 2,62 % × 30 ÷ 365 = 2,5841 €" in words
    assert "1 200,00 € × 2,75 % × 105 ÷ 365 = 9,4932 €" in words
    assert "12,08 €</span> d'intérêts" in words


def test_payment_pays_interest_first(client: Client) -> None:
    words = ask(client, "/calculs/interets", INTEREST, payment1="300", **day("payment1_on", "30 6 2026"))
    assert "2,58 € sur les intérêts, puis 297,42 € sur le principal" in words
    assert "déjà payé 300,00 €" in words


def test_more_than_due_is_handed_back(client: Client) -> None:
    words = ask(client, "/calculs/interets", INTEREST, payment1="1300", **day("payment1_on", "30 6 2026"))
    assert "Trop-perçu à rendre : 97,42 €" in words


def test_rate_of_a_contract(client: Client) -> None:
    words = ask(client, "/calculs/interets", INTEREST, rate="contract", rate_pct="10 %")
    assert "1 200,00 € × 10 % × 135 ÷ 365 = 44,3836 €" in words


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"rate_pct": "7,85"}, True),
        ({"rate_pct": "8,25"}, False),
        ({"rate_pct": "2", "debtor": "consumer"}, False),
    ],
)
def test_a_contract_s_rate_under_the_floor_is_told(
    client: Client, changed: dict[str, str], told: bool
) -> None:
    given = {**INTEREST, "creditor": "company", "debtor": "company", "rate": "contract", **changed}
    page = ask(client, "/calculs/interets", given)
    assert ("ne peut pas descendre sous trois fois le taux légal" in page) is told
    assert ("est sous le plancher de trois fois le taux légal" in page) is told


def test_penalties_between_professionals_add_the_indemnity(client: Client) -> None:
    words = ask(client, "/calculs/interets", INTEREST, rate="late_payment", debtor="company")
    assert "indemnité forfaitaire de recouvrement : 40,00 €" in words


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (day("last_day", "31 5 2026"), "inversés"),
        ({"rate": "late_payment"}, "qu'entre professionnels"),
        ({"rate": "late_payment", "debtor": "company", "creditor": "consumer"}, "le créancier ne l'est pas"),
        ({"rate": "contract"}, "Indiquez le taux"),
        ({"rate": "contract", "rate_pct": "dix"}, "n'est pas un taux"),
        ({"rate": "contract", "rate_pct": "NaN"}, "de 0 à 100"),
        ({"rate": "contract", "rate_pct": "1e9"}, "de 0 à 100"),
        ({"rate": "contract", "rate_pct": "4,1234"}, "trois décimales"),
        ({"payment1": "10"}, "le jour de ce paiement"),
        (day("payment1_on", "30 6 2026"), "le montant reçu"),
        ({"payment2": "10", **day("payment2_on", "30 5 2026")}, "n'est pas entre"),
        (day("last_day", "1 1 2099"), "aucune valeur connue"),
        (day("first_day", "1 1 1950"), "aucune valeur connue"),
    ],
)
def test_bad_interest(client: Client, changed: dict[str, str], reason: str) -> None:
    words = refuse(client, "/calculs/interets", INTEREST, **changed)
    assert any(reason in one for one in errors(words)), errors(words)
    assert 'value="1200"' in words


# -- the month -------------------------------------------------------------------------------------------------


def test_month_is_drawn(client: Client) -> None:
    words = ask(client, "/calculs/delai", MONTH)
    assert "Jusqu'au 13 novembre 2026 à minuit" in words
    assert re.search(
        r'<td class="sent"><time datetime="2026-10-13">13</time><span class="hidden"> envoi', words
    )
    assert re.search(
        r'<td class="end"><time datetime="2026-11-13">13</time><span class="hidden"> dernier jour', words
    )
    assert words.count('<td class="runs') == 30
    assert re.search(
        r'<td class="runs idle"><time datetime="2026-11-11">11</time><span class="hidden"> \w', words
    )


def test_local_holiday_moves_the_last_day_in_moselle_only(client: Client) -> None:
    sent = day("dispatched_on", "26 11 2025")
    assert "28 décembre" not in ask(client, "/calculs/delai", MONTH, **sent)
    moved = ask(client, "/calculs/delai", MONTH, postcode="57000", **sent)
    assert "29 décembre 2025" in moved
    assert "29 décembre 2025" in ask(client, "/calculs/delai", MONTH, office="67", **sent)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (day("dispatched_on", "1 1 2015"), "aucune valeur connue"),
        ({"dispatched_on_month": "13"}, ""),
        ({"postcode": "00000"}, "n'est celui d'aucune commune"),
        ({"office": "ZZ"}, "n'est le code d'aucun département"),
    ],
)
def test_bad_month(client: Client, changed: dict[str, str], reason: str) -> None:
    words = refuse(client, "/calculs/delai", MONTH, **changed)
    assert any(reason in one for one in errors(words)), errors(words)


# -- limitation, court, routes ---------------------------------------------------------------------------------


def test_limitation_and_its_last_day(client: Client) -> None:
    assert "Jusqu'au 31 mai 2028 à minuit" in ask(client, "/calculs/prescription", LIMITATION)
    assert "Jusqu'au" in verdict(ask(client, "/calculs/prescription", LIMITATION, **day("on", "31 5 2028")))
    over = ask(client, "/calculs/prescription", LIMITATION, **day("on", "1 6 2028"))
    assert verdict(over) == "Le délai a pris fin le 31 mai 2028"
    assert "Seul le débiteur" in over


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("service", "saisissez le juge, ou obtenez l'accord de participer, avant ce jour"),
        ("consumer_credit", "L'accord de participer n'arrête pas une forclusion"),
    ],
)
def test_what_is_left_to_do_near_the_end(client: Client, cause: str, words: str) -> None:
    assert words in ask(client, "/calculs/prescription", LIMITATION, cause=cause, **day("on", "31 5 2028"))


def test_forclusion_cannot_be_waived(client: Client) -> None:
    over = ask(client, "/calculs/prescription", LIMITATION, cause="consumer_credit", **day("on", "1 6 2029"))
    assert "personne ne peut y renoncer" in over


def test_six_months_are_left_by_a_refusal_only(client: Client) -> None:
    month = day("suspended_on", "30 5 2028") | day("resumed_on", "13 6 2028") | day("on", "14 6 2028")
    refused = ask(client, "/calculs/prescription", LIMITATION, ended_by="refused", **month)
    assert verdict(refused) == "Jusqu'au 13 décembre 2028 à minuit"
    expired = ask(client, "/calculs/prescription", LIMITATION, ended_by="expired", **month)
    assert verdict(expired) == "Jusqu'au 14 juin 2028 à minuit"
    assert "sans ces six mois" in expired


def told_by(page: str) -> list[str]:
    """Return the days of a page's timeline."""
    return re.findall(r'<span class="when"><time datetime="([^"]+)"', page)


def test_the_life_of_a_claim_is_drawn(client: Client) -> None:
    month = day("suspended_on", "30 5 2028") | day("resumed_on", "13 6 2028") | day("on", "14 6 2028")
    drawn = ask(client, "/calculs/prescription", LIMITATION, ended_by="refused", **month)
    assert told_by(drawn) == ["2026-05-31", "2028-05-30", "2028-06-13", "2028-12-13"]
    forclusion = ask(
        client, "/calculs/prescription", LIMITATION, cause="consumer_credit", ended_by="refused", **month
    )
    assert told_by(forclusion) == ["2026-05-31", "2028-05-31"], "nothing moves it"
    too_late = ask(client, "/calculs/prescription", LIMITATION, **day("acknowledged_on", "1 6 2028"))
    assert told_by(too_late) == ["2026-05-31", "2028-05-31"]
    running = ask(client, "/calculs/prescription", LIMITATION, **day("suspended_on", "21 10 2026"))
    assert "le temps est encore arrêté" in running


@pytest.mark.parametrize("cause", ["telecom", "carriage"])
def test_a_service_of_one_year(client: Client, cause: str) -> None:
    words = ask(client, "/calculs/prescription", LIMITATION, cause=cause)
    assert verdict(words) == "Jusqu'au 31 mai 2027 à minuit"


def test_suspension_is_told(client: Client) -> None:
    words = ask(client, "/calculs/prescription", LIMITATION, **day("suspended_on", "21 10 2026"))
    assert verdict(words).startswith("Le délai est suspendu")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (day("resumed_on", "1 11 2026"), "a été constaté"),
        (day("suspended_on", "1 11 2026") | day("resumed_on", "1 10 2026"), "inversés"),
        (day("acknowledged_on", "1 1 2026"), "précède l'échéance"),
        (day("suspended_on", "1 10 2026") | day("resumed_on", "1 11 2026"), "ou sans refus"),
    ],
)
def test_bad_limitation(client: Client, changed: dict[str, str], reason: str) -> None:
    words = refuse(client, "/calculs/prescription", LIMITATION, **changed)
    assert any(reason in one for one in errors(words)), errors(words)


def test_court_of_a_postcode_and_its_offices(client: Client, people: stories.People) -> None:
    words = ask(client, "/calculs/ressort", {"lieu": "13001"})
    assert "Cour d'appel d'Aix-en-Provence" in words
    assert (people.office.name in words) == (people.office.court == "Aix-en-Provence")


def test_commune_by_name_or_to_choose(client: Client) -> None:
    assert "Cour d'appel de Rennes" in ask(client, "/calculs/ressort", {"lieu": "Plougastel-Daoulas"})
    several = ask(client, "/calculs/ressort", {"lieu": "saint-etienne"})
    assert "Quelle commune ?" in several
    (insee, *_) = re.findall(r"insee=(\w+)", several)
    assert "Cour d'appel" in ask(client, "/calculs/ressort", {"lieu": "saint-etienne", "insee": insee})
    assert "Quelle commune ?" in ask(client, "/calculs/ressort", {"lieu": "01410"})


def test_place_where_the_procedure_is_closed(client: Client) -> None:
    assert "n'y est pas ouverte" in ask(client, "/calculs/ressort", {"lieu": "98735"})


@pytest.mark.parametrize(
    "given", [{"lieu": "99999"}, {"lieu": "Nullepart-les-Bains"}, {"lieu": "x", "insee": "00000"}]
)
def test_bad_place(client: Client, given: dict[str, str]) -> None:
    words = refuse(client, "/calculs/ressort", given)
    assert len(errors(words)) == 1
    assert f'value="{given["lieu"]}"' in words


def test_routes_after_a_refusal(client: Client) -> None:
    words = ask(client, "/calculs/si-on-refuse", REFUSED)
    assert verdict(words) == "Injonction de payer"
    assert "Si le débiteur se tait" in words
    assert "Aucune chance de succès" in words
    serious = ask(client, "/calculs/si-on-refuse", REFUSED, contest="serious")
    assert verdict(serious) != "Injonction de payer"


@pytest.mark.parametrize("year", ["2010", "2150"])
def test_routes_of_a_day_never_read_are_refused(client: Client, year: str) -> None:
    words = refuse(client, "/calculs/si-on-refuse", REFUSED, on_year=year)
    assert len(errors(words)) == 1
    assert f'value="{year}"' in words


# -- the rule itself -------------------------------------------------------------------------------------------


def test_rule_lists_every_article_applied(client: Client) -> None:
    words = ask(client, "/la-regle", {})
    applied = [str(entry.reference) for entry in atlas.entries() if entry.applied]
    assert len(applied) > 100
    assert [one for one in applied if one not in words] == []
    assert section(words, "doutes").count("non confirmé") >= len(
        [1 for _, value in atlas.doubtful_values() if value.certainty == "unconfirmed"]
    )


def test_every_article_has_its_page(client: Client) -> None:
    for entry in atlas.entries():
        assert str(entry.reference) in ask(client, "/la-regle/article", {"nom": entry.key})


def test_article_shows_its_values_and_wordings(client: Client) -> None:
    ceiling = ask(client, "/la-regle/article", {"nom": "CPCE R125-1"})
    assert '<td class="amount">5000</td>' in ceiling
    assert "dument.law.eligibility:ceiling" in ceiling
    text = ask(client, "/la-regle/article", {"nom": "CPCE L125-1"})
    assert "Une procédure simplifiée de recouvrement des petites créances" in text
    assert "non confirmé" in text


def test_unknown_article_is_a_missing_page(client: Client) -> None:
    read(client, 404, "/la-regle/article", {"nom": "CPCE R999-9"})


def test_every_reason_of_refusal_is_told(client: Client) -> None:
    words = ask(client, "/la-regle/procedure", {})
    assert [one.code for one in reasons() if f"<code>{one.code}</code>" not in words] == []
