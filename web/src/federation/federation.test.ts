import { expect, test } from 'vitest'

import { fill, placeholdersOf, read } from './placeholders'
import { knownOf, presetOf, proposedRules } from './presets'
import type { Preset } from './presets'

const ISSUER = { discoveryUrl: null, jwksUri: null, jwksCommand: null, keySource: 'DISCOVERY' as const }
const COMMON: Omit<Preset, 'name' | 'title' | 'issuers'> = {
  parameters: [],
  algorithms: ['RS256'],
  audience: null,
  maxAgeSeconds: 600,
  singleUse: true,
  identifyingClaims: ['repository_id'],
  prefixes: [],
  rules: [
    { claim: 'repository_id', match: 'EXACT', values: ['<repository-id>'], optional: false, reason: 'Stays.' },
    { claim: 'environment', match: 'EXACT', values: ['<environment>'], optional: true, reason: 'Narrows.' },
  ],
  snippet: { place: 'deploy.yml', language: 'yaml', text: '<audience>' },
  notes: [],
  documentation: [],
}
const github: Preset = {
  ...COMMON,
  name: 'github-actions',
  title: 'GitHub Actions',
  issuers: [
    { ...ISSUER, title: 'GitHub.com', issuer: 'https://token.actions.example', trustDomain: null, recognized: true },
    { ...ISSUER, title: 'Server', issuer: 'https://<hostname>/_services/token', trustDomain: null, recognized: true },
  ],
}
const kubernetes: Preset = {
  ...COMMON,
  name: 'kubernetes',
  title: 'Kubernetes',
  issuers: [{ ...ISSUER, title: 'Own', issuer: 'https://<host>', trustDomain: null, recognized: false }],
}
const spiffe: Preset = {
  ...COMMON,
  name: 'spiffe',
  title: 'SPIFFE',
  issuers: [{ ...ISSUER, title: 'SPIFFE', issuer: null, trustDomain: '<trust-domain>', recognized: true }],
}
const PRESETS = [github, kubernetes, spiffe]

test('a placeholder is filled with its value, and stays where there is none', () => {
  const values = { 'repository-id': ' 17 ', branch: '' }
  expect(fill('<repository-id>/<branch>/<constructor>', values)).toBe('17/<branch>/<constructor>')
  expect([...placeholdersOf(['<a-b>/<c>', null, '<c>', '<Not>'])]).toEqual(['a-b', 'c'])
})

test('the values of placeholders are read from an issuer, each one segment of it', () => {
  expect(read('https://<hostname>/_services/token', 'https://git.acme.example/_services/token')).toEqual({
    hostname: 'git.acme.example',
  })
  expect(read('https://<hostname>/token', 'https://a/b/token')).toBeNull()
  expect(read('https://a.example', 'https://axexample')).toBeNull()
})

test.each([
  ['the preset that the issuer names', { preset: 'kubernetes', issuer: 'https://x', trustDomain: null }, 'kubernetes'],
  [
    'the platform that alone has such an issuer',
    { preset: null, issuer: 'https://token.actions.example', trustDomain: null },
    'github-actions',
  ],
  ['SPIFFE for a trust domain', { preset: null, issuer: null, trustDomain: 'acme.example' }, 'spiffe'],
  ['none for another issuer', { preset: null, issuer: 'https://login.acme.example', trustDomain: null }, undefined],
])('the platform of an issuer is %s', (_, named, name) => {
  expect(presetOf(PRESETS, named)?.name).toBe(name)
})

test('the issuer fills the placeholders that it shares with the rules, and the optional rules are left out', () => {
  const named = { preset: null, issuer: 'https://git.acme.example/_services/token', trustDomain: null }
  expect(knownOf(github, named)).toEqual({ hostname: 'git.acme.example' })
  expect(proposedRules(github, { 'repository-id': '17' })).toEqual([
    { claim: 'repository_id', match: 'EXACT', values: ['17'] },
  ])
})
