# region: key_file
import json
# endregion
# region: secret
import os
# endregion
# region: assertion
import secrets
# endregion
# region: introspection
import sys
# endregion
# region: assertion
import time
# endregion
# region: private_key_jwt
from pathlib import Path
# endregion

# region: assertion
import jwt
# endregion
import requests

# region: assertion
ISSUER = "YOUR_ISSUER"
# endregion
ENDPOINT = "YOUR_ENDPOINT"
CLIENT_ID = "YOUR_CLIENT_ID"
# region: private_key_jwt
KEY_ID = "YOUR_KEY_ID"
KEY_FILE = "YOUR_KEY_FILE"
# endregion
# region: key_file
PRIVATE_KEY = json.loads(Path(KEY_FILE).read_text())["key"]
# endregion
# region: pem
PRIVATE_KEY = Path(KEY_FILE).read_text()
# endregion
# region: secret
CLIENT_SECRET = os.environ["CLIENT_SECRET"]
# endregion

# region: assertion

def client_assertion() -> str:
    """Signs the JWT that authenticates the application for one request (RFC 7523 section 2.2)."""
    now = int(time.time())
    claims = {
        "iss": CLIENT_ID,
        "sub": CLIENT_ID,
        # Only the issuer accepts it.
        "aud": ISSUER,
        "iat": now,
        "exp": now + 60,
        # Each assertion is accepted once.
        "jti": secrets.token_urlsafe(24),
    }
    # region: private_key_jwt
    headers = {"kid": KEY_ID, "typ": "client-authentication+jwt"}
    return jwt.encode(claims, PRIVATE_KEY, algorithm="YOUR_ALGORITHM", headers=headers)
    # endregion
    # region: client_secret_jwt
    headers = {"typ": "client-authentication+jwt"}
    return jwt.encode(claims, CLIENT_SECRET, algorithm="HS256", headers=headers)
    # endregion


# endregion
answer = requests.post(
    ENDPOINT,
    # region: client_secret_basic
    auth=(CLIENT_ID, CLIENT_SECRET),
    # endregion
    data={
        # region: token
        "grant_type": "client_credentials",
        # endregion
        # region: introspection
        # From stdin: other users of the machine can see arguments.
        "token": sys.stdin.read().strip(),
        # endregion
        # region: private_key_jwt, client_secret_post, client_secret_jwt
        "client_id": CLIENT_ID,
        # endregion
        # region: client_secret_post
        "client_secret": CLIENT_SECRET,
        # endregion
        # region: assertion
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": client_assertion(),
        # endregion
    },
    timeout=10,
)
# region: token
answer.raise_for_status()
# Reuse the token until shortly before expires_in is over.
print(answer.json()["access_token"])
# endregion
# region: introspection
# An error says nothing about the token: refuse the request without calling the token invalid.
answer.raise_for_status()
print(answer.json())
# endregion
