"""A project at Keyplane whose applications are workloads of other platforms."""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from keyplane import Admin, Server  # noqa: E402

API = "https://artifacts.example.com"
SPIFFE = "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe"
BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
JWT = "urn:ietf:params:oauth:token-type:jwt"


class Answer:
    """A status and the JSON of an answer of the token endpoint."""

    def __init__(self, status: int, body: dict, retry_after: str | None):
        self.status, self.body, self.retry_after = status, body, retry_after

    def __str__(self):
        if self.status == 200:
            return f"200, {self.body['token_type']}, {self.body['expires_in']} s"
        return f"{self.status} {self.body['error']}: {self.body.get('error_description')}"


class Project:
    """A project with an API, and applications without a secret or a key."""

    def __init__(self, server: Server):
        self.root = Admin.of_key_file(server.key_file())
        fields = "project { id endpoints { issuer } }"
        made = self.root.mutate("createProject", fields, slug="acme", name="Acme")["project"]
        self.id, self.issuer = made["id"], made["endpoints"]["issuer"]
        self.api = self.root.mutate(
            "createApi",
            "api { id }",
            projectId=self.id,
            name="artifacts",
            identifier=API,
            scopes=["read", "write"],
        )["api"]["id"]

    def application(self, name: str) -> str:
        """An application that only tokens of trusted issuers authenticate; its client ID."""
        made = self.root.mutate(
            "createApplication",
            "application { clientId }",
            projectId=self.id,
            name=name,
            type="SERVICE",
            authMethod="FEDERATED_JWT",
            federatedGrants=["JWT_BEARER", "TOKEN_EXCHANGE"],
        )
        client = made["application"]["clientId"]
        grant = {"applicationId": client, "apiId": self.api, "scopes": ["read"]}
        self.root.mutate("grantApi", "grant { id }", **grant)
        return client

    def trust(self, name: str, **settings) -> str:
        fields = "trustedIssuer { id }"
        made = self.root.mutate(
            "createTrustedIssuer", fields, projectId=self.id, name=name, **settings
        )
        return made["trustedIssuer"]["id"]

    def tie(self, client: str, issuer: str, name: str, *rules: tuple[str, str, list[str]]) -> str:
        """A federated identity with these rules."""
        rules = [dict(zip(("claim", "match", "values"), rule, strict=True)) for rule in rules]
        made = self.root.mutate(
            "createFederatedIdentity",
            "federatedIdentity { id }",
            applicationId=client,
            trustedIssuerId=issuer,
            name=name,
            rules=rules,
        )
        return made["federatedIdentity"]["id"]

    def state(self, issuer: str) -> dict:
        """What operators see of an issuer's keys."""
        query = "query ($id: ID!) { node(id: $id) { ... on TrustedIssuer { FIELDS } } }"
        query = query.replace("FIELDS", "fetchedAt lastError keyIds")
        return self.root.ask(query, id=issuer)["node"]

    def ask(self, **form) -> Answer:
        """A call of the token endpoint for the API."""
        body = urllib.parse.urlencode({"resource": API} | form).encode()
        try:
            answer = urllib.request.urlopen(f"{self.issuer}/oauth/token", body)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Answer(answer.status, json.load(answer), answer.headers["Retry-After"])

    def as_assertion(self, token: str, kind: str = BEARER, **form) -> Answer:
        form = {"grant_type": "client_credentials", "client_assertion": token} | form
        return self.ask(client_assertion_type=kind, **form)

    def as_bearer(self, token: str, **form) -> Answer:
        return self.ask(grant_type=JWT_BEARER, assertion=token, **form)

    def as_subject(self, token: str, **form) -> Answer:
        return self.ask(grant_type=EXCHANGE, subject_token=token, subject_token_type=JWT, **form)
