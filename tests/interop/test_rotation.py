"""Signing keys rotate under traffic, and verifiers that honour cache headers notice nothing.

An hour takes 18 seconds. Between the server and the verifiers stands a shared cache, so that what
a verifier sees may be as old as twice the JWKS's max-age, also where it asks again for an unknown
kid.
"""

import collections
import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import jwt
import pytest

from fast_time import Clock, FastServer, SharedCache, Verifiers
from keyplane import Admin
from tenant import Application, new_project

SPEED = 200
HANDOVERS = 4
TOKEN_LIFETIME_SECONDS = 600
# The least that the contract allows.
PUBLISH_AHEAD_SECONDS = 900
# A document that is twice so old lacks 420 s to the publish-ahead: 2 real seconds for a slow
# machine to fetch it in. A key ends so long after its last token that there are as many.
MAX_AGE_SECONDS = 240
# A token with less than this to live is not tried again: it may end on the way.
LEAST_LIFE_SECONDS = 120
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def fast_server(tmp_path_factory):
    server = FastServer(tmp_path_factory.mktemp("fast"), SPEED)
    yield server
    server.stop()


@dataclass
class Issuer:
    """A project, a client of it, and those who verify the client's tokens."""

    root: Admin
    project: dict
    client: Application
    cache: SharedCache
    verifiers: Verifiers

    def rotate(self, **how) -> str:
        """The kid of the successor of the key that signs now."""
        query = "query ($slug: String!) { project(slug: $slug) { currentSigningKey { id } } }"
        found = self.root.ask(query, slug=self.project["slug"])["project"]["currentSigningKey"]
        return self.root.mutate("rotateKey", "key { kid }", keyId=found["id"], **how)["key"]["kid"]

    def published(self) -> set[str]:
        with urllib.request.urlopen(self.project["endpoints"]["jwks"]) as answer:
            return {key["kid"] for key in json.load(answer)["keys"]}


@contextmanager
def issuer(root: Admin, clock: Clock, **policy) -> Iterator[Issuer]:
    """An issuer with this key policy."""
    project = new_project(root, keyPolicy=policy)
    client = Application.create(
        root, project, "CLIENT_SECRET_POST", accessTokenLifetimeSeconds=TOKEN_LIFETIME_SECONDS
    )
    endpoints = project["endpoints"]
    cache = SharedCache(endpoints["jwks"], clock)
    verifiers = Verifiers(endpoints["issuer"], cache.url, clock, policy["jwksMaxAgeSeconds"])
    try:
        yield Issuer(root, project, client, cache, verifiers)
    finally:
        verifiers.stop()
        cache.stop()


@pytest.fixture
def fast_issuer(fast_server) -> Iterator[Issuer]:
    """An issuer that is as hasty as the contract allows."""
    policy = {
        "jwksMaxAgeSeconds": MAX_AGE_SECONDS,
        "publishAheadSeconds": PUBLISH_AHEAD_SECONDS,
    }
    with issuer(fast_server.root(), fast_server.clock, **policy) as made:
        yield made


@pytest.fixture
def slow_issuer(root) -> Iterator[Issuer]:
    """An issuer by the real clock, whose JWKS is kept for longer than any test."""
    with issuer(root, Clock(epoch=0, speed=1), jwksMaxAgeSeconds=3600) as made:
        yield made


def kid_of(token: str) -> str:
    return jwt.get_unverified_header(token)["kid"]


def test_no_verification_fails_while_keys_rotate_with_publish_ahead(fast_issuer, fast_server):
    kids = []  # Of the keys that signed, in their order.
    alive = collections.deque()  # Tokens with time left, the oldest first.
    retired = collections.Counter()  # Tokens that were verified after their key's last.
    successor, verified, deadline = None, 0, time.monotonic() + PATIENCE_SECONDS
    while len(kids) <= HANDOVERS or kids[0] in fast_issuer.published():
        assert time.monotonic() < deadline, f"keys so far: {kids}"
        if not kids or kids[-1] == successor:
            successor = fast_issuer.rotate()
        token = fast_issuer.client.access_token()
        if kid_of(token) not in kids:
            assert kid_of(token) == successor or not kids
            kids.append(kid_of(token))
        alive.append(token)
        while len(alive) > 1 and ends_soon(alive[0], fast_server.clock.now()):
            alive.popleft()
        for held in (token, alive[0]):
            assert fast_issuer.verifiers.refusals(held) == {}, f"key {kids.index(kid_of(held))}"
            verified += 1
            retired[kid_of(held)] += kid_of(held) != kids[-1]

    assert all(retired[kid] for kid in kids[:HANDOVERS]), retired
    # They did keep what they had fetched, and so did the cache between.
    assert fast_issuer.cache.asked < verified
    assert fast_issuer.cache.passed_on < fast_issuer.cache.asked


def ends_soon(token: str, now: float) -> bool:
    claims = jwt.decode(token, options={"verify_signature": False})
    return claims["exp"] - now < LEAST_LIFE_SECONDS


def test_a_key_that_signs_at_once_by_force_is_refused_by_each_of_these_verifiers(slow_issuer):
    assert slow_issuer.verifiers.refusals(slow_issuer.client.access_token()) == {}
    successor = slow_issuer.rotate(force=True, reason="to see what publish-ahead is for")
    token = slow_issuer.client.access_token()
    assert kid_of(token) == successor
    assert set(slow_issuer.verifiers.refusals(token)) == {"PyJWT", "jose", "jwks-rsa"}
    assert slow_issuer.cache.passed_on == 1
