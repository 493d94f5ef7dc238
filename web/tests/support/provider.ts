import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import type { Server } from './server'
import { expect } from './test'

/** A real OpenID Provider that the server knows, with rules. */
export interface TestProvider {
  /** Of the operators' issuer. */
  id: string
  name: string
  issuer: string
  /** The rules by name, with their IDs. */
  rules: Record<string, string>
  stop: () => Promise<void>
  /** Starts it again, at the same address. */
  start: (change?: { clockAhead?: number; delay?: number }) => Promise<void>
}

interface Rule {
  name: string
  group: string
  permissions: string[]
  projectId?: string
}

const PROGRAM = join(import.meta.dirname, 'provider-program.mjs')
const SECRET = 'a secret that only this test has'

let count = 0

/** Starts a provider, and adds it to the server with its rules. */
export async function makeProvider(
  server: Server,
  rules: Rule[],
  settings: { sessionLengthSeconds?: number; idleSeconds?: number } = {},
): Promise<TestProvider> {
  const name = `Acme ${process.pid.toString(36)}-${(count++).toString(36)}`
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const { createOperatorIssuer } = await server.graphql<{
    createOperatorIssuer: { operatorIssuer: { id: string; redirectUri: string } }
  }>(
    'mutation ($input: CreateOperatorIssuerInput!) { createOperatorIssuer(input: $input) { operatorIssuer { id redirectUri } } }',
    { input: { name, issuer, clientId: 'keyplane', clientSecret: SECRET, ...settings } },
  )
  const { id, redirectUri } = createOperatorIssuer.operatorIssuer
  const made: Record<string, string> = {}
  for (const { name, group, permissions, projectId } of rules) {
    const claimRules = [{ claim: '/groups/*', match: 'EXACT', values: [group] }]
    const { createOperatorRule } = await server.graphql<{ createOperatorRule: { operatorRule: { id: string } } }>(
      'mutation ($input: CreateOperatorRuleInput!) { createOperatorRule(input: $input) { operatorRule { id } } }',
      { input: { operatorIssuerId: id, name, claimRules, permissions, projectId } },
    )
    made[name] = createOperatorRule.operatorRule.id
  }

  let end = async () => {}
  const start: TestProvider['start'] = async (change = {}) => {
    end = await launch({
      clientId: 'keyplane',
      clientSecret: SECRET,
      redirectUris: [redirectUri],
      postLogoutRedirectUris: [`${server.url}/console/`],
      clockAhead: 0,
      delay: 0,
      port,
      ...change,
    })
  }
  await start()
  return { id, name, issuer, rules: made, start, stop: () => end() }
}

/** Goes from the sign-in page to the provider, and types a name into its form: `anna+platform`. */
export async function signInAs(page: Page, provider: TestProvider, login: string): Promise<void> {
  await page.getByRole('button', { name: `Sign in with ${provider.name}` }).click()
  await typeLogin(page, login)
}

/** Types a name into the provider's form. */
export async function typeLogin(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
}

/** Waits until the portal shows who is signed in. */
export async function expectSignedIn(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('button', { name: `Signed in as ${name}` })).toBeVisible()
}

async function freePort(): Promise<number> {
  const holder = createServer()
  await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done))
  const { port } = holder.address() as AddressInfo
  await new Promise((done) => holder.close(done))
  return port
}

async function launch(settings: object): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [PROGRAM], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, PROVIDER_SETTINGS: JSON.stringify(settings) },
  })
  await new Promise<void>((found, failed) => {
    let log = ''
    const read = (bytes: Buffer) => {
      log += bytes.toString()
      if (log.includes('listening http')) found()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => failed(new Error(`the provider ended: ${log}`)))
    child.once('error', failed)
  })
  return async () => {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await ended
  }
}
