import json
import sys
import time
from pathlib import Path

import jwt
import requests

ENDPOINT = "YOUR_ENDPOINT"
AUDIENCE = "YOUR_AUDIENCE"
KEY_ID = "YOUR_KEY_ID"
# region: key_file
PRIVATE_KEY = json.loads(Path("YOUR_KEY_FILE").read_text())["key"]
# endregion
# region: pem
PRIVATE_KEY = Path("YOUR_KEY_FILE").read_text()
# endregion

QUERY = """YOUR_QUERY"""


def admin_token() -> str:
    """Signs a token for five minutes, for any number of requests. The private key stays here."""
    now = int(time.time())
    claims = {"aud": AUDIENCE, "iat": now, "exp": now + 300}
    return jwt.encode(claims, PRIVATE_KEY, algorithm="RS256", headers={"kid": KEY_ID})


def graphql(query: str, **variables) -> dict:
    """Runs one operation and returns its data."""
    answer = requests.post(
        ENDPOINT,
        json={"query": query, "variables": variables},
        headers={"Authorization": f"Bearer {admin_token()}"},
        timeout=10,
    )
    body = answer.json()
    # A refused token is an error as well; extensions.reason names the check that failed.
    if "errors" in body:
        sys.exit(json.dumps(body["errors"]))
    return body["data"]


print(json.dumps(graphql(QUERY), indent=2))
