import { expect, test } from 'vitest'

import { readCredential } from './credential'
import { SessionOver } from './problem'
import { importSigner } from './signer'
import { readyToken, signedTokens } from './tokens'

const { privateKey } = await crypto.subtle.generateKey(
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  true,
  ['sign', 'verify'],
)
const jwk = JSON.stringify(await crypto.subtle.exportKey('jwk', privateKey))
const signer = await importSigner(readCredential(jwk).material, 'k1', 'keyplane')

function clock(start: number) {
  const time = { now: start }
  return { time, tokens: signedTokens(signer, () => time.now) }
}

test('a token is used again until a minute before its end', async () => {
  const { time, tokens } = clock(1000)
  const first = await tokens.token()
  time.now = 1239
  expect(await tokens.token()).toBe(first)
  time.now = 1240
  expect(await tokens.token()).not.toBe(first)
})

test('a clock that is set back gets a token of its own time', async () => {
  const { time, tokens } = clock(10_000)
  const first = await tokens.token()
  time.now = 1000
  expect(await tokens.token()).not.toBe(first)
})

test('requests that come together share one signature', () => {
  const { tokens } = clock(1000)
  expect(tokens.token()).toBe(tokens.token())
})

test('a ready token is what it is', async () => {
  const source = readyToken('a.b.c')
  expect(await source.token()).toBe('a.b.c')
  expect(source.signer).toBeUndefined()
})

test('a kept key signs until the end that was chosen, and not after it', async () => {
  const time = { now: 1000 }
  const tokens = signedTokens(signer, () => time.now, 2000)
  time.now = 1999
  await expect(tokens.token()).resolves.toMatch(/^ey/)
  expect(tokens.end?.()).toMatchObject({ at: 2000, isOver: false })
  time.now = 2000
  await expect(tokens.token()).rejects.toBeInstanceOf(SessionOver)
})
