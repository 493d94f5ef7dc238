// What the programs beside this one share.

import { createPrivateKey, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'

/** A JWT that proves the application (RFC 7523 section 2.2), for one request. */
export function clientAssertion(keyFile) {
  return (
    new SignJWT()
      // RS256 is for a generated RSA key; name the key's own algorithm where it has another.
      // With this typ it authenticates a client, and can never be taken for a grant.
      .setProtectedHeader({ alg: 'RS256', kid: keyFile.keyId, typ: 'client-authentication+jwt' })
      .setIssuer(keyFile.clientId)
      .setSubject(keyFile.clientId)
      // The issuer and nothing else: whoever receives it can use it nowhere else.
      .setAudience(keyFile.issuer)
      .setIssuedAt()
      .setExpirationTime('60s')
      // It counts once: whoever reads it on its way cannot send it again.
      .setJti(randomUUID())
      .sign(createPrivateKey(keyFile.key))
  )
}

/** The form fields that authenticate the application at the project's endpoints. */
export async function clientAuthentication(keyFile) {
  return {
    client_id: keyFile.clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await clientAssertion(keyFile),
  }
}

/** What the project says of itself: its endpoints and where its public keys are. */
export async function discover(issuer) {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(10_000),
  })
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`)
  const document = await answer.json()
  // Another issuer's document would lead to another issuer's keys (RFC 8414 section 3.3).
  if (document.issuer !== issuer) throw new Error(`${issuer} calls itself ${document.issuer}`)
  return document
}

/** Posts a form and gives the JSON of the answer; anything but 200 is an error. */
export async function postForm(url, fields) {
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(10_000),
  })
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
  return answer.json()
}
