import { expect, test, vi } from 'vitest'

import { Problem, SessionOver } from '../problem'
import type { Answer, OperatorSession } from './api'
import { OperatorTokens } from './tokens'

const SESSION: OperatorSession = {
  id: 'ops_1',
  issuerId: 'opi_1',
  issuerName: 'Acme',
  subject: '8d1f',
  displayName: 'Anna Example',
  email: null,
  ruleId: 'opr_1',
  ruleName: 'Platform team',
  expiresAt: timeAt(10_000),
  idleSeconds: 3600,
}

function timeAt(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function signedIn(token: string, until: number, session: Partial<OperatorSession> = {}) {
  const answer = { state: 'SIGNED_IN', accessToken: token, tokenExpiresAt: timeAt(until) } as const
  return { ...answer, session: { ...SESSION, ...session } }
}

/** Tokens that were got at the second 1000 and live 300; the server answers with `answers`, one after the other. */
function tokensWith(...answers: Answer[]) {
  const time = { now: 1000 }
  const ask = vi.fn(() => Promise.resolve(answers.shift() ?? ({ state: 'SIGNED_OUT', reason: 'REVOKED' } as const)))
  const onUse = vi.fn()
  const onOther = vi.fn()
  const tokens = new OperatorTokens(signedIn('first', 1300), { ask, now: () => time.now, onUse, onOther })
  return { time, ask, onUse, onOther, tokens }
}

test('the server is asked for another token a minute before the end of one, once for requests that come together', async () => {
  const { time, ask, onUse, tokens } = tokensWith(signedIn('second', 1600))
  time.now = 1239
  expect(await tokens.token()).toBe('first')
  expect(ask).not.toHaveBeenCalled()
  time.now = 1240
  expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['second', 'second'])
  expect(ask).toHaveBeenCalledOnce()
  expect(onUse).toHaveBeenCalledOnce()
})

test('a session that the server ended says why', async () => {
  const { time, tokens } = tokensWith({ state: 'SIGNED_OUT', reason: 'BLOCKED' })
  time.now = 1300
  const refused = await tokens.token().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(SessionOver)
  expect(refused).toMatchObject({ message: 'Your account is blocked.', reason: 'BLOCKED' })
})

test.each<[string, Answer]>([
  ['another session', signedIn('second', 1600, { id: 'ops_2' })],
  ['another rule', signedIn('second', 1600, { ruleId: 'opr_2' })],
  ['a choice of rules', { state: 'CHOOSE', session: SESSION, rules: [] }],
])('no token is taken once the cookie names %s', async (_, answer) => {
  const { time, onOther, tokens } = tokensWith(answer)
  time.now = 1300
  const refused = await tokens.token().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Problem)
  expect(refused).not.toBeInstanceOf(SessionOver)
  expect(onOther).toHaveBeenCalledOnce()
})

test('what a person does counts as use, at most once a minute', async () => {
  const { time, ask, tokens } = tokensWith(signedIn('second', 1360), signedIn('third', 1420))
  time.now = 1059
  tokens.touch()
  expect(ask).not.toHaveBeenCalled()
  time.now = 1060
  tokens.touch()
  await vi.waitFor(() => expect(tokens.end().at).toBe(1060 + 3600))
  tokens.touch()
  expect(ask).toHaveBeenCalledOnce()
})

test('a session ends after inactivity, unless another tab uses it, and at its longest time whatever is done', () => {
  const { time, tokens } = tokensWith()
  time.now = 4599
  expect(tokens.end()).toMatchObject({ isOver: false, at: 4600 })
  tokens.noteUse()
  time.now = 4600
  expect(tokens.end()).toMatchObject({ isOver: false, at: 8199 })
  time.now = 8199
  expect(tokens.end()).toMatchObject({ isOver: true, problem: { reason: 'INACTIVE' } })
  time.now = 8000
  tokens.noteUse()
  time.now = 10_000
  expect(tokens.end()).toMatchObject({ isOver: true, at: 10_000, problem: { reason: 'EXPIRED' } })
})
