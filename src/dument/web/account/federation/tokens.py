"""What an OpenID Connect provider says of who signed in: believed only as signed, for us, and for this very request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# What both providers sign with. A token never chooses its own algorithm: neither "none", nor a shared secret.
ALGORITHMS = ("RS256", "ES256")
ACCEPTED = ("eidas1", "eidas2", "eidas3")


def identity(
    token: str, *, keys: Mapping[str, Any], issuer: str, client_id: str, nonce: str, asked: str
) -> dict[str, Any]:
    """Return the claims of an id_token.

    Raises OAuth2Error unless it is signed by one of the provider's `keys` (JWKS), of that issuer, for that client
    alone, not expired, made for the request that bore `nonce`, and of a level of assurance when one was `asked`
    (OpenID Connect Core 3.1.3.7).
    """
    claims = _read(token, keys, issuer=issuer, client_id=client_id, required=("exp", "iat", "nonce"))
    if claims["nonce"] != nonce:
        raise OAuth2Error("id_token made for another request")
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("id_token given to another client")
    if asked and claims.get("acr") not in ACCEPTED[ACCEPTED.index(asked) :]:
        raise OAuth2Error("level of assurance too low")
    return claims


def person(
    token: str, *, keys: Mapping[str, Any], issuer: str, client_id: str, subject: str
) -> dict[str, Any]:
    """Return the claims of a signed userinfo, which must be about the same `subject` as the id_token (Core 5.3.2)."""
    claims = _read(token, keys, issuer=issuer, client_id=client_id, required=())
    if claims["sub"] != subject:
        raise OAuth2Error("userinfo about somebody else")
    return claims


def _read(
    token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, required: tuple[str, ...]
) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(token, keys),
            algorithms=list(ALGORITHMS),
            issuer=issuer,
            audience=client_id,
            leeway=30,
            options={
                "require": ["iss", "aud", "sub", *required],
                "strict_aud": isinstance(_audience(token), str),
            },
        )
    except jwt.PyJWTError as why:
        raise OAuth2Error(f"token refused: {type(why).__name__}") from why
    if _audience(token) not in (client_id, [client_id]):
        raise OAuth2Error("token given to several clients")
    return claims


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """Return the provider's key that the token names; its only one when the token names none."""
    known = jwt.PyJWKSet.from_dict(dict(keys)).keys
    named = jwt.get_unverified_header(token).get("kid")
    found = [key for key in known if key.key_id == named] if named else known
    if len(found) != 1:
        raise jwt.InvalidKeyError("unknown key")
    return found[0]


def _audience(token: str) -> Any:
    return jwt.decode(token, options={"verify_signature": False}).get("aud")
