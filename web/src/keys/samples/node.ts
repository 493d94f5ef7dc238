import type { Snippet } from '../../ui/Snippets'
import type { AdminSampleValues } from './adminSamples'

/** The sample in JavaScript for Node, with jose. */
export function node({ endpoint, audience, key, query }: AdminSampleValues): Snippet {
  const pem = key.isPem ? `await readFile('${key.file}')` : `JSON.parse(await readFile('${key.file}', 'utf8')).key`
  return {
    language: 'node',
    setup: 'npm install jose',
    code: `// Save it as sample.mjs, and run it with: node sample.mjs
import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { SignJWT } from 'jose'

const ENDPOINT = '${endpoint}'
const AUDIENCE = '${audience}'
const KEY_ID = '${key.kid}'
const PRIVATE_KEY = createPrivateKey(${pem})

const QUERY = \`${query}\`

/** A token for five minutes; one may serve many requests until then. The key stays here. */
function adminToken() {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(PRIVATE_KEY)
}

/** The data of one operation. */
async function graphql(query, variables = {}) {
  const answer = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${await adminToken()}\`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  })
  const { data, errors } = await answer.json()
  // A refused token is an error too; its extensions.reason says which check failed.
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

console.log(JSON.stringify(await graphql(QUERY), null, 2))
`,
  }
}
