"""A real Hydra on a PostgreSQL of its own, with clients of every kind that machines use."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outage"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from database import Postgres, programs  # noqa: E402
from keyplane import free_port  # noqa: E402

METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
HASHERS = ["pbkdf2", "bcrypt"]


@dataclass
class Caller:
    """What a client of Hydra knows of itself."""

    client_id: str
    method: str
    scope: str
    audience: str
    secret: str = ""
    key: ec.EllipticCurvePrivateKey | None = None


class Hydra:
    """Hydra with JWTs as access tokens. `issuer`: the URL that its clients know."""

    def __init__(self, program: Path, issuer: str, log: Path):
        self.program, self.issuer, self.log = program, issuer, log
        self.public, self.admin = free_port(), free_port()
        self.postgres = Postgres()
        self.process = None
        self.environment = {
            **{name: value for name, value in os.environ.items() if "KEYPLANE" not in name},
            "DSN": f"postgres://keyplane@127.0.0.1:{self.postgres.port}/keyplane?sslmode=disable",
            "SECRETS_SYSTEM": "a secret that only this test has",
            "URLS_SELF_ISSUER": issuer,
            "URLS_LOGIN": f"{issuer}/login",
            "URLS_CONSENT": f"{issuer}/consent",
            "SERVE_PUBLIC_HOST": "127.0.0.1",
            "SERVE_PUBLIC_PORT": str(self.public),
            "SERVE_ADMIN_HOST": "127.0.0.1",
            "SERVE_ADMIN_PORT": str(self.admin),
            "STRATEGIES_ACCESS_TOKEN": "jwt",
            # As RFC 9068 has it, and Keyplane: a claim scope, not scp.
            "STRATEGIES_JWT_SCOPE_CLAIM": "string",
            "OAUTH2_HASHERS_BCRYPT_COST": "10",
            "SQA_OPT_OUT": "true",
            "LOG_LEVEL": "warn",
        }
        self.call("migrate", "sql", "up", "--read-from-env", "--yes")

    def call(self, *words: str) -> str:
        """The output of a command."""
        command = [self.program, *words]
        done = subprocess.run(
            command, env=self.environment, check=False, capture_output=True, text=True, timeout=300
        )
        if done.returncode != 0:
            said = done.stderr[-2000:] + done.stdout[-2000:]
            raise RuntimeError(f"hydra {' '.join(words)}: {said}")
        return done.stdout

    def start(self, hasher: str):
        """Serves; new secrets are hashed by `hasher`."""
        environment = {**self.environment, "OAUTH2_HASHERS_ALGORITHM": hasher}
        log = self.log.open("ab")
        command = [self.program, "serve", "all", "--dev"]
        self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                url = f"http://127.0.0.1:{self.admin}/health/ready"
                return urllib.request.urlopen(url, timeout=5).read()
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"Hydra did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)

    def remove(self):
        if self.process and self.process.poll() is None:
            self.stop()
        self.postgres.remove()

    def register(self, number: int) -> Caller:
        """A new client: each method in turn, each with one of five audiences."""
        method, audience = METHODS[number % 3], f"https://api-{number % 5}.example/v1"
        caller = Caller(f"legacy-{number:03}", method, "read write", audience)
        body = {
            "client_id": caller.client_id,
            "client_name": f"Legacy {number}",
            "grant_types": ["client_credentials"],
            "scope": caller.scope,
            "audience": [audience],
            "token_endpoint_auth_method": method,
            "client_credentials_grant_access_token_lifespan": "20m",
        }
        if method == "private_key_jwt":
            caller.key = ec.generate_private_key(ec.SECP256R1())
            jwk = json.loads(ECAlgorithm.to_jwk(caller.key.public_key()))
            jwk |= {"kid": f"{caller.client_id}-key", "use": "sig", "alg": "ES256"}
            body |= {"jwks": {"keys": [jwk]}, "token_endpoint_auth_signing_alg": "ES256"}
        else:
            # As people chose them: with characters that a form escapes.
            caller.secret = body["client_secret"] = f"s3cret/{number}+{'x' * (number % 20)} %"
        self.post("/admin/clients", body)
        return caller

    def post(self, path: str, body: dict):
        url, data = f"http://127.0.0.1:{self.admin}{path}", json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).read()

    def export(self, folder: Path) -> dict[str, Path]:
        """The files that people take along, by the commands of docs/import.md."""
        endpoint = f"http://127.0.0.1:{self.admin}"
        pages = ["--format", "json", "--page-size", "500"]
        clients = self.call("list", "oauth2-clients", *pages, "--endpoint", endpoint)
        sql = (
            "SELECT json_agg(json_build_object('id', id, 'client_secret', client_secret)) "
            "FROM hydra_client"
        )
        secrets = subprocess.run(
            [programs() / "psql", "-At", "-c", sql, self.environment["DSN"]],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        with urllib.request.urlopen(f"{self.issuer}/.well-known/jwks.json") as answer:
            jwks = answer.read().decode()
        files = {"clients": clients, "secrets": secrets, "jwks": jwks}
        paths = {name: folder / f"{name}.json" for name in files}
        for name, text in files.items():
            paths[name].write_text(text)
        return paths
