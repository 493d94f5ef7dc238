// Calls the Admin API with a token signed by an admin key.
//
//     node admin-api.js admin-key.json

import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { SignJWT } from 'jose'

const QUERY = `{
  viewer { scope permissions }
  projects(first: 10) { totalCount nodes { id slug name endpoints { issuer } } }
}`

/** A token for five minutes; one may serve many requests until then. The key stays here. */
function adminToken(keyFile) {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', kid: keyFile.keyId })
    .setAudience(keyFile.audience)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(createPrivateKey(keyFile.key))
}

/** The data of one operation. */
async function graphql(keyFile, query, variables = {}) {
  const answer = await fetch(keyFile.endpoint, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await adminToken(keyFile)}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  })
  const { data, errors } = await answer.json()
  // A refused token is an error too; its extensions.reason says which check failed.
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

const keyFile = JSON.parse(await readFile(process.argv[2], 'utf8'))
console.log(JSON.stringify(await graphql(keyFile, QUERY), null, 2))
