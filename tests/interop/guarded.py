"""An API behind a real gateway, and callers of it."""

import json
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import jwt

from keyplane import Admin
from proxies import BINARIES, Proxy
from tenant import Application, new_project
from wire import Connection, Message, Recorder

IDENTIFIER = "https://api.example.com/orders"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: own=1\r\n\r\nhello"


def gateway_config(root: Admin, api: str, gateway: str, upstream: str) -> str:
    """What Keyplane writes for a gateway."""
    query = """query ($id: ID!, $gateway: Gateway!, $upstream: String!) {
        node(id: $id) { ... on Api { gatewayConfig(gateway: $gateway, upstream: $upstream) } } }"""
    found = root.ask(query, id=api, gateway=gateway, upstream=upstream)
    return found["node"]["gatewayConfig"]


@dataclass
class Caller:
    """An application with a key, and a grant for the API."""

    application: Application
    key: dict
    grant: str | None

    @property
    def client_id(self) -> str:
        return self.application.client_id

    def own_token(self, lifetime: int = 60, **claims) -> str:
        """A JWT that it signs for the gateway itself."""
        now = int(time.time())
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.client_id,
            "exp": now + lifetime,
        } | claims
        return self.sign(claims)

    def sign(self, claims: dict) -> str:
        kid = {"kid": self.key["kid"]}
        return jwt.encode(claims, self.key["content"], algorithm="ES256", headers=kid)

    def access_token(self, **form) -> str:
        """A token of the project for the API."""
        return self.post("token", "access_token", grant_type="client_credentials", **form)

    def revoke(self, token: str):
        self.post("revoke", None, token=token)

    def post(self, endpoint: str, member: str | None, **form):
        issuer = self.application.project["endpoints"]["issuer"]
        now = int(time.time())
        claims = {"iss": self.client_id, "sub": self.client_id, "aud": issuer, "exp": now + 60}
        form |= {
            "client_assertion": self.sign(claims),
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        }
        body = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(f"{issuer}/oauth/{endpoint}", body) as answer:
            return json.load(answer)[member] if member else None


@dataclass
class Guarded:
    """An API whose upstream writes down what it gets, behind a gateway."""

    root: Admin
    name: str
    files: Path
    changed: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self):
        self.project = new_project(self.root)
        self.api = self.root.mutate(
            "createApi",
            "api { id verifyEndpoint }",
            projectId=self.project["id"],
            name="orders",
            identifier=IDENTIFIER,
            scopes=["read", "write"],
            accepts=["ACCESS_TOKEN", "APPLICATION_JWT"],
        )["api"]
        self.upstream = Recorder(OK)
        gateway = BINARIES[self.name][0]
        config = gateway_config(self.root, self.api["id"], gateway, self.upstream.url)
        for old, new in self.changed:
            assert old in config, f"{old} is not in\n{config}"
            config = config.replace(old, new)
        self.proxy = Proxy(self.name, config, self.files)

    def caller(self, scopes: list[str] | None = ("read",)) -> Caller:
        """A new application; without scopes: without a grant."""
        application = Application.create(self.root, self.project, "PRIVATE_KEY_JWT")
        grant = None
        if scopes is not None:
            grant = self.root.mutate(
                "grantApi",
                "grant { id }",
                applicationId=application.client_id,
                apiId=self.api["id"],
                scopes=list(scopes),
            )["grant"]["id"]
        return Caller(application, application.new_key("ES256"), grant)

    def send(self, token: str | None, target: str = "/orders", headers=(), **rest) -> Message:
        """One request on a connection of its own."""
        with Connection.open(self.proxy.port) as connection:
            return connection.send(target, [*bearer(token), *headers], **rest)

    def passes(self, token: str | None, **rest) -> bool:
        """Whether a request arrives: it is 200 and the upstream's, or the upstream saw nothing."""
        before = len(self.upstream.seen)
        answer = self.send(token, **rest)
        arrived = len(self.upstream.seen) - before
        assert arrived == (answer.status == 200), (answer, self.upstream.seen[before:])
        return arrived == 1

    def last(self) -> Message:
        return self.upstream.seen[-1]

    def stop(self):
        self.proxy.stop()
        self.upstream.stop()


def bearer(token: str | None) -> list[tuple[str, str]]:
    return [("Authorization", f"Bearer {token}")] if token else []
