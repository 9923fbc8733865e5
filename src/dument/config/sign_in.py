"""How people sign in: Django's and allauth's settings, read with the others by `settings.py`."""

from __future__ import annotations

import os

AUTH_USER_MODEL = "accounts.User"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "dument.web.account.passwords.NotLeaked"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/connexion"
LOGIN_REDIRECT_URL = "/compte"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "dument.web.account.adapter.Adapter"
ACCOUNT_FORMS = {"signup": "dument.web.account.forms.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True  # twice: a code goes astray
ACCOUNT_RATE_LIMITS = {"confirm_email": "3/3m/key"}  # the first code and both others, to one address
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Dûment : "
ACCOUNT_SESSION_REMEMBER = False
# The longest session, in hours since it began, whatever was done in it (NIST SP 800-63B-4, AAL2: 24 at most;
# chosen on 28 November 2026: a long day's work).
DUMENT_SESSION_LONGEST_HOURS = 12
# Marks the browsers that an account knows (web/account/devices.py).
DUMENT_DEVICE_COOKIE_NAME = "__Host-appareil" if os.environ.get("DUMENT_PRODUCTION") == "1" else "appareil"
MFA_SUPPORTED_TYPES, MFA_TOTP_ISSUER = ["totp", "webauthn", "recovery_codes"], "Dûment"
MFA_TOTP_TOLERANCE = 1  # a code typed half a minute late is still good (RFC 6238, 5.2)
_BEHIND = "1" if os.environ.get("DUMENT_PRODUCTION") == "1" else "0"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DUMENT_PROXIES", _BEHIND))
MFA_ADAPTER = "dument.web.account.factors.Factors"
MFA_FORMS = {
    "authenticate": "dument.web.account.codes.AuthenticateForm",
    "reauthenticate": "dument.web.account.codes.ReauthenticateForm",
    "activate_totp": "dument.web.account.codes.ActivateTotpForm",
    "add_webauthn": "dument.web.account.codes.AddPasskeyForm",
    "authenticate_webauthn": "dument.web.account.codes.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "dument.web.account.codes.ReauthenticatePasskeyForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or factor is told by e-mail
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # the way in that no outsider's wrong passwords can shut

# FranceConnect and ProConnect, each off unless its issuer is named.
_NAMED = {
    "franceconnect": (
        os.environ.get("DUMENT_FRANCECONNECT_ISSUER", "").rstrip("/"),
        os.environ.get("DUMENT_FRANCECONNECT_CLIENT_ID", ""),
        os.environ.get("DUMENT_FRANCECONNECT_CLIENT_SECRET", ""),
    ),
    "proconnect": (
        os.environ.get("DUMENT_PROCONNECT_ISSUER", "").rstrip("/"),
        os.environ.get("DUMENT_PROCONNECT_CLIENT_ID", ""),
        os.environ.get("DUMENT_PROCONNECT_CLIENT_SECRET", ""),
    ),
}
SOCIALACCOUNT_PROVIDERS = {
    word: {"APPS": [{"client_id": client, "secret": secret, "settings": {"issuer": issuer}}]}
    for word, (issuer, client, secret) in _NAMED.items()
    if issuer
}
SOCIALACCOUNT_ADAPTER = "dument.web.account.federation.adapter.Links"
# Never by e-mail: an identity opens the account to which its owner linked it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an identity is linked or unlinked
SOCIALACCOUNT_LOGIN_ON_GET = True  # our views take POST only, with its proof of origin
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10


def origins() -> list[str]:
    """Return the origins of the providers named: a form may lead there, to sign in and to leave."""
    return ["/".join(issuer.split("/")[:3]) for issuer, _, _ in _NAMED.values() if issuer]
