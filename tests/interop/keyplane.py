"""A running server, and somebody who calls its Admin API with PyJWT."""

import json
import os
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jwt

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug"
BINARY = TARGET / "keyplane"

# Whether a server is ready, its certificate is another question.
UNVERIFIED = ssl._create_unverified_context()


class Server:
    """The real binary on a port and a data folder of its own, or another program in its place."""

    def __init__(self, data: Path, program: Path = BINARY, *arguments: str, scheme: str = "http"):
        if not program.exists():
            raise FileNotFoundError(f"{program}: build it with cargo build --all-targets")
        self.data = data
        listen = f"127.0.0.1:{free_port()}"
        self.url = f"{scheme}://{listen}"
        self.log = (data / "log").open("w+")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KEYPLANE_")}
        command = [program, "--listen", listen, "--data-dir", data, *arguments]
        self.process = subprocess.Popen(command, env=environment, cwd=data, stderr=self.log)
        self.wait_until_ready()

    def wait_until_ready(self):
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                url = f"{self.url}/readyz"
                return urllib.request.urlopen(url, timeout=5, context=UNVERIFIED).read()
            except OSError:
                # Not there yet, not ready yet, or too slow.
                time.sleep(0.1)
        self.log.seek(0)
        raise RuntimeError(f"the server did not start:\n{self.log.read()}")

    def stop(self):
        self.process.terminate()
        try:
            assert self.process.wait(timeout=30) == 0
        finally:
            self.process.kill()
            self.log.close()

    def key_file(self) -> dict:
        """The key file that the first start wrote."""
        return json.loads((self.data / "admin-key.json").read_text())


@dataclass
class Admin:
    """The holder of an admin key."""

    endpoint: str
    private_key: str
    kid: str
    audience: list[str] | str
    clock: Callable[[], float] = time.time
    # The certificates to trust; None for the system's.
    trust: ssl.SSLContext | None = None

    @classmethod
    def of_key_file(cls, file: dict, clock: Callable[[], float] = time.time) -> "Admin":
        return cls(file["endpoint"], file["key"], file["keyId"], [file["audience"]], clock)

    def token(self) -> str:
        now = int(self.clock())
        claims = {"aud": self.audience, "iat": now, "exp": now + 300}
        return jwt.encode(claims, self.private_key, algorithm="RS256", headers={"kid": self.kid})

    def ask(self, query: str, token: str | None = None, **variables) -> dict:
        """The data of an answer without errors."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {
            "Authorization": f"Bearer {token or self.token()}",
            "Content-Type": "application/json",
        }
        request = urllib.request.Request(self.endpoint, body, headers)
        with urllib.request.urlopen(request, context=self.trust) as answer:
            answer = json.load(answer)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def mutate(self, name: str, fields: str, /, **input) -> dict:
        """One mutation's payload."""
        kind = name[0].upper() + name[1:] + "Input"
        query = f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ {fields} }} }}"
        return self.ask(query, input=input)[name]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
