"""Accounts made by hand are ready to sign in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from dument.actions import sign_in
from tests import stories

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # allow-secret: the example of the standard


def test_an_address_is_held_for_verified_once(db: None) -> None:
    user = stories.user("a@etude.example", "Alix Aubépine")
    sign_in.confirm_address(user=user)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("a@etude.example", True, True)


def test_the_second_factor_is_that_secret_and_replaces_any_other(db: None) -> None:
    user = stories.user("b@etude.example", "Dominique Roy", second_factor=True)
    sign_in.set_second_factor(user=user, secret=SECRET)
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert kinds == ["recovery_codes", "totp"]
    totp = TOTP(Authenticator.objects.get(user=user, type="totp"))
    _former, counter, _next = yield_hotp_counters_from_time()
    assert totp.validate_code(format_hotp_value(hotp_value(SECRET, counter)))
    assert not totp.validate_code("abcdef")


def test_a_half_minute_is_spent_once_and_none_is_without_an_application(db: None) -> None:
    with_one = stories.user("c@etude.example", "Claude Petit", second_factor=True)
    with sign_in.factors_held(user=with_one) as factors:
        assert factors.last_counter == -1
        factors.spend(7)
    with sign_in.factors_held(user=with_one) as factors:
        assert factors.last_counter == 7
    without = stories.user("d@etude.example", "Noé Neuf")
    with sign_in.factors_held(user=without) as factors:
        factors.spend(7)
        assert (factors.encrypted_secret, factors.last_counter) == ("", -1)


def test_sessions_end_one_or_all_but_this_one(db: None) -> None:
    user = stories.user("e@etude.example", "Noé Neuf")
    for key in ("ici", "ailleurs", "encore"):
        Session.objects.create(session_key=key, session_data="", expire_date=stories.instant("2036-10-13"))
        UserSession.objects.create(session_key=key, user=user, ip="203.0.113.9", user_agent="")
    chosen = UserSession.objects.get(session_key="ailleurs").pk
    assert sign_in.end_sessions(user_id=user.pk, here="ici", only=chosen) == 1
    assert sign_in.end_sessions(user_id=user.pk, here="ici", only=chosen) == 0
    assert sign_in.end_sessions(user_id=user.pk, here="ici") == 1
    assert [row.session_key for row in UserSession.objects.all()] == ["ici"]
    assert Session.objects.count() == 1


def test_every_session_ends_those_of_letters_too(db: None) -> None:
    user = stories.user("f@etude.example", "Noé Neuf")
    for key in ("compte", "lettre"):
        Session.objects.create(session_key=key, session_data="", expire_date=stories.instant("2036-10-13"))
    UserSession.objects.create(session_key="compte", user=user, ip="203.0.113.9", user_agent="")
    assert sign_in.end_all_sessions() == 2
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
