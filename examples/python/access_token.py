"""Exchanges an application's key for an access token (private_key_jwt) and prints it.

Usage: python access_token.py application-key.json [RESOURCE]
"""

import json
import sys
from pathlib import Path

import requests

from keyplane import client_authentication


def access_token(key_file: dict, resource: str | None = None) -> dict:
    """The token endpoint's answer. Keep the token until `expires_in` is nearly over."""
    form = {"grant_type": "client_credentials", **client_authentication(key_file)}
    if resource:
        # For whom the token is (RFC 8707); the issuer where nothing is asked for.
        form["resource"] = resource
    answer = requests.post(key_file["tokenEndpoint"], data=form, timeout=10)
    if answer.status_code != 200:
        sys.exit(answer.text)
    return answer.json()


if __name__ == "__main__":
    key_file = json.loads(Path(sys.argv[1]).read_text())
    print(access_token(key_file, *sys.argv[2:])["access_token"])
