import { CombinedError } from 'urql'
import { expect, test } from 'vitest'

import { refusedRules, rulesProblems, typedRules } from './problems'
import { ruleWords } from './words'

test.each([
  [{ claim: 'repository_id', match: 'EXACT', values: ['17'] } as const, 'repository_id is 17'],
  [{ claim: '/groups/*', match: 'ONE_OF', values: ['ops', 'dev'] } as const, '/groups/* is one of ops, dev'],
  [{ claim: 'sub', match: 'PREFIX', values: ['repo:acme/'] } as const, 'sub begins with repo:acme/'],
])('a rule reads as a sentence', ({ claim, match, values }, words) => {
  expect(ruleWords({ claim, match, values: [...values] })).toBe(words)
})

test('lines that were left empty are not sent', () => {
  const kept = { claim: ' sub ', match: 'EXACT', values: ['x'] } as const
  expect(
    typedRules([
      { claim: ' ', match: 'EXACT', values: [] },
      { ...kept, values: ['x'] },
    ]),
  ).toEqual([{ claim: 'sub', match: 'EXACT', values: ['x'] }])
})

test('a rule without a claim, one without a value and an empty list are told before the server is asked', () => {
  expect(rulesProblems([])).toEqual({ '': 'Add at least one rule.' })
  const rules = [
    { claim: '', match: 'EXACT', values: ['x'] } as const,
    { claim: 'sub', match: 'EXACT', values: [] } as const,
    { claim: 'sub', match: 'EXACT', values: ['x'] } as const,
  ]
  expect(Object.keys(rulesProblems(rules.map((rule) => ({ ...rule, values: [...rule.values] }))))).toEqual([
    '0.claim',
    '1.values',
  ])
})

test('a refusal of the server stands beside the rule that it names', () => {
  const fields = [
    { path: 'input.rules', message: 'must identify a workload' },
    { path: 'input.rules.1.values', message: 'must not be empty' },
    { path: 'input.name', message: 'is too long' },
  ]
  const error = new CombinedError({ graphQLErrors: [{ message: 'x', extensions: { code: 'INVALID_INPUT', fields } }] })
  expect(refusedRules(error, 'rules')).toEqual({ '': 'Must identify a workload.', '1.values': 'Must not be empty.' })
})
