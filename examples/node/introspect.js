// Asks whether a token is active, as an application of the type RESOURCE_SERVER.
//
//     node introspect.js application-key.json < token
//
// Slower than checking the signature, but it knows of every revocation at once.

import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { clientAuthentication, discover, postForm } from './keyplane.js'

/** What the project says of the token: `{"active": false}`, or true with its claims. */
async function introspect(keyFile, token) {
  const { introspection_endpoint } = await discover(keyFile.issuer)
  // No answer is no verdict: this throws, and says nothing of the token.
  return postForm(introspection_endpoint, { token, ...(await clientAuthentication(keyFile)) })
}

const keyFile = JSON.parse(await readFile(process.argv[2], 'utf8'))
// The token on stdin: arguments can be seen by the machine's other users.
const token = (await text(process.stdin)).trim()
console.log(JSON.stringify(await introspect(keyFile, token)))
