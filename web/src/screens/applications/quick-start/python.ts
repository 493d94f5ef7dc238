import { algorithmName } from '../../../keys/words'
import type { Snippet } from '../../../ui/Snippets'
import { ASSERTION_TYPE, SECRET_VARIABLE, lines, signs } from './sample'
import type { SampleValues } from './sample'

/** The sample in Python, with PyJWT and requests. */
export function python(values: SampleValues): Snippet {
  const head = `${imports(values)}\n\n${constants(values)}`
  return signs(values.method)
    ? {
        language: 'python',
        setup: 'pip install "PyJWT[crypto]" requests',
        // Two empty lines around a function (PEP 8).
        code: [head, assertion(values), request(values)].join('\n\n\n'),
      }
    : { language: 'python', setup: 'pip install requests', code: `${head}\n\n${request(values)}` }
}

function imports({ task, method, key }: SampleValues): string {
  const isKey = method === 'PRIVATE_KEY_JWT'
  const own = lines(
    isKey && !key.isPem && 'import json',
    !isKey && 'import os',
    signs(method) && 'import secrets',
    task === 'introspection' && 'import sys',
    signs(method) && 'import time',
    isKey && 'from pathlib import Path',
  )
  const libraries = lines(signs(method) && 'import jwt', 'import requests')
  return own === '' ? libraries : `${own}\n\n${libraries}`
}

function constants({ method, clientId, issuer, endpoint, key }: SampleValues): string {
  const text = key.isPem
    ? 'PRIVATE_KEY = Path(KEY_FILE).read_text()'
    : 'PRIVATE_KEY = json.loads(Path(KEY_FILE).read_text())["key"]'
  return lines(
    signs(method) && `ISSUER = "${issuer}"`,
    `ENDPOINT = "${endpoint}"`,
    `CLIENT_ID = "${clientId}"`,
    method === 'PRIVATE_KEY_JWT' ? `KEY_ID = "${key.kid}"\nKEY_FILE = "${key.file}"\n${text}` : `CLIENT_SECRET = os.environ["${SECRET_VARIABLE}"]`,
  )
}

function assertion({ method, key }: SampleValues): string {
  const sign =
    method === 'PRIVATE_KEY_JWT'
      ? `    headers = {"kid": KEY_ID, "typ": "client-authentication+jwt"}
    return jwt.encode(claims, PRIVATE_KEY, algorithm="${algorithmName(key.algorithm)}", headers=headers)`
      : `    headers = {"typ": "client-authentication+jwt"}
    return jwt.encode(claims, CLIENT_SECRET, algorithm="HS256", headers=headers)`
  return `def client_assertion() -> str:
    """A JWT that proves the application (RFC 7523 section 2.2), for one request."""
    now = int(time.time())
    claims = {
        "iss": CLIENT_ID,
        "sub": CLIENT_ID,
        # The issuer and nothing else: whoever receives it can use it nowhere else.
        "aud": ISSUER,
        "iat": now,
        "exp": now + 60,
        # It counts once: whoever reads it on its way cannot send it again.
        "jti": secrets.token_urlsafe(24),
    }
    # With this typ it authenticates a client, and can never be taken for a grant.
${sign}`
}

function request({ task, method }: SampleValues): string {
  const call = lines(
    'answer = requests.post(',
    '    ENDPOINT,',
    method === 'CLIENT_SECRET_BASIC' && '    auth=(CLIENT_ID, CLIENT_SECRET),',
    '    data={',
    task === 'token'
      ? '        "grant_type": "client_credentials",'
      : '        # On stdin: arguments can be seen by the machine\'s other users.\n        "token": sys.stdin.read().strip(),',
    method !== 'CLIENT_SECRET_BASIC' && '        "client_id": CLIENT_ID,',
    method === 'CLIENT_SECRET_POST' && '        "client_secret": CLIENT_SECRET,',
    signs(method) &&
      `        "client_assertion_type": "${ASSERTION_TYPE}",
        "client_assertion": client_assertion(),`,
    '    },',
    '    timeout=10,',
    ')',
  )
  return task === 'token'
    ? `${call}
answer.raise_for_status()
# Keep the token until expires_in is nearly over.
print(answer.json()["access_token"])
`
    : `${call}
# No answer is no verdict: refuse the request, but do not call its token bad.
answer.raise_for_status()
print(answer.json())
`
}
