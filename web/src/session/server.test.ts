import { afterEach, expect, test, vi } from 'vitest'

import { toBase64Url } from './base64'
import { Problem } from './problem'
import { askServer, audienceHere, compare, requireMatch, requireTokenOf, signerHere } from './server'
import type { Signer } from './signer'

const STAGING = 'https://staging.example.com'
const PRODUCTION = 'https://keys.example.com'
const staging = compare(STAGING, STAGING)

/** What it throws: the title and the remedy of a problem. */
function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return `${error.message} ${error.remedy}`
    throw error
  }
  throw new Error('nothing was refused')
}

test.each([
  [PRODUCTION, PRODUCTION, 'same'],
  ['http://127.0.0.1:8080', 'http://localhost:8080', 'same'],
  ['http://[::1]:8080', 'http://127.0.0.1:8080', 'same'],
  ['http://127.0.0.1:8080', 'http://localhost:9090', 'unsure'],
  ['http://127.0.0.1:8080', 'https://localhost:8080', 'unsure'],
  [PRODUCTION, 'http://localhost:8080', 'unsure'],
  [PRODUCTION, 'http://keys.localhost:8080', 'unsure'],
  [PRODUCTION, 'http://127.0.0.1:8080', 'unsure'],
  [PRODUCTION, 'http://[::1]:8080', 'unsure'],
  // A copy of production's database on another machine calls itself production.
  [PRODUCTION, STAGING, 'different'],
  [PRODUCTION, 'http://keys.example.com', 'different'],
  [PRODUCTION, 'https://keys.example.com:8443', 'different'],
  [PRODUCTION, 'https://127.0.0.1.evil.example', 'different'],
  [PRODUCTION, 'https://localhost.evil.example', 'different'],
  ['http://127.0.0.1:8080', STAGING, 'different'],
])('a server called %s, on a page from %s, is %s', (publicUrl, origin, match) => {
  expect(compare(publicUrl, origin).match).toBe(match)
})

test('a key signs where page and server are one, and through a tunnel that was confirmed', () => {
  requireMatch(staging, false)
  const tunnel = compare(PRODUCTION, 'http://localhost:8080')
  expect(refusal(() => requireMatch(tunnel, false))).toContain(PRODUCTION)
  requireMatch(tunnel, true)
})

test('on a copy that calls itself another server no key signs, confirmed or not', () => {
  const copy = compare(PRODUCTION, STAGING)
  for (const isConfirmed of [false, true]) {
    const said = refusal(() => requireMatch(copy, isConfirmed))
    expect(said).toContain(PRODUCTION)
    expect(said).toContain(STAGING)
  }
})

test.each([
  ['keyplane', STAGING],
  [STAGING, STAGING],
  ['acme', `${STAGING}/p/acme`],
  [`${STAGING}/p/acme`, `${STAGING}/p/acme`],
])('a key whose audience is %s signs tokens for %s', (audience, expected) => {
  expect(audienceHere(staging, { audience })).toBe(expected)
  expect(audienceHere(staging, { audience, endpoint: `${STAGING}/graphql` })).toBe(expected)
  expect(audienceHere(staging, { audience, endpoint: 'https://STAGING.example.com:443/graphql' })).toBe(expected)
})

test.each([
  [{ audience: 'keyplane', endpoint: `${PRODUCTION}/graphql` }],
  [{ audience: 'acme', endpoint: `${PRODUCTION}/graphql` }],
  [{ audience: PRODUCTION, endpoint: `${PRODUCTION}/graphql` }],
  [{ audience: `${PRODUCTION}/p/acme`, endpoint: undefined }],
  // One of the two was edited.
  [{ audience: STAGING, endpoint: `${PRODUCTION}/graphql` }],
  [{ audience: PRODUCTION, endpoint: `${STAGING}/graphql` }],
])('a key file of another server is refused with the names of both: %j', (file) => {
  expect(refusal(() => audienceHere(staging, file))).toBe(
    `This key belongs to another server. The key file is for ${PRODUCTION}. This portal is served by ${STAGING}. Sign in at ${PRODUCTION}/console/ instead.`,
  )
})

test.each([`${STAGING}.evil.example`, 'https://staging.example.com:8443', 'http://staging.example.com', 'nonsense'])(
  'an endpoint that only resembles the server is another: %s',
  (endpoint) => {
    const said = refusal(() => audienceHere(staging, { audience: 'keyplane', endpoint }))
    expect(said).toContain(endpoint)
  },
)

test('a key that an earlier version kept signs for this server by its URL from now on', () => {
  const kept = { keyId: 'k1', audience: 'acme' } as Signer
  expect(signerHere(staging, kept)).toEqual({ keyId: 'k1', audience: `${STAGING}/p/acme` })
  expect(signerHere(staging, { ...kept, audience: 'keyplane' }).audience).toBe(STAGING)
})

test('a kept key signs for no other server that answers at the same address later', () => {
  const kept = { keyId: 'k1', audience: PRODUCTION } as Signer
  const tunnel = (publicUrl: string) => compare(publicUrl, 'http://localhost:8080')
  expect(signerHere(tunnel(PRODUCTION), kept).audience).toBe(PRODUCTION)
  expect(refusal(() => signerHere(tunnel(STAGING), kept))).toContain('belongs to another server')
  // A short name was confirmed for no server.
  expect(refusal(() => signerHere(tunnel(PRODUCTION), { ...kept, audience: 'keyplane' }))).toContain('not confirmed')
})

const tokenFor = (aud: unknown) => {
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify({ aud })))
  return `e30.${payload}.c2ln`
}

test.each([[PRODUCTION], [`${PRODUCTION}/p/acme`], [['acme', PRODUCTION]]])(
  'a pasted token for another server is not sent: %j',
  (aud) => {
    expect(refusal(() => requireTokenOf(staging, tokenFor(aud)))).toBe(
      `This token belongs to another server. The token is for ${PRODUCTION}. This portal is served by ${STAGING}. Sign in at ${PRODUCTION}/console/ instead.`,
    )
  },
)

test.each([
  ['keyplane'],
  ['acme'],
  [STAGING],
  [`${STAGING}/p/acme`],
  [[PRODUCTION, STAGING]],
  [undefined],
  [7],
  [null],
])('a pasted token that may be for this server is left to the guard: %j', (aud) => {
  requireTokenOf(staging, tokenFor(aud))
})

test.each(['', 'a.b.c', 'one word', 'e30.bnVsbA.c2ln', 'e30.é.c2ln'])(
  'what is no token is left to the guard: %j',
  (token) => {
    requireTokenOf(staging, token)
  },
)

afterEach(() => vi.unstubAllGlobals())

test('the server is asked once, and again only where it did not answer', async () => {
  vi.stubGlobal('location', { origin: STAGING })
  const answers = [
    () => Promise.reject(new TypeError('offline')),
    () => Promise.resolve(new Response('<html>a proxy</html>')),
    () => Promise.resolve(Response.json({})),
    () => Promise.resolve(Response.json({ publicUrl: STAGING })),
  ]
  const fetch = vi.fn(() => answers.shift()?.())
  vi.stubGlobal('fetch', fetch)
  for (let count = 0; count < 3; count++) await expect(askServer()).rejects.toThrow('The server cannot be reached.')
  expect(await askServer()).toEqual(staging)
  expect(await askServer()).toEqual(staging)
  expect(fetch).toHaveBeenCalledTimes(4)
})
