import { describe, expect, test } from 'vitest'

import { application, duration, labels, text } from './field'
import { labelOf, labelText, pairsOf } from './labels'
import { problemOf } from './problems'
import { changeOf, inputOf, initialValues, rowsOf, settingAt, valuesOf } from './values'

const TABLE = {
  name: text({ label: 'Name', required: 'Enter a name.', longest: 5 }),
  url: text({ only: 'edit', label: 'URL', nullable: true, longest: 100 }),
  slug: text({ only: 'create', label: 'Slug', longest: 32, pattern: { holds: /^[a-z]+$/, message: 'Use letters.' } }),
  lifetimeSeconds: duration({ of: 'SERVICE', label: 'Lifetime', initial: 60, range: { shortest: 60, longest: 3600 } }),
  labels: labels({ label: 'Labels' }),
  server: application({ label: 'Server' }),
}

const BEFORE = valuesOf(TABLE, {
  name: 'a',
  url: null,
  lifetimeSeconds: 60,
  labels: [{ key: 'team', value: 'a' }],
  server: null,
})

describe('a table of settings', () => {
  test('has the rows of a form, and of a type', () => {
    const namesOf = (stage: 'create' | 'edit', type?: string) => rowsOf(TABLE, stage, type).map(([name]) => name)
    expect(namesOf('create')).toEqual(['name', 'slug', 'lifetimeSeconds', 'labels', 'server'])
    expect(namesOf('edit', 'RESOURCE_SERVER')).toEqual(['name', 'url', 'labels', 'server'])
  })

  test('sends a new object without the settings of the other form', () => {
    const values = { ...initialValues(TABLE), name: ' a ', slug: 'b', labels: [{ key: '', value: ' ' }] }
    expect(inputOf(TABLE, values)).toEqual({ name: 'a', slug: 'b', lifetimeSeconds: 60, labels: [], serverId: null })
  })

  test('sends a change without what is the same but for blanks and empty lines', () => {
    const same = { ...BEFORE, name: ' a', labels: [...BEFORE.labels, { key: '', value: '' }] }
    expect(changeOf(TABLE, BEFORE, same)).toEqual({})
    const other = { ...BEFORE, url: 'b', labels: [], server: { id: 'app_1', name: 'One' } }
    expect(changeOf(TABLE, BEFORE, other)).toEqual({ url: 'b', labels: [], serverId: 'app_1' })
    expect(changeOf(TABLE, { ...BEFORE, url: 'b' }, BEFORE)).toEqual({ url: null })
  })

  test('finds the setting that a refusal names', () => {
    expect(settingAt(TABLE, 'name')).toBe('name')
    expect(settingAt(TABLE, 'labels.2.key')).toBe('labels')
    expect(settingAt(TABLE, 'labels[2].key')).toBe('labels')
    expect(settingAt(TABLE, 'serverId')).toBe('server')
    expect(settingAt(TABLE, 'slugStatus')).toBeUndefined()
  })
})

describe('what is wrong with a setting', () => {
  test('is its length in code points, a missing text and a broken pattern', () => {
    expect(problemOf(TABLE.name, ' ')).toBe('Enter a name.')
    expect(problemOf(TABLE.name, '🗝🗝🗝🗝🗝')).toBeNull()
    expect(problemOf(TABLE.name, 'abcdef')).toBe('Use at most 5 characters.')
    expect(problemOf(TABLE.slug, '')).toBeNull()
    expect(problemOf(TABLE.slug, 'a1')).toBe('Use letters.')
  })

  test('is a label without a key, with a wrong key, a key twice, a long value, and one too many', () => {
    const problem = (...pairs: [string, string][]) =>
      problemOf(
        TABLE.labels,
        pairs.map(([key, value]) => ({ key, value })),
      )
    expect(problem(['team', 'a'], ['k8s.io/name', ''], ['', ''])).toBeNull()
    expect(problem(['', 'a'])).toContain('Enter a key')
    expect(problem(['Team', 'a'])).toContain('“Team”')
    expect(problem(['a'.repeat(64), ''])).toContain('1 to 63')
    expect(problem(['team', 'a'], ['team ', 'b'])).toContain('twice')
    expect(problem(['team', 'x'.repeat(255)])).toBeNull()
    expect(problem(['team', 'x'.repeat(256)])).toContain('255')
    const many = (count: number) => Array.from({ length: count }, (_, at): [string, string] => [`k${at}`, ''])
    expect(problem(...many(32))).toBeNull()
    expect(problem(...many(33))).toContain('32')
  })
})

describe('a label as text', () => {
  test('is split at the first equals sign', () => {
    expect(labelOf('team=a=b')).toEqual({ key: 'team', value: 'a=b' })
    expect(labelOf('team')).toEqual({ key: 'team', value: '' })
    expect(labelText({ key: 'team', value: 'a=b' })).toBe('team=a=b')
  })

  test('becomes a pair as it is typed into a key, and several become several', () => {
    expect(pairsOf('team', 'a')).toEqual([{ key: 'team', value: 'a' }])
    expect(pairsOf('team=', 'a')).toEqual([{ key: 'team', value: 'a' }])
    expect(pairsOf('team=b', 'a')).toEqual([{ key: 'team', value: 'b' }])
    expect(pairsOf('team=a\nenv=prod', '')).toEqual([
      { key: 'team', value: 'a' },
      { key: 'env', value: 'prod' },
    ])
  })
})
