"""A clock that runs faster, the server that goes by it, and verifiers whose caches do too.

A signing key is published at least fifteen minutes before it signs, which no test can wait for.
"""

import json
import re
import subprocess
import threading
import time
import urllib.request
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jwt
import requests

from keyplane import ROOT, TARGET, Admin, Server

# After a fetch PyJWKClient and jose do not ask again for an unknown kid for so many seconds, by
# default.
COOLDOWN_SECONDS = 30


@dataclass
class Clock:
    """Since `epoch` (milliseconds) it runs `speed` times as fast as the real one."""

    epoch: int
    speed: int

    def now(self) -> float:
        """Seconds since 1970."""
        epoch = self.epoch / 1000
        return epoch + (time.time() - epoch) * self.speed

    def real(self, seconds: float) -> float:
        """How many real seconds so many take."""
        return seconds / self.speed


class FastServer(Server):
    """The server with a faster clock in place of the real one."""

    def __init__(self, data: Path, speed: int):
        self.clock = Clock(int(time.time() * 1000), speed)
        arguments = ["--epoch", str(self.clock.epoch), "--speed", str(speed)]
        super().__init__(data, TARGET / "examples" / "fast_clock", *arguments)

    def root(self) -> Admin:
        return Admin.of_key_file(self.key_file(), self.clock.now)


class SharedCache(ThreadingHTTPServer):
    """What stands between a JWKS and its verifiers in the world: a cache that keeps the document
    as long as its max-age says, whoever asks for a newer one."""

    daemon_threads = True

    def __init__(self, url: str, clock: Clock):
        super().__init__(("127.0.0.1", 0), Answer)
        self.clock = clock
        self.source = url
        self.url = f"http://127.0.0.1:{self.server_port}/"
        self.lock = threading.Lock()
        self.body, self.fresh_until = b"", 0.0
        # How often verifiers asked here, and how often that was passed on.
        self.asked = self.passed_on = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def document(self) -> bytes:
        with self.lock:
            self.asked += 1
            if self.clock.now() >= self.fresh_until:
                with urllib.request.urlopen(self.source, timeout=10) as answer:
                    self.body = answer.read()
                    control = answer.headers["Cache-Control"]
                max_age = int(re.fullmatch(r"public, max-age=(\d+)", control)[1])
                self.fresh_until = self.clock.now() + max_age
                self.passed_on += 1
            return self.body

    def stop(self):
        self.shutdown()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.document()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Verifiers:
    """Three libraries that keep the JWKS for `max_age` seconds; each verifies a token or tells
    why it does not."""

    def __init__(self, issuer: str, jwks: str, clock: Clock, max_age: int):
        self.issuer, self.clock = issuer, clock
        self.by_name = {
            "PyJWT": self.by_pyjwt,
            "jose": lambda token: self.by_node("jose", token),
            "jwks-rsa": lambda token: self.by_node("jwks-rsa", token),
        }
        self.client = jwt.PyJWKClient(
            jwks, lifespan=clock.real(max_age), cooldown_duration=clock.real(COOLDOWN_SECONDS)
        )
        settings = {
            "issuer": issuer,
            "jwksUri": jwks,
            "maxAgeSeconds": max_age,
            "cooldownSeconds": COOLDOWN_SECONDS,
            "epoch": clock.epoch,
            "speed": clock.speed,
        }
        self.node = subprocess.Popen(
            ["node", "resource_server.js", json.dumps(settings)],
            cwd=ROOT / "tests" / "interop" / "node",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        port = self.node.stdout.readline().strip()
        assert port, "node/resource_server.js did not start"
        self.node_url = f"http://127.0.0.1:{port}"
        self.session = requests.Session()

    def by_pyjwt(self, token: str) -> str | None:
        # PyJWT asks the real clock alone, so that the dates are left to the other two.
        options = {"verify_exp": False, "verify_iat": False}
        try:
            key = self.client.get_signing_key_from_jwt(token)
            jwt.decode(token, key, ["RS256"], options, audience=self.issuer, issuer=self.issuer)
        except jwt.PyJWTError as error:
            return str(error)

    def by_node(self, path: str, token: str) -> str | None:
        headers = {"Authorization": f"Bearer {token}"}
        answer = self.session.get(f"{self.node_url}/{path}", headers=headers, timeout=10)
        return None if answer.status_code == 204 else answer.text

    def refusals(self, token: str) -> dict[str, str]:
        """Who refuses the token, and why."""
        told = {name: verify(token) for name, verify in self.by_name.items()}
        return {name: reason for name, reason in told.items() if reason}

    def stop(self):
        self.session.close()
        self.node.communicate(timeout=10)
        assert self.node.returncode == 0
