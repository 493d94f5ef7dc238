// Save it as sample.mjs, and run it with: node sample.mjs
// region: assertion, introspection

// endregion
// region: private_key_jwt
import { createPrivateKey, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
// endregion
// region: client_secret_jwt
import { randomUUID } from 'node:crypto'
// endregion
// region: introspection
import { text } from 'node:stream/consumers'
// endregion
// region: assertion
import { SignJWT } from 'jose'
// endregion

// region: assertion
const ISSUER = 'YOUR_ISSUER'
// endregion
const ENDPOINT = 'YOUR_ENDPOINT'
const CLIENT_ID = 'YOUR_CLIENT_ID'
// region: private_key_jwt
const KEY_ID = 'YOUR_KEY_ID'
const KEY_FILE = 'YOUR_KEY_FILE'
// endregion
// region: key_file
const PRIVATE_KEY = createPrivateKey(JSON.parse(await readFile(KEY_FILE, 'utf8')).key)
// endregion
// region: pem
const PRIVATE_KEY = createPrivateKey(await readFile(KEY_FILE))
// endregion
// region: secret
const CLIENT_SECRET = process.env.CLIENT_SECRET
// endregion

// region: assertion
/** Signs the JWT that authenticates the application for one request (RFC 7523 section 2.2). */
function clientAssertion() {
  return (
    new SignJWT()
      // region: private_key_jwt
      .setProtectedHeader({ alg: 'YOUR_ALGORITHM', kid: KEY_ID, typ: 'client-authentication+jwt' })
      // endregion
      // region: client_secret_jwt
      .setProtectedHeader({ alg: 'HS256', typ: 'client-authentication+jwt' })
      // endregion
      .setIssuer(CLIENT_ID)
      .setSubject(CLIENT_ID)
      // Only the issuer accepts it.
      .setAudience(ISSUER)
      .setIssuedAt()
      .setExpirationTime('60s')
      // Each assertion is accepted once.
      .setJti(randomUUID())
      // region: private_key_jwt
      .sign(PRIVATE_KEY)
      // endregion
      // region: client_secret_jwt
      .sign(new TextEncoder().encode(CLIENT_SECRET))
      // endregion
  )
}

// endregion
const answer = await fetch(ENDPOINT, {
  method: 'POST',
  // region: client_secret_basic
  headers: { Authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}` },
  // endregion
  body: new URLSearchParams({
    // region: token
    grant_type: 'client_credentials',
    // endregion
    // region: introspection
    // From stdin: other users of the machine can see arguments.
    token: (await text(process.stdin)).trim(),
    // endregion
    // region: private_key_jwt, client_secret_post, client_secret_jwt
    client_id: CLIENT_ID,
    // endregion
    // region: client_secret_post
    client_secret: CLIENT_SECRET,
    // endregion
    // region: assertion
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await clientAssertion(),
    // endregion
  }),
  signal: AbortSignal.timeout(10_000),
})
// region: introspection
// An error says nothing about the token: refuse the request without calling the token invalid.
// endregion
if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
// region: token
// Reuse the token until shortly before expires_in is over.
console.log((await answer.json()).access_token)
// endregion
// region: introspection
console.log(await answer.json())
// endregion
