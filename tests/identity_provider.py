"""A city's identity provider (OpenID Connect) on this machine, which can be told to answer falsely."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT_ID, CLIENT_SECRET = "guiden", "mycket hemligt"
KEY_ID = "nyckel-1"


class Key:
    """An RSA key; making one takes a tenth of a second."""

    def __init__(self) -> None:
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def as_jwk(self, kid: str) -> dict:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return public | {"kid": kid, "use": "sig"}

    def as_pem(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


class IdentityProvider:
    """Tells the truth, unless `claims`, `person`, `discovery` or `sign` of a test say otherwise."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self.issuer = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.asked: list[str] = []
        self.tell_truth()

    def tell_truth(self) -> None:
        self.claims: dict[str, Any] = {}  # None takes one away
        self.person: dict[str, Any] = {"sub": "a-1", "email": "anna@boras.example", "email_verified": True}
        self.discovery: dict[str, Any] = {}
        self.sign: Callable[[dict], str] = self.signed
        self.raw: dict[str, bytes] = {}  # answers by path, as they stand
        self.codes.clear()
        self.asked.clear()

    def signed(self, claims: dict, **header: Any) -> str:
        return jwt.encode(claims, self.key.private, algorithm="RS256", headers={"kid": KEY_ID, **header})

    def code_for(self, location: str) -> tuple[str, str]:
        """What the person does there: logs in, and is sent back with a code and the state."""
        question = dict(parse_qsl(urlsplit(location).query))
        assert question["response_type"] == "code"
        assert question["client_id"] == CLIENT_ID
        assert question["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.codes[code] = question
        return code, question["state"]

    def id_token(self, question: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.person.get("sub"),
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": question.get("nonce"),
            **self.claims,
        }
        return self.sign({name: value for name, value in claims.items() if value is not None})

    # --- Its pages ------------------------------------------------------------------------------

    def answer(self, path: str, form: dict[str, list[str]], bearer: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if path in self.raw:
            return 200, self.raw[path]
        pages = {
            "/.well-known/openid-configuration": self.configuration,
            "/keys": lambda: {"keys": [self.key.as_jwk(KEY_ID)]},
            "/token": lambda: self.token(form),
            "/me": lambda: self.person if bearer in self.tokens else None,
        }
        content = pages[path]()
        return (200, json.dumps(content).encode()) if content else (400, b"{}")

    def configuration(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/me",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.discovery,
        }

    def token(self, form: dict[str, list[str]]) -> dict | None:
        question = self.codes.pop(form["code"][0], None)
        if question is None or form["client_secret"] != [CLIENT_SECRET]:
            return None
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != question["code_challenge"]:
            return None
        token = secrets.token_urlsafe()
        self.tokens.add(token)
        return {"access_token": token, "token_type": "Bearer", "id_token": self.id_token(question)}


@contextmanager
def answering(provider: IdentityProvider) -> Iterator[None]:
    """At an address of this machine, which is its issuer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply(parse_qs(body))

        def reply(self, form: dict[str, list[str]]) -> None:
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, body = provider.answer(urlsplit(self.path).path, form, bearer)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
