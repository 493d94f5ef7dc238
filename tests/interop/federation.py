"""Platforms that sign recorded claims, and what a project has for them."""

import json
import ssl
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jwt
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from certificates import Authority, key_of
from keyplane import ROOT, Admin
from preset_pages import QUERY, fill

CLAIMS = ROOT / "tests" / "federation" / "claims"
KINDS = {"RS256": "RSA", "ES256": "P-256", "ES384": "P-384"}


@cache
def signing_key(algorithm: str):
    return key_of(KINDS[algorithm])


def public_jwk(algorithm: str, kid: str, use: str = "sig") -> dict:
    make = RSAAlgorithm if algorithm.startswith("RS") else ECAlgorithm
    jwk = make.to_jwk(signing_key(algorithm).public_key(), as_dict=True)
    jwk.pop("key_ops", None)
    return jwk | {"kid": kid, "use": use} | ({} if use == "jwt-svid" else {"alg": algorithm})


@dataclass
class Recording:
    """The claims of a platform's token as its documentation shows them."""

    name: str
    preset: str
    issuer: str
    source: list[str]
    algorithm: str
    header: dict
    parameters: dict
    claims: dict
    near: list[dict]

    @classmethod
    def read(cls, name: str) -> "Recording":
        return cls(name=name, **json.loads((CLAIMS / f"{name}.json").read_text()))

    @property
    def is_spiffe(self) -> bool:
        return self.preset == "spiffe"

    @property
    def subject(self) -> str:
        return self.claims["sub"]

    def token(self, audience: str, changed: dict | None = None, key=None) -> str:
        """A token with these claims, issued now. A claim that is changed to None is left out."""
        shift = int(time.time()) - self.claims["iat"]
        claims = self.claims | (changed or {})
        claims = {name: value for name, value in claims.items() if value is not None}
        claims |= {
            name: self.claims[name] + shift for name in ("iat", "nbf", "exp") if name in claims
        }
        claims["aud"] = [audience] if isinstance(self.claims["aud"], list) else audience
        if "jti" in claims:
            claims["jti"] = f"{claims['jti']}-{time.monotonic_ns()}"
        header = {"typ": None} | self.header
        key = key or signing_key(self.algorithm)
        return jwt.encode(claims, key, algorithm=self.algorithm, headers=header)

    def key_set(self) -> dict:
        use = "jwt-svid" if self.is_spiffe else "sig"
        return {"keys": [public_jwk(self.algorithm, self.header["kid"], use)]}


RECORDINGS = {path.stem: Recording.read(path.stem) for path in sorted(CLAIMS.glob("*.json"))}


class Platforms:
    """An HTTPS server with the discovery document and the keys of every recorded platform."""

    def __init__(self, folder: Path, authority: Authority):
        self.authority = authority
        self.asked: list[str] = []
        platforms = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                platforms.asked.append(self.path)
                _, name, document = self.path.split("/", 2)
                body = json.dumps(platforms.document(name, document)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        chain, key = authority.issue(["127.0.0.1"])
        (folder / "platforms.pem").write_bytes(chain + key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "platforms.pem")
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def document(self, name: str, document: str) -> dict:
        recording = RECORDINGS[name]
        if document == "keys":
            return recording.key_set()
        return {"issuer": recording.claims["iss"], "jwks_uri": f"{self.url}/{name}/keys"}

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


@dataclass
class Tenant:
    """A project with an API, and what it trusts."""

    root: Admin
    project: dict
    presets: dict[str, dict]
    api: str = "https://orders.example"
    scope: str = "orders.read"
    issuers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def create(cls, root: Admin, project: dict) -> "Tenant":
        presets = root.ask(QUERY)["trustedIssuerPresets"]
        made = cls(root, project, {preset["name"]: preset for preset in presets})
        made.api_id = root.mutate(
            "createApi",
            "api { id }",
            projectId=project["id"],
            name="orders",
            identifier=made.api,
            scopes=[made.scope],
        )["api"]["id"]
        return made

    @property
    def url(self) -> str:
        return self.project["endpoints"]["issuer"]

    def audience(self, recording: Recording) -> str:
        """The audience that a token must have; where the platform allows, the project's issuer."""
        own = self.presets[recording.preset]["audience"]
        return recording.claims["aud"] if own else self.url

    def trust(self, recording: Recording, platforms: Platforms) -> str:
        """A trusted issuer from the preset. The keys are those of the local platform."""
        preset = self.presets[recording.preset]
        form = next(one for one in preset["issuers"] if one["title"] == recording.issuer)
        own = f"{platforms.url}/{recording.name}"
        keys = {
            "DISCOVERY": {"discoveryUrl": f"{own}/.well-known/openid-configuration"},
            "JWKS_URL": {"jwksUri": f"{own}/keys"},
            "JWKS": {"jwks": recording.key_set()},
        }[form["keySource"]]
        fetched = form["keySource"] != "JWKS"
        if form["trustDomain"]:
            identifier = {"trustDomain": fill(form["trustDomain"], recording.parameters)}
        else:
            identifier = {"issuer": fill(form["issuer"], recording.parameters)}
            assert identifier["issuer"] == recording.claims["iss"]

        made = self.root.mutate(
            "createTrustedIssuer",
            "trustedIssuer { id }",
            projectId=self.project["id"],
            name=recording.name,
            preset=preset["name"],
            keySource=form["keySource"],
            algorithms=preset["algorithms"],
            audience=self.audience(recording) if preset["audience"] else None,
            maxAgeSeconds=preset["maxAgeSeconds"],
            caCertificate=platforms.authority.file.read_text() if fetched else None,
            **identifier,
            **keys,
        )
        return made["trustedIssuer"]["id"]

    def application(self, name: str) -> str:
        made = self.root.mutate(
            "createApplication",
            "application { id clientId }",
            projectId=self.project["id"],
            name=name,
            type="SERVICE",
            authMethod="FEDERATED_JWT",
            federatedGrants=["JWT_BEARER", "TOKEN_EXCHANGE"],
        )["application"]
        self.root.mutate(
            "grantApi",
            "grant { id }",
            applicationId=made["id"],
            apiId=self.api_id,
            scopes=[self.scope],
        )
        return made["clientId"]

    def rules(self, recording: Recording, optional: bool = True) -> list[dict]:
        """The rules that the preset proposes, with the values of the recording."""
        return [
            {
                "claim": rule["claim"],
                "match": rule["match"],
                "values": [fill(value, recording.parameters) for value in rule["values"]],
            }
            for rule in self.presets[recording.preset]["rules"]
            if optional or not rule["optional"]
        ]

    def tie(self, recording: Recording, issuer: str, application: str):
        self.root.mutate(
            "createFederatedIdentity",
            "federatedIdentity { id }",
            applicationId=application,
            trustedIssuerId=issuer,
            name=recording.name,
            rules=self.rules(recording),
        )


def inspect(owner: Admin, tenant: Tenant, token: str) -> dict:
    query = """query ($input: InspectTokenInput!) { inspectToken(input: $input) {
      verdict claims checks { name status expected found detail } } }"""
    asked = {"token": token, "projectId": tenant.project["id"]}
    return owner.ask(query, input=asked)["inspectToken"]
