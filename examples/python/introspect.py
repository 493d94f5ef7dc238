"""Asks whether a token is active, as an application of the type RESOURCE_SERVER.

Usage: python introspect.py application-key.json < token

Slower than checking the signature, but it knows of every revocation at once.
"""

import json
import sys
from pathlib import Path

import requests

from keyplane import client_authentication, discover


def introspect(key_file: dict, token: str) -> dict:
    """What the project says of the token: `{"active": false}`, or true with its claims."""
    endpoint = discover(key_file["issuer"])["introspection_endpoint"]
    form = {"token": token, **client_authentication(key_file)}
    answer = requests.post(endpoint, data=form, timeout=10)
    # No answer is no verdict: refuse the request, but do not call its token bad.
    if answer.status_code != 200:
        sys.exit(answer.text)
    return answer.json()


if __name__ == "__main__":
    key_file = json.loads(Path(sys.argv[1]).read_text())
    # The token on stdin: arguments can be seen by the machine's other users.
    print(json.dumps(introspect(key_file, sys.stdin.read().strip())))
