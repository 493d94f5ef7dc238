import { spawn } from 'node:child_process'
import { createPrivateKey, sign } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A key file of an admin key, as the server writes it. */
export interface AdminKeyFile {
  type: 'admin'
  keyId: string
  key: string
  audience: string
  endpoint: string
  projectId?: string
}

/** The real binary with its own data folder and port. */
export interface Server {
  url: string
  /** Where the key file of the first admin key is. */
  keyFile: string
  /** Calls the Admin API with the first admin key, beside the portal. Throws what was refused. */
  graphql: <Data>(query: string, variables?: object) => Promise<Data>
  stop: () => Promise<void>
}

/** The program under test. */
export const BINARY = process.env.KEYPLANE_TEST_BINARY ?? resolve(import.meta.dirname, '../../../target/debug/keyplane')

/**
 * Starts a server on a free port, and waits until it is ready. `fill` may write into its data
 * folder: it runs between a first start, which makes the database, and the start that stays.
 * `publicUrl`: where clients reach it, if that is not the port itself.
 */
export async function startServer(fill?: (folder: string) => Promise<void>, publicUrl?: string): Promise<Server> {
  // Two starts on two ports have to agree about the issuers' base.
  const named = ['--public-url', publicUrl ?? 'https://keys.example.com']
  const folder = await mkdtemp(join(tmpdir(), 'keyplane-portal-'))
  if (fill) {
    const { stop } = await launch(folder, named)
    await stop()
    await fill(folder).catch(async (error: unknown) => {
      await rm(folder, { recursive: true, force: true })
      throw error
    })
  }
  const { url, stop: end } = await launch(folder, fill || publicUrl !== undefined ? named : [])
  const keyFile = join(folder, 'admin-key.json')
  const key = JSON.parse(await readFile(keyFile, 'utf8')) as AdminKeyFile
  const stop = async () => {
    await end()
    await rm(folder, { recursive: true, force: true })
  }
  return { url, keyFile, graphql: (query, variables) => ask(url, key, query, variables), stop }
}

async function launch(folder: string, args: string[]): Promise<Pick<Server, 'url' | 'stop'>> {
  const here = ['--data-dir', folder, '--listen', '127.0.0.1:0', '--allow-private-addresses', '127.0.0.1']
  const child = spawn(BINARY, [...here, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  })
  const url = await new Promise<string>((found, failed) => {
    let log = ''
    const read = (bytes: Buffer) => {
      log += bytes.toString()
      const ready = /Keyplane is ready.*?listen"?[=:]"?([0-9.]+:\d+)/.exec(log)
      if (ready) found(`http://${ready[1] ?? ''}`)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => failed(new Error(`the server ended: ${log}`)))
    child.once('error', failed)
  })
  const stop = async () => {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill()
    await ended
  }
  return { url, stop }
}

/** One request to the Admin API, signed with `key`. */
export async function ask<Data>(url: string, key: AdminKeyFile, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${mintToken(key)}` },
    body: JSON.stringify({ query, variables }),
  })
  const answer = (await response.json()) as { data?: Data; errors?: unknown }
  if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors))
  return answer.data
}

/** A token for five minutes, signed by Node and not by the portal's code. */
export function mintToken(key: AdminKeyFile, claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000)
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = { alg: 'RS256', kid: key.keyId }
  const input = `${encode(header)}.${encode({ aud: key.audience, iat: now, exp: now + 300, ...claims })}`
  return `${input}.${sign('sha256', Buffer.from(input), createPrivateKey(key.key)).toString('base64url')}`
}
