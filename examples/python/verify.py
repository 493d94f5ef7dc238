"""A web service that takes requests with an access token of one project only.

Usage: ISSUER=https://keys.example/p/acme python verify.py
"""

import os

import jwt
from flask import Flask, Response, g, request

from keyplane import discover

ISSUER = os.environ["ISSUER"]
# Who this service is. The issuer is the audience of tokens that were asked for no resource.
AUDIENCE = os.environ.get("AUDIENCE", ISSUER)
# The project's signing algorithm. Never taken from the token: its sender would choose.
ALGORITHMS = ["RS256"]

app = Flask(__name__)
# Keeps the keys for five minutes. For a kid that it does not know it asks again, but only once
# in 30 seconds, so that made-up kids cannot make it flood the issuer.
keys = jwt.PyJWKClient(discover(ISSUER)["jwks_uri"], timeout=10)


def verified_claims(token: str) -> dict:
    """The claims of an access token; raises jwt.PyJWTError for anything else."""
    key = keys.get_signing_key_from_jwt(token)
    decoded = jwt.decode_complete(
        token,
        key,
        algorithms=ALGORITHMS,
        issuer=ISSUER,
        # A token for another service of the project must not open this one.
        audience=AUDIENCE,
        leeway=30,
        options={"require": ["iss", "aud", "exp", "sub", "client_id"]},
    )
    # The issuer's keys may sign other things than access tokens (RFC 9068 section 4).
    if decoded["header"].get("typ") != "at+jwt":
        raise jwt.InvalidTokenError("typ is not at+jwt")
    return decoded["payload"]


@app.before_request
def authenticate() -> Response | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    try:
        g.claims = verified_claims(token.strip())
    except jwt.PyJWKClientConnectionError as error:
        # Our trouble, not the sender's.
        app.logger.error("the project's keys cannot be read: %s", error)
        return Response(status=503)
    except jwt.PyJWTError as error:
        # Why goes to the log alone: it can quote the token, which anybody may have written.
        app.logger.warning("token refused: %r", str(error))
        return Response(status=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return None


@app.get("/")
def hello() -> dict:
    return {"sub": g.claims["sub"], "client_id": g.claims["client_id"]}


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ.get("PORT", "3000")))
