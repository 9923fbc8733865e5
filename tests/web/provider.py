"""A real OpenID Connect provider on this machine, which signs its userinfo as FranceConnect and ProConnect do.

`bent` lets a test play an attacker, or a provider gone wrong: what it changes is signed as the honest answer is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import flask
import jwt
import oidc_provider_mock
from cryptography.hazmat.primitives.asymmetric import rsa
from werkzeug.serving import make_server

CLIENT = "dument-essai"
Claims = dict[str, Any]


@dataclass
class Bent:
    """What a test changes: claims of either token, the key that signs, or the whole answer of userinfo."""

    id_token: Callable[[Claims], Claims] = lambda claims: claims
    userinfo: Callable[[Claims], Claims] = lambda claims: claims
    id_key: Any = None
    userinfo_key: Any = None
    unsigned: bool = False
    algorithm: str = "RS256"
    asked: list[str] = field(default_factory=list)


@dataclass
class Provider:
    """The provider that runs: its issuer, and what bends it."""

    issuer: str
    bent: Bent

    def straighten(self) -> None:
        """Make it honest again."""
        self.bent.__dict__.update(Bent().__dict__)


@contextmanager
def running() -> Iterator[Provider]:
    """Run the provider in a thread."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    app, bent = oidc_provider_mock.app(require_nonce=True), Bent()
    app.after_request(lambda answer: _signed(answer, bent))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Provider(issuer=f"http://127.0.0.1:{server.server_port}", bent=bent)
    finally:
        server.shutdown()
        thread.join()
        os.environ.pop("AUTHLIB_INSECURE_TRANSPORT")


def stranger() -> Any:
    """Return a private key that the provider does not know."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _signed(answer: flask.Response, bent: Bent) -> flask.Response:
    """Sign userinfo; add to the id_token what the federations add, then what the test bends."""
    path = flask.request.path
    bent.asked.append(path)
    if answer.status_code != 200:
        return answer
    if path == "/userinfo" and not bent.unsigned:
        claims = answer.get_json() | {"iss": flask.request.host_url.rstrip("/"), "aud": CLIENT}
        answer.data = _jwt(bent.userinfo(claims), bent.userinfo_key, bent.algorithm)
        answer.content_type = "application/jwt"
    if path == "/oauth2/token":
        told = answer.get_json()
        claims = jwt.decode(told["id_token"], options={"verify_signature": False}) | {"acr": "eidas1"}
        answer.data = flask.json.dumps(
            told | {"id_token": _jwt(bent.id_token(claims), bent.id_key, bent.algorithm)}
        )
    return answer


def _jwt(claims: Claims, key: Any, algorithm: str) -> str:
    ours = flask.g.oidc_provider_mock_storage.jwk
    if algorithm == "none":
        return jwt.encode(claims, "", algorithm="none")
    if algorithm == "HS256":  # the attack that takes the public key for a shared secret
        return jwt.encode(
            claims, "n'importe quel secret partagé, assez long", algorithm="HS256", headers={"kid": ours.kid}
        )
    return jwt.encode(claims, key or ours.private_key, algorithm=algorithm, headers={"kid": ours.kid})
