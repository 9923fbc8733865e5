"""FranceConnect and ProConnect against a real provider of this machine, honest, then attacked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from dument.records.accounts.models import User
from tests import stories
from tests.web import provider as running
from tests.web.conftest import told
from tests.web.provider import CLIENT, Provider

SUB, REFUSED = "personne-verifiee", 401


@pytest.fixture(scope="module")
def federation() -> Iterator[Provider]:
    """The provider, one for all tests of this file."""
    with running.running() as provider:
        yield provider


@pytest.fixture(params=["franceconnect", "proconnect"])
def word(request: pytest.FixtureRequest, federation: Provider, settings: Any) -> str:
    """One of the two, named in the settings, at the honest provider."""
    federation.straighten()
    app = {"client_id": CLIENT, "secret": "secret", "settings": {"issuer": federation.issuer}}
    settings.SOCIALACCOUNT_PROVIDERS = {request.param: {"APPS": [app]}}
    return str(request.param)


@pytest.fixture
def linked(people: stories.People, word: str) -> User:
    """A creditor whose account is linked to that identity."""
    SocialAccount.objects.create(user=people.creditor_user, provider=word, uid=SUB)
    return people.creditor_user


def sent(client: Client, word: str, **posted: str) -> str:
    """Return where the site sends the person: the provider's own page."""
    answer = client.post(f"/connexion/{word}", posted)
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def identified(address: str, sub: str = SUB) -> str:
    """Be identified at the provider's, and return the way back: path and parameters."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def through(client: Client, word: str, **posted: str) -> Any:
    """Go to the provider, be identified, come back."""
    return client.get(identified(sent(client, word, **posted)))


def signed_in(client: Client) -> bool:
    """Tell whether the browser is signed in."""
    return "_auth_user_id" in client.session


def test_a_linked_identity_opens_its_account_and_leaves_both(
    client: Client, linked: User, word: str, federation: Provider
) -> None:
    asked = parse_qs(urlsplit(sent(client, word)).query)
    assert asked["response_type"] == ["code"]
    assert asked["scope"] == ["openid"]
    assert asked["acr_values"] == ["eidas1"]
    assert len(asked["nonce"][0]) >= 32
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver/connexion/{word}/retour"]
    assert through(client, word)["Location"] == "/compte"
    assert client.session["_auth_user_id"] == str(linked.pk)
    left = urlsplit(client.post("/deconnexion")["Location"])
    assert f"{left.scheme}://{left.netloc}" == federation.issuer
    hint = parse_qs(left.query)
    assert hint["id_token_hint"][0].count(".") == 2
    assert hint["post_logout_redirect_uri"][0].endswith("/")
    assert not signed_in(client)
    assert SocialAccount.objects.get().extra_data == {}


def test_an_office_still_shows_its_second_factor(client: Client, people: stories.People, word: str) -> None:
    SocialAccount.objects.create(user=people.officer, provider=word, uid=SUB)
    assert through(client, word)["Location"] == "/connexion/second-facteur"
    assert not signed_in(client)


def test_an_address_opens_nothing(
    client: Client, people: stories.People, word: str, federation: Provider
) -> None:
    """The provider vouches for the very address of an account: still nothing opens, and nothing is made."""
    email = people.creditor_user.email
    requests.put(
        f"{federation.issuer}/users/{SUB}", json={"email": email, "email_verified": True}, timeout=10
    )
    answer = through(client, word)
    assert "liée à aucun compte" in told(answer)
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_linking_asks_again_who_one_is_and_tells_it(
    client: Client, people: stories.People, word: str
) -> None:
    client.post("/connexion", {"login": people.creditor_user.email, "password": stories.PASSWORD})
    asked = through(client, word, process="connect")
    assert asked["Location"] == "/compte/confirmer"
    assert not SocialAccount.objects.exists()
    client.post("/compte/confirmer", {"password": stories.PASSWORD})
    assert SocialAccount.objects.get().user == people.creditor_user
    assert "Votre identité est liée à ce compte" in told(client.get("/compte"))
    assert "identité publique" in str(mail.outbox[-1].body)
    client.post("/compte/identites/retirer", {"provider": word})
    assert not SocialAccount.objects.exists()


def test_an_identity_opens_one_account_only(
    client: Client, linked: User, people: stories.People, word: str
) -> None:
    thief = Client()
    thief.force_login(people.clerk)
    thief.get(identified(sent(thief, word, process="connect")))
    assert SocialAccount.objects.get().user == linked
    assert client.post("/compte/identites/retirer", {"provider": word}).status_code == 302
    thief.post("/compte/identites/retirer", {"provider": word})
    assert SocialAccount.objects.exists()


def later(name: str, value: Any) -> Any:
    """Return what changes one claim, None taking it off."""

    def change(claims: dict[str, Any]) -> dict[str, Any]:
        kept = {one: claims[one] for one in claims if one != name}
        return kept if value is None else kept | {name: value}

    return change


ATTACKS: dict[str, dict[str, Any]] = {
    "another nonce": {"id_token": later("nonce", "un autre")},
    "no nonce": {"id_token": later("nonce", None)},
    "another issuer": {"id_token": later("iss", "https://mal.example")},
    "another client": {"id_token": later("aud", "un-autre-client")},
    "several clients": {"id_token": later("aud", [CLIENT, "un-autre-client"])},
    "given to another": {"id_token": later("azp", "un-autre-client")},
    "expired": {"id_token": later("exp", 1_000_000_000)},
    "without end": {"id_token": later("exp", None)},
    "level too low": {"id_token": later("acr", "eidas0")},
    "id_token signed by a stranger": {"id_key": running.stranger()},
    "userinfo signed by a stranger": {"userinfo_key": running.stranger()},
    "userinfo not signed": {"unsigned": True},
    "no signature at all": {"algorithm": "none"},
    "signed with a shared secret": {"algorithm": "HS256"},
    "userinfo of somebody else": {"userinfo": later("sub", "une-autre-personne")},
    "userinfo of another issuer": {"userinfo": later("iss", "https://mal.example")},
    "userinfo for another client": {"userinfo": later("aud", "un-autre-client")},
    "userinfo for nobody": {"userinfo": later("aud", None)},
}


@pytest.mark.parametrize("word", ["franceconnect"], indirect=True)
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_not_proven_opens_nothing(
    client: Client, linked: User, word: str, federation: Provider, attack: str
) -> None:
    for name, bent in ATTACKS[attack].items():
        setattr(federation.bent, name, bent)
    answer = through(client, word)
    assert answer.status_code == REFUSED, attack
    assert "n'a pas pu être vérifié" in told(answer)
    assert not signed_in(client)


def test_a_way_back_serves_once_and_in_one_browser(client: Client, linked: User, word: str) -> None:
    back = identified(sent(client, word))
    other = Client()
    assert other.get(back).status_code == REFUSED  # a link sent to somebody signs nobody in
    assert client.get(back)["Location"] == "/compte"
    client.post("/deconnexion")
    assert client.get(back).status_code == REFUSED
    assert not signed_in(client)


def test_a_code_seen_elsewhere_is_refused_by_the_provider(client: Client, linked: User, word: str) -> None:
    used = identified(sent(client, word))
    client.get(used)
    code = parse_qs(urlsplit(used).query)["code"][0]
    thief = Client()
    state = parse_qs(urlsplit(sent(thief, word)).query)["state"][0]
    assert thief.get(f"/connexion/{word}/retour?code={code}&state={state}").status_code == REFUSED
    assert not signed_in(thief)


def test_who_gives_up_is_told(client: Client, word: str, people: stories.People) -> None:
    state = parse_qs(urlsplit(sent(client, word)).query)["state"][0]
    back = client.get(f"/connexion/{word}/retour?error=access_denied&state={state}")
    assert back["Location"] == "/connexion/annulee"
    assert "rien n'a été fait" in told(client.get("/connexion/annulee", follow=True))


def test_the_description_must_be_of_the_issuer_named(
    client: Client, linked: User, word: str, federation: Provider, settings: Any
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS[word]["APPS"][0]
    app["settings"]["issuer"] = federation.issuer.replace("127.0.0.1", "localhost")
    answer = client.post(f"/connexion/{word}")
    if answer.status_code == 302:  # the provider describes itself by the host that one asks
        federation.bent.id_token = later("iss", federation.issuer)
        assert client.get(identified(answer["Location"])).status_code == REFUSED
    assert not signed_in(client)


def test_the_button_says_the_provider_s_words(client: Client, word: str, people: stories.People) -> None:
    name = {"franceconnect": "FranceConnect", "proconnect": "ProConnect"}[word]
    assert f"S'identifier avec {name}" in told(client.get("/connexion"))
    assert client.get(f"/connexion/{word}").status_code == 405


def test_an_account_offers_to_link_then_to_unlink(client: Client, word: str, people: stories.People) -> None:
    """What the sign-in page tells to do, "in your account, link your identity", is found there."""
    client.force_login(people.creditor_user)
    page = told(client.get("/compte"))
    assert f'action="/connexion/{word}"' in page
    assert 'name="process" value="connect"' in page
    assert "/compte/identites/retirer" not in page
    SocialAccount.objects.create(user=people.creditor_user, provider=word, uid=SUB)
    page = told(client.get("/compte"))
    assert 'action="/compte/identites/retirer"' in page
    assert f'action="/connexion/{word}"' not in page


def test_nothing_exists_unless_configured(client: Client, db: None) -> None:
    page = told(client.get("/connexion"))
    assert "S'identifier avec" not in page
    for name in ("franceconnect", "proconnect"):
        assert client.post(f"/connexion/{name}").status_code == 404
        assert client.get(f"/connexion/{name}/retour?code=a&state=b").status_code == 404
