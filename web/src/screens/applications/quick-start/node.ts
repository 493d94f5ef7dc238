import { algorithmName } from '../../../keys/words'
import type { Snippet } from '../../../ui/Snippets'
import { ASSERTION_TYPE, SECRET_VARIABLE, blocks, lines, signs } from './sample'
import type { SampleValues } from './sample'

/** The sample in JavaScript for Node, with jose where something is signed. */
export function node(values: SampleValues): Snippet {
  const { method, key } = values
  const isKey = method === 'PRIVATE_KEY_JWT'
  const imports = lines(
    isKey && "import { createPrivateKey, randomUUID } from 'node:crypto'",
    method === 'CLIENT_SECRET_JWT' && "import { randomUUID } from 'node:crypto'",
    isKey && "import { readFile } from 'node:fs/promises'",
    values.task === 'introspection' && "import { text } from 'node:stream/consumers'",
    signs(method) && "import { SignJWT } from 'jose'",
  )
  const pem = key.isPem ? 'await readFile(KEY_FILE)' : "JSON.parse(await readFile(KEY_FILE, 'utf8')).key"
  const constants = lines(
    signs(method) && `const ISSUER = '${values.issuer}'`,
    `const ENDPOINT = '${values.endpoint}'`,
    `const CLIENT_ID = '${values.clientId}'`,
    isKey && `const KEY_ID = '${key.kid}'\nconst KEY_FILE = '${key.file}'\nconst PRIVATE_KEY = createPrivateKey(${pem})`,
    !isKey && `const CLIENT_SECRET = process.env.${SECRET_VARIABLE}`,
  )
  return {
    language: 'node',
    setup: signs(method) ? 'npm install jose' : undefined,
    code: blocks(
      '// Save it as sample.mjs, and run it with: node sample.mjs',
      imports !== '' && imports,
      constants,
      signs(method) && assertion(values),
      request(values),
    ),
  }
}

function assertion({ method, key }: SampleValues): string {
  const isKey = method === 'PRIVATE_KEY_JWT'
  const header = isKey
    ? `{ alg: '${algorithmName(key.algorithm)}', kid: KEY_ID, typ: 'client-authentication+jwt' }`
    : "{ alg: 'HS256', typ: 'client-authentication+jwt' }"
  return `/** A JWT that proves the application (RFC 7523 section 2.2), for one request. */
function clientAssertion() {
  return (
    new SignJWT()
      // With this typ it authenticates a client, and can never be taken for a grant.
      .setProtectedHeader(${header})
      .setIssuer(CLIENT_ID)
      .setSubject(CLIENT_ID)
      // The issuer and nothing else: whoever receives it can use it nowhere else.
      .setAudience(ISSUER)
      .setIssuedAt()
      .setExpirationTime('60s')
      // It counts once: whoever reads it on its way cannot send it again.
      .setJti(randomUUID())
      .sign(${isKey ? 'PRIVATE_KEY' : 'new TextEncoder().encode(CLIENT_SECRET)'})
  )
}`
}

function request({ task, method }: SampleValues): string {
  const isToken = task === 'token'
  return lines(
    'const answer = await fetch(ENDPOINT, {',
    "  method: 'POST',",
    method === 'CLIENT_SECRET_BASIC' && '  headers: { Authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}` },',
    '  body: new URLSearchParams({',
    isToken
      ? "    grant_type: 'client_credentials',"
      : "    // On stdin: arguments can be seen by the machine's other users.\n    token: (await text(process.stdin)).trim(),",
    method !== 'CLIENT_SECRET_BASIC' && '    client_id: CLIENT_ID,',
    method === 'CLIENT_SECRET_POST' && '    client_secret: CLIENT_SECRET,',
    signs(method) &&
      `    client_assertion_type: '${ASSERTION_TYPE}',
    client_assertion: await clientAssertion(),`,
    '  }),',
    '  signal: AbortSignal.timeout(10_000),',
    '})',
    !isToken && '// No answer is no verdict: refuse the request, but do not call its token bad.',
    'if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)',
    isToken && '// Keep the token until expires_in is nearly over.',
    isToken ? 'console.log((await answer.json()).access_token)' : 'console.log(await answer.json())',
  )
}
