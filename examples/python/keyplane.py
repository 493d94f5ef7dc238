"""What the programs beside this one share."""

import secrets
import time

import jwt
import requests


def client_assertion(key_file: dict) -> str:
    """A JWT that proves the application (RFC 7523 section 2.2), for one request."""
    now = int(time.time())
    claims = {
        "iss": key_file["clientId"],
        "sub": key_file["clientId"],
        # The issuer and nothing else: whoever receives it can use it nowhere else.
        "aud": key_file["issuer"],
        "iat": now,
        "exp": now + 60,
        # It counts once: whoever reads it on its way cannot send it again.
        "jti": secrets.token_urlsafe(24),
    }
    # With this typ it authenticates a client, and can never be taken for a grant.
    headers = {"kid": key_file["keyId"], "typ": "client-authentication+jwt"}
    # RS256 is for a generated RSA key; name the key's own algorithm where it has another.
    return jwt.encode(claims, key_file["key"], algorithm="RS256", headers=headers)


def client_authentication(key_file: dict) -> dict:
    """The form fields that authenticate the application at the project's endpoints."""
    return {
        "client_id": key_file["clientId"],
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": client_assertion(key_file),
    }


def discover(issuer: str) -> dict:
    """What the project says of itself: its endpoints and where its public keys are."""
    answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=10)
    answer.raise_for_status()
    document = answer.json()
    # Another issuer's document would lead to another issuer's keys (RFC 8414 section 3.3).
    if document["issuer"] != issuer:
        raise ValueError(f"{issuer} calls itself {document['issuer']}")
    return document
