"""What a project's own people have: discovery, applications with keys or secrets, tokens."""

import itertools
import json
import urllib.parse
import urllib.request
from dataclasses import dataclass

from keyplane import Admin

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EDDSA"]

slugs = itertools.count(1)


def new_project(root: Admin, **settings) -> dict:
    """A project of its own."""
    slug = f"interop-{next(slugs)}"
    fields = "project { id slug endpoints { issuer openidConfiguration jwks } }"
    return root.mutate("createProject", fields, slug=slug, name="Interop", **settings)["project"]


def jose_name(algorithm: str) -> str:
    """The `alg` of a member of KeyAlgorithm."""
    return {"EDDSA": "EdDSA"}.get(algorithm, algorithm)


def discovered(project: dict) -> dict:
    """The discovery document, found as a client finds it: from the issuer alone."""
    url = f"{project['endpoints']['issuer']}/.well-known/openid-configuration"
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


@dataclass
class Application:
    """An application, with its secret where it has one."""

    root: Admin
    project: dict
    client_id: str
    secret: str | None

    @classmethod
    def create(cls, root: Admin, project: dict, auth_method: str, **settings) -> "Application":
        made = root.mutate(
            "createApplication",
            "application { clientId } clientSecret",
            projectId=project["id"],
            authMethod=auth_method,
            **{"name": auth_method, "type": "SERVICE"} | settings,
        )
        return cls(root, project, made["application"]["clientId"], made["clientSecret"])

    def update(self, **settings):
        fields = "application { id }"
        self.root.mutate("updateApplication", fields, applicationId=self.client_id, **settings)

    def new_key(self, algorithm: str = "RS256", form: str = "PEM_PKCS8") -> dict:
        """A key of its own: `kid`, and the private half as `content`."""
        made = self.root.mutate(
            "generateApplicationKey",
            "key { kid } privateKey { content }",
            applicationId=self.client_id,
            name=algorithm,
            algorithm=algorithm,
            format=form,
        )
        return made["key"] | made["privateKey"]

    def access_token(self) -> str:
        """An access token, for an application of CLIENT_SECRET_POST."""
        fields = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.secret,
        }
        body = urllib.parse.urlencode(fields).encode()
        url = f"{self.project['endpoints']['issuer']}/oauth/token"
        with urllib.request.urlopen(url, body) as answer:
            return json.load(answer)["access_token"]


def holder_key(
    root: Admin, project: dict, algorithm: str = "RS256", form: str = "PEM_PKCS8"
) -> dict:
    """A signing key whose private half somebody holds."""
    return root.mutate(
        "generateSigningKey",
        "key { kid certificatePem publicKeyPem } privateKey { content }",
        projectId=project["id"],
        name=algorithm,
        algorithm=algorithm,
        custody="HOLDER",
        format=form,
    )
