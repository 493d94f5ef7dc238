// Save it as sample.mjs, and run it with: node sample.mjs
import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { SignJWT } from 'jose'

const ENDPOINT = 'YOUR_ENDPOINT'
const AUDIENCE = 'YOUR_AUDIENCE'
const KEY_ID = 'YOUR_KEY_ID'
// region: key_file
const PRIVATE_KEY = createPrivateKey(JSON.parse(await readFile('YOUR_KEY_FILE', 'utf8')).key)
// endregion
// region: pem
const PRIVATE_KEY = createPrivateKey(await readFile('YOUR_KEY_FILE'))
// endregion

const QUERY = `YOUR_QUERY`

/** Signs a token for five minutes, for any number of requests. The private key stays here. */
function adminToken() {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(PRIVATE_KEY)
}

/** Runs one operation and returns its data. */
async function graphql(query, variables = {}) {
  const answer = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await adminToken()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  })
  const { data, errors } = await answer.json()
  // A refused token is an error as well; extensions.reason names the check that failed.
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

console.log(JSON.stringify(await graphql(QUERY), null, 2))
