import { describe, expect, test } from 'vitest'

import type { ClientAuthMethod, KeyAlgorithm } from '../../../graphql/generated/graphql'
import { LANGUAGES } from '../../../ui/Snippets'
import { samples } from './samples'
import type { SampleValues } from './samples'

const METHODS: ClientAuthMethod[] = [
  'PRIVATE_KEY_JWT',
  'CLIENT_SECRET_BASIC',
  'CLIENT_SECRET_POST',
  'CLIENT_SECRET_JWT',
]
const ALGORITHMS: KeyAlgorithm[] = ['RS256', 'RS512', 'PS256', 'ES256', 'ES384', 'EDDSA']

const VALUES: SampleValues = {
  task: 'token',
  method: 'PRIVATE_KEY_JWT',
  clientId: 'app_1',
  issuer: 'https://keys.example/p/acme',
  endpoint: 'https://keys.example/p/acme/oauth/token',
  key: { kid: 'billing-1', algorithm: 'RS256', file: 'application-key-billing-1.json', isPem: false },
}

/** Every sample that a reader can be shown. */
const ALL = (['token', 'introspection'] as const).flatMap((task) =>
  METHODS.flatMap((method) =>
    ALGORITHMS.flatMap((algorithm) =>
      [true, false].flatMap((isPem) => samples({ ...VALUES, task, method, key: { ...VALUES.key, algorithm, isPem } })),
    ),
  ),
)

describe('samples', () => {
  test('are there in every language, in the order of the tabs', () => {
    expect(samples(VALUES).map(({ language }) => language)).toEqual(LANGUAGES)
  })

  test('have the values of the application in them, and nothing that is missing', () => {
    for (const { code } of ALL) {
      expect(code).toContain(VALUES.clientId)
      expect(code).toContain(VALUES.endpoint)
      expect(code).not.toMatch(/\bundefined\b|\[object|YOUR_|region/)
      // Copied as a whole, it ends in one line end.
      expect(code).toMatch(/[^\n]\n$/)
    }
  })

  test('name the key and its file where a key signs, and the variable of the secret elsewhere', () => {
    for (const method of METHODS) {
      for (const { code } of samples({ ...VALUES, method })) {
        const isKey = method === 'PRIVATE_KEY_JWT'
        expect(code.includes(VALUES.key.kid)).toBe(isKey)
        expect(code.includes(VALUES.key.file)).toBe(isKey)
        expect(code.includes('CLIENT_SECRET')).toBe(!isKey)
      }
    }
  })

  test('write the algorithm of the key down', () => {
    const ofEd25519 = samples({ ...VALUES, key: { ...VALUES.key, algorithm: 'EDDSA' } })
    for (const { code } of ofEd25519) expect(code).toContain('EdDSA')
    for (const { code } of samples(VALUES)) expect(code).toContain('RS256')
  })

  test('have lines that fit beside other windows', () => {
    for (const { code } of ALL) {
      for (const line of code.split('\n')) {
        // Addresses and names are as long as they are.
        if (!/https:|urn:/.test(line)) expect(line.length).toBeLessThanOrEqual(100)
      }
    }
  })
})
