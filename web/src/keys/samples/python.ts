import type { Snippet } from '../../ui/Snippets'
import type { AdminSampleValues } from './adminSamples'

/** The sample in Python, with PyJWT and requests. */
export function python({ endpoint, audience, key, query }: AdminSampleValues): Snippet {
  const file = `Path("${key.file}").read_text()`
  return {
    language: 'python',
    setup: 'pip install "PyJWT[crypto]" requests',
    code: `import json
import sys
import time
from pathlib import Path

import jwt
import requests

ENDPOINT = "${endpoint}"
AUDIENCE = "${audience}"
KEY_ID = "${key.kid}"
PRIVATE_KEY = ${key.isPem ? file : `json.loads(${file})["key"]`}

QUERY = """${query}"""


def admin_token() -> str:
    """A token for five minutes; one may serve many requests until then. The key stays here."""
    now = int(time.time())
    claims = {"aud": AUDIENCE, "iat": now, "exp": now + 300}
    return jwt.encode(claims, PRIVATE_KEY, algorithm="RS256", headers={"kid": KEY_ID})


def graphql(query: str, **variables) -> dict:
    """The data of one operation."""
    answer = requests.post(
        ENDPOINT,
        json={"query": query, "variables": variables},
        headers={"Authorization": f"Bearer {admin_token()}"},
        timeout=10,
    )
    body = answer.json()
    # A refused token is an error too; its extensions.reason says which check failed.
    if "errors" in body:
        sys.exit(json.dumps(body["errors"]))
    return body["data"]


print(json.dumps(graphql(QUERY), indent=2))
`,
  }
}
