"""A project on the measured servers, and the twelve kinds of requests."""

import base64
import itertools
import json
import sys
import time
import urllib.parse
from pathlib import Path

import jwt

from net import Client

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from keyplane import Admin  # noqa: E402

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
API = "https://orders.example.com"
#: Tokens that no replica has seen.
UNSEEN = 600


def basic(client: str, secret: str) -> dict:
    text = base64.b64encode(f"{client}:{secret}".encode()).decode()
    return FORM | {"Authorization": f"Basic {text}"}


class Tenant:
    """A project with applications of each kind."""

    def __init__(self, key_file: dict, port: int):
        self.root = Admin.of_key_file(key_file | {"endpoint": f"http://127.0.0.1:{port}/graphql"})
        made = self.root.mutate("createProject", "project { id }", slug="acme", name="Acme")
        self.project, self.client = made["project"]["id"], Client(port)
        self.issuer = key_file["audience"] + "/p/acme"

        made = self.root.mutate(
            "createApi",
            "api { id }",
            projectId=self.project,
            name="orders",
            identifier=API,
            scopes=["read"],
            accepts=["ACCESS_TOKEN"],
        )
        self.api = made["api"]["id"]
        self.basic, self.secret = self.application("CLIENT_SECRET_BASIC")
        self.opaque, self.opaque_secret = self.application(
            "CLIENT_SECRET_BASIC", accessTokenFormat="OPAQUE"
        )
        self.signer, _ = self.application("PRIVATE_KEY_JWT")
        self.server, self.server_secret = self.application(
            "CLIENT_SECRET_BASIC", type="RESOURCE_SERVER"
        )
        made = self.root.mutate(
            "generateApplicationKey",
            "key { kid } privateKey { content }",
            applicationId=self.signer,
            name="key",
            algorithm="ES256",
            format="PEM_PKCS8",
        )
        self.kid, self.pem = made["key"]["kid"], made["privateKey"]["content"]
        self.root.mutate(
            "grantApi", "grant { id }", applicationId=self.basic, apiId=self.api, scopes=["read"]
        )

        self.jwt, self.opaque_token = self.token(), self.token(self.opaque, self.opaque_secret)
        self.unseen = itertools.cycle([self.token(resource=API) for _ in range(UNSEEN)])
        self.seen = self.token(resource=API)
        self.revoked = itertools.cycle([self.token() for _ in range(UNSEEN)])

    def application(self, method: str, **settings) -> tuple[str, str | None]:
        made = self.root.mutate(
            "createApplication",
            "application { clientId } clientSecret",
            projectId=self.project,
            authMethod=method,
            **{"name": method, "type": "SERVICE"} | settings,
        )
        return made["application"]["clientId"], made["clientSecret"]

    def token(self, client: str | None = None, secret: str | None = None, **more) -> str:
        form = urllib.parse.urlencode({"grant_type": "client_credentials"} | more)
        headers = basic(client or self.basic, secret or self.secret)
        status, body, _ = self.client.send("POST", "/p/acme/oauth/token", form, headers)
        assert status == 200, body
        return json.loads(body)["access_token"]

    def assertion(self) -> str:
        now = time.time()
        claims = {"iss": self.signer, "sub": self.signer, "aud": self.issuer}
        claims |= {"exp": int(now) + 300, "jti": f"{time.perf_counter_ns()}"}
        return jwt.encode(claims, self.pem, algorithm="ES256", headers={"kid": self.kid})

    def kinds(self) -> dict:
        """Each kind: a function that gives method, path, body and headers of the next request."""
        quote = urllib.parse.urlencode
        verify = "/p/acme/apis/orders/verify"
        about = basic(self.server, self.server_secret)
        grant = quote({"grant_type": "client_credentials"})
        token, introspect = "/p/acme/oauth/token", "/p/acme/oauth/introspect"

        def bearer(text):
            return {"Authorization": f"Bearer {text}"}

        def signed():
            kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            form = {"grant_type": "client_credentials", "client_assertion_type": kind}
            return "POST", token, quote(form | {"client_assertion": self.assertion()}), FORM

        def graphql(query, **variables):
            body = json.dumps({"query": query, "variables": variables})
            return "POST", "/graphql", body, JSON | bearer(self.root.token())

        rename = "mutation ($i: UpdateApplicationInput!)"
        rename += " { updateApplication(input: $i) { application { id } } }"
        settings = {"applicationId": self.server, "description": "measured"}
        return {
            "JWKS": lambda: ("GET", "/p/acme/.well-known/jwks.json", None, {}),
            "discovery": lambda: ("GET", "/p/acme/.well-known/openid-configuration", None, {}),
            "check, seen": lambda: ("GET", verify, None, bearer(self.seen)),
            "check, unseen": lambda: ("GET", verify, None, bearer(next(self.unseen))),
            "introspect JWT": lambda: ("POST", introspect, quote({"token": self.jwt}), about),
            "introspect opaque": lambda: (
                "POST",
                introspect,
                quote({"token": self.opaque_token}),
                basic(self.opaque, self.opaque_secret),
            ),
            "token, secret": lambda: ("POST", token, grant, basic(self.basic, self.secret)),
            "token, jti": signed,
            "revoke": lambda: (
                "POST",
                "/p/acme/oauth/revoke",
                quote({"token": next(self.revoked)}),
                basic(self.basic, self.secret),
            ),
            "GraphQL query": lambda: graphql("{ projects(first: 5) { nodes { slug } } }"),
            "mutation": lambda: graphql(rename, i=settings),
            "readyz": lambda: ("GET", "/readyz", None, {}),
            # Needs no database: what it takes is the noise of the machine.
            "(healthz)": lambda: ("GET", "/healthz", None, {}),
        }
