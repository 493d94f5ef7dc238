"""Callers that go on calling, and the resource servers that look at their tokens."""

import base64
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter

import jwt
from hydra import Caller

# Between two calls of a thread: the test is about answers, not about load.
PAUSE = 0.05
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Verifier:
    """A resource server: it knows the JWKS by its URL, and reads it again for an unknown kid."""

    def __init__(self, front: str):
        self.url, self.keys, self.lock = f"{front}/.well-known/jwks.json", {}, threading.Lock()

    def key(self, kid: str):
        with self.lock:
            if kid not in self.keys:
                with urllib.request.urlopen(self.url, timeout=10) as answer:
                    keys = json.load(answer)["keys"]
                self.keys = {key["kid"]: jwt.PyJWK(key) for key in keys}
            return self.keys[kid]

    def forget(self):
        with self.lock:
            self.keys = {}

    def verify(self, token: str, caller: Caller) -> str:
        """Accepts the token as the resource server of its audience does; its kid."""
        kid = jwt.get_unverified_header(token)["kid"]
        claims = jwt.decode(
            token, self.key(kid).key, algorithms=["RS256"], audience=caller.audience, leeway=5
        )
        assert claims["client_id"] == claims["sub"] == caller.client_id, claims
        assert set(claims["scope"].split()) == set(caller.scope.split()), claims
        return kid


class Callers:
    """Every client asks for a token, again and again, in some threads."""

    def __init__(self, front: str, callers: list[Caller], threads: int = 4):
        self.front, self.callers = front, callers
        self.verifier = Verifier(front)
        self.calls, self.slowest = Counter(), 0.0
        # When it failed, on the monotonic clock, and how.
        self.failures: list[tuple[float, str]] = []
        self.last: dict[str, str] = {}
        self.by_client: Counter[tuple[str, str]] = Counter()
        self.lock, self.over = threading.Lock(), threading.Event()
        shares = [callers[at::threads] for at in range(threads)]
        self.threads = [threading.Thread(target=self.run, args=(share,)) for share in shares]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def run(self, share: list[Caller]):
        while not self.over.is_set():
            for caller in share:
                if self.over.is_set():
                    return
                self.call(caller)
                time.sleep(PAUSE)

    def call(self, caller: Caller):
        began = time.monotonic()
        try:
            token = self.token(caller)
            kid = self.verifier.verify(token, caller)
        except Exception as error:  # noqa: BLE001 whatever it is, the caller failed
            text = error.read().decode() if isinstance(error, urllib.error.HTTPError) else ""
            failure = f"{caller.client_id} ({caller.method}): {error!r} {text[:200]}"
            with self.lock:
                self.failures.append((time.monotonic(), failure))
            return
        with self.lock:
            self.calls[kid] += 1
            self.by_client[caller.client_id, kid] += 1
            self.last[caller.client_id] = token
            self.slowest = max(self.slowest, time.monotonic() - began)

    def token(self, caller: Caller) -> str:
        form = {
            "grant_type": "client_credentials",
            "scope": caller.scope,
            "audience": caller.audience,
        }
        headers, url = {}, f"{self.front}/oauth2/token"
        if caller.method == "client_secret_basic":
            pair = [urllib.parse.quote_plus(part) for part in (caller.client_id, caller.secret)]
            encoded = base64.b64encode(":".join(pair).encode()).decode()
            headers["Authorization"] = f"Basic {encoded}"
        elif caller.method == "client_secret_post":
            form |= {"client_id": caller.client_id, "client_secret": caller.secret}
        else:
            now = int(time.time())
            claims = {
                "iss": caller.client_id,
                "sub": caller.client_id,
                "aud": url,
                "iat": now,
                "exp": now + 60,
                "jti": str(uuid.uuid4()),
            }
            kid = {"kid": f"{caller.client_id}-key"}
            signed = jwt.encode(claims, caller.key, algorithm="ES256", headers=kid)
            form |= {"client_assertion": signed, "client_assertion_type": ASSERTION}
        request = urllib.request.Request(url, urllib.parse.urlencode(form).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["access_token"]
