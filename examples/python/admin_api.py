"""Calls the Admin API with a token signed by an admin key.

Usage: python admin_api.py admin-key.json
"""

import json
import sys
import time
from pathlib import Path

import jwt
import requests

QUERY = """{
  viewer { scope permissions }
  projects(first: 10) { totalCount nodes { id slug name endpoints { issuer } } }
}"""


def admin_token(key_file: dict) -> str:
    """A token for five minutes; one may serve many requests until then. The key stays here."""
    now = int(time.time())
    claims = {"aud": key_file["audience"], "iat": now, "exp": now + 300}
    return jwt.encode(
        claims, key_file["key"], algorithm="RS256", headers={"kid": key_file["keyId"]}
    )


def graphql(key_file: dict, query: str, **variables) -> dict:
    """The data of one operation."""
    answer = requests.post(
        key_file["endpoint"],
        json={"query": query, "variables": variables},
        headers={"Authorization": f"Bearer {admin_token(key_file)}"},
        timeout=10,
    )
    body = answer.json()
    # A refused token is an error too; its extensions.reason says which check failed.
    if "errors" in body:
        sys.exit(json.dumps(body["errors"]))
    return body["data"]


if __name__ == "__main__":
    key_file = json.loads(Path(sys.argv[1]).read_text())
    print(json.dumps(graphql(key_file, QUERY), indent=2))
