"""The programs of examples/: how each is started, and who tries to fool them."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from jwt.algorithms import RSAAlgorithm

from keyplane import ROOT, TARGET, free_port

EXAMPLES = ROOT / "examples"
GO_BINARIES = TARGET.parent / "examples" / "go"
LANGUAGES = ["python", "node", "go", "rust", "bash"]
# Bash checks one token and is no service; in Java there is the service alone.
SERVERS = [*(language for language in LANGUAGES if language != "bash"), "java"]
# A service starts six times: what makes it start sooner is worth more here than what makes it fast.
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"]


def compile_all():
    """Builds what needs a compiler."""
    execute("rust", ["cargo", "build", "--quiet", "--locked", "--target-dir", TARGET.parent])
    execute("go", ["go", "build", "-o", f"{GO_BINARIES}/", "./..."])
    execute("go", ["go", "vet", "./..."])
    execute("java", ["mvn", "--batch-mode", "--quiet", "package"])


def command(language: str, program: str) -> list:
    """What starts a program, each with the spelling of its language."""
    return {
        "python": [".venv/bin/python", f"{program.replace('-', '_')}.py"],
        "node": ["node", f"{program}.js"],
        "go": [GO_BINARIES / program],
        "rust": [TARGET / program],
        "bash": [f"./{program}.sh"],
        "java": [*JAVA, "-jar", f"target/{program}.jar"],
    }[language]


def attempt(language: str, words: list, **more) -> subprocess.CompletedProcess:
    """Runs something in the language's folder."""
    words = [str(word) for word in words]
    folder = EXAMPLES / language
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=590, **more)


def execute(language: str, words: list, **more) -> str:
    """What it prints, where it went well."""
    done = attempt(language, words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(language: str, **environment):
    """A running web service; gives a function from a token to its answer."""
    port = free_port()
    environment = os.environ | environment | {"PORT": str(port)}
    words = [str(word) for word in command(language, "verify")]
    with tempfile.TemporaryFile("w+") as log:
        streams = {"stdout": log, "stderr": log}
        process = subprocess.Popen(words, cwd=EXAMPLES / language, env=environment, **streams)
        try:
            wait_until_listening(process, f"http://127.0.0.1:{port}/", log)
            yield lambda token, **more: ask(f"http://127.0.0.1:{port}/", token, **more)
        finally:
            process.kill()
            process.wait()


def wait_until_listening(process, url: str, log):
    for _ in range(900):
        if process.poll() is not None:
            break
        try:
            return ask(url, None)
        except urllib.error.URLError:
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the service did not start:\n{log.read()}")


def ask(url: str, token: str | None, scheme: str = "Bearer") -> tuple[int, str | dict]:
    """The status, and the body or else the challenge."""
    headers = {"Authorization": f"{scheme} {token}"} if token else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("WWW-Authenticate", "")


class Signer:
    """Whoever holds a signing key of the project, and so can sign whatever he likes."""

    def __init__(self, made: dict, issuer: str):
        self.key = made["privateKey"]["content"]
        self.public_key = made["key"]["publicKeyPem"]
        self.kid = made["key"]["kid"]
        self.issuer = issuer

    def token(self, header: dict | None = None, **changes) -> str:
        """A good access token, but for the changes; None leaves a claim or header out."""
        now = int(time.time())
        good = {"iss": self.issuer, "aud": self.issuer, "sub": "s", "client_id": "c", "iat": now}
        good["jti"] = str(uuid.uuid4())
        claims = without_none(good | {"exp": now + 300} | changes)
        header = without_none({"kid": self.kid, "typ": "at+jwt"} | (header or {}))
        return jwt.encode(claims, self.key, algorithm="RS256", headers=header)

    def unsigned(self) -> str:
        """`alg: none`."""
        claims = jwt.decode(self.token(), options={"verify_signature": False})
        return jwt.encode(claims, None, "none", headers={"kid": self.kid, "typ": "at+jwt"})

    def confused(self) -> str:
        """HS256 with the public key as the secret: good where the token chooses its algorithm."""
        header = json.dumps({"alg": "HS256", "kid": self.kid, "typ": "at+jwt"}).encode()
        message = f"{base64url(header)}.{self.token().split('.')[1]}"
        mac = hmac.new(self.public_key.encode(), message.encode(), hashlib.sha256)
        return f"{message}.{base64url(mac.digest())}"

    def swapped(self) -> str:
        """The claims of one token under the signature of another."""
        header, _, signature = self.token().split(".")
        return f"{header}.{self.token(sub='somebody-else').split('.')[1]}.{signature}"

    def jwks(self) -> dict:
        """Its public half, for an issuer that is not ours."""
        key = RSAAlgorithm(RSAAlgorithm.SHA256).prepare_key(self.public_key)
        jwk = RSAAlgorithm.to_jwk(key, as_dict=True) | {"kid": self.kid, "alg": "RS256"}
        return {"keys": [jwk | {"use": "sig"}]}


# What must be refused although the issuer's key may have signed it.
REFUSED: dict[str, Callable[[Signer], str]] = {
    "another audience": lambda signer: signer.token(aud="https://other.example"),
    "no audience": lambda signer: signer.token(aud=None),
    "another issuer": lambda signer: signer.token(iss=f"{signer.issuer}x"),
    "no issuer": lambda signer: signer.token(iss=None),
    "expired": lambda signer: signer.token(exp=int(time.time()) - 120),
    "no end": lambda signer: signer.token(exp=None),
    "no subject": lambda signer: signer.token(sub=None),
    "no client": lambda signer: signer.token(client_id=None),
    "another type": lambda signer: signer.token(header={"typ": "JWT"}),
    "no type": lambda signer: signer.token(header={"typ": None}),
    "an unknown key": lambda signer: signer.token(header={"kid": "made-up"}),
    "no signature": Signer.unsigned,
    "a public key as secret": Signer.confused,
    "another token's signature": Signer.swapped,
    "a header that is no JSON": lambda _: "a.b.c",
}


class Issuer:
    """An issuer of our own making, whose keys can be away, and who counts who asks for them."""

    def __init__(self):
        self.jwks: dict | None = None
        self.asked = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        # What it calls itself.
        self.name = self.url
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> dict | None:
        if path == "/jwks":
            self.asked += 1
            return self.jwks
        jwks, introspection = f"{self.url}/jwks", f"{self.url}/introspect"
        return {"issuer": self.name, "jwks_uri": jwks, "introspection_endpoint": introspection}

    def handler(issuer):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                answer = issuer.answer(self.path)
                self.send_response(200 if answer else 503)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_):
                pass

        return Handler

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def without_none(values: dict) -> dict:
    return {name: value for name, value in values.items() if value is not None}


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
