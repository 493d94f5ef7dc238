"""The tests in node/, of Node's libraries, with what they need on the server."""

import json
import os
import subprocess
import time
import uuid

import jwt
import pytest

from keyplane import ROOT
from tenant import ALGORITHMS, Application, holder_key, jose_name, new_project

NODE = ROOT / "tests" / "interop" / "node"
FILES = sorted(file.name for file in NODE.glob("*.test.js"))


@pytest.mark.parametrize("file", FILES)
def test_every_node_test_passes(file, fixtures):
    environment = os.environ | {"INTEROP_FIXTURES": json.dumps(fixtures)}
    command = ["node", "--test", "--test-reporter=spec", file]
    run = subprocess.run(
        command, cwd=NODE, env=environment, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "ℹ skipped 0" in run.stdout and "ℹ pass 0" not in run.stdout, run.stdout


@pytest.fixture(scope="module")
def fixtures(root) -> dict:
    """What node/fixtures.js describes."""
    issued = {jose_name(algorithm): issue(root, algorithm) for algorithm in ALGORITHMS}
    project = issued["RS256"].pop("project")
    clients = {}
    for algorithm in ALGORITHMS:
        application = Application.create(root, project, "PRIVATE_KEY_JWT")
        clients[jose_name(algorithm)] = with_key(application, algorithm)
    server = Application.create(root, project, "PRIVATE_KEY_JWT", type="RESOURCE_SERVER")
    issuer = project["endpoints"]["issuer"]
    return {
        "issuer": issuer,
        "admin": {"endpoint": root.endpoint, "token": root.token()},
        "clients": clients,
        "resourceServer": with_key(server, "RS256"),
        "grantAssertion": grant_assertion(clients["RS256"], issuer),
        "tokens": {name: without(token, "project") for name, token in issued.items()},
        "refused": refused(root, project, issued["RS256"]["token"]),
    }


def without(fields: dict, name: str) -> dict:
    return {key: value for key, value in fields.items() if key != name}


def issue(root, algorithm: str) -> dict:
    """An access token of a project that signs with the algorithm."""
    project = new_project(root, keyPolicy={"signingAlgorithm": algorithm})
    application = Application.create(root, project, "CLIENT_SECRET_POST")
    return {
        "project": project,
        "issuer": project["endpoints"]["issuer"],
        "clientId": application.client_id,
        "token": application.access_token(),
    }


def with_key(application: Application, algorithm: str) -> dict:
    """An application's key, once as a PEM; its JWK is read from that."""
    key = application.new_key(algorithm)
    name = jose_name(algorithm)
    private = jwt.get_algorithm_by_name(name).prepare_key(key["content"])
    jwk = jwt.get_algorithm_by_name(name).to_jwk(private, as_dict=True)
    return {
        "clientId": application.client_id,
        "kid": key["kid"],
        "pem": key["content"],
        "jwk": jwk,
    }


def grant_assertion(client: dict, issuer: str) -> str:
    claims = {
        "iss": client["clientId"],
        "sub": client["clientId"],
        "aud": issuer,
        "exp": int(time.time()) + 300,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, client["pem"], "RS256", headers={"kid": client["kid"]})


def refused(root, project: dict, good: str) -> dict:
    """Tokens that a verifier of the project refuses, each for one reason."""
    issuer = project["endpoints"]["issuer"]
    made = holder_key(root, project)

    def sign(typ: str = "at+jwt", **changes) -> str:
        header = {"kid": made["key"]["kid"], "typ": typ}
        claims = jwt.decode(good, options={"verify_signature": False}) | changes
        return jwt.encode(claims, made["privateKey"]["content"], "RS256", headers=header)

    head, body, signature = good.split(".")
    changed = signature[:8] + ("A" if signature[8] != "A" else "B") + signature[9:]
    return {
        "ofAnotherProject": issue(root, "RS256")["token"],
        "changed": f"{head}.{body}.{changed}",
        "expired": sign(exp=int(time.time()) - 3600),
        "forAnother": sign(aud=f"{issuer}/other"),
        "notAnAccessToken": sign(typ="JWT"),
    }
