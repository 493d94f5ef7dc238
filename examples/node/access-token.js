// Exchanges an application's key for an access token (private_key_jwt) and prints it.
//
//     node access-token.js application-key.json [RESOURCE]

import { readFile } from 'node:fs/promises'
import { clientAuthentication, postForm } from './keyplane.js'

/** The token endpoint's answer. Keep the token until `expires_in` is nearly over. */
async function accessToken(keyFile, resource) {
  return postForm(keyFile.tokenEndpoint, {
    grant_type: 'client_credentials',
    ...(await clientAuthentication(keyFile)),
    // For whom the token is (RFC 8707); the issuer where nothing is asked for.
    ...(resource && { resource }),
  })
}

const [path, resource] = process.argv.slice(2)
const keyFile = JSON.parse(await readFile(path, 'utf8'))
console.log((await accessToken(keyFile, resource)).access_token)
