import { expect, test } from 'vitest'

import { adminSamples } from './adminSamples'

const values = (isPem: boolean) => ({
  endpoint: 'https://keys.example/graphql',
  audience: 'acme',
  key: { kid: 'kid-1', algorithm: 'RS256' as const, file: `admin-key-kid-1.${isPem ? 'pem' : 'json'}`, isPem },
  query: '{\n  viewer { scope }\n}',
})

test.each([true, false])(
  'each sample has the values in it, and reads the file in the form that it has (PEM: %s)',
  (isPem) => {
    const samples = adminSamples(values(isPem))
    expect(samples.map(({ language }) => language)).toEqual(['bash', 'python', 'node', 'go', 'rust'])
    for (const { code } of samples) {
      for (const value of [
        'https://keys.example/graphql',
        'acme',
        'kid-1',
        values(isPem).key.file,
        'viewer { scope }',
      ]) {
        expect(code).toContain(value)
      }
      expect(code).not.toMatch(/undefined|YOUR_|region/)
      expect(/\.key\b|\["key"\]|file\.Key/.test(code)).toBe(!isPem)
      // Copied as a whole, it ends in one line end.
      expect(code).toMatch(/[^\n]\n$/)
    }
  },
)
