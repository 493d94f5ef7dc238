import { createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

import { BUILD, TYPES } from '../tests/support/build'
import { startServer } from '../tests/support/server'
import type { Server } from '../tests/support/server'

/**
 * A server of the binary's portal; with `KEYPLANE_TEST_DIST`, of that build, as the binary serves it: compressed, with its
 * policy and its caching. Playwright's own routes would leave the network out, and with it what is measured here.
 */
export async function startMeasured(): Promise<Server> {
  const folder = BUILD
  if (folder === undefined) return startServer()
  const front = createServer()
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  const server = await startServer(undefined, url)
  const page = await fetch(`${server.url}/console/`)
  const policy = page.headers.get('content-security-policy') ?? ''
  front.on('request', (asked: IncomingMessage, answer: ServerResponse) => {
    const { pathname } = new URL(asked.url ?? '/', url)
    const isFile = pathname.startsWith('/console/') && pathname !== '/console/server.json'
    if (!isFile) pass(asked, answer, server.url)
    else void send(folder, pathname.replace('/console/', ''), policy, answer)
  })
  const stop = async () => {
    await server.stop()
    front.closeAllConnections()
    front.close()
  }
  return { ...server, url, stop }
}

function pass(asked: IncomingMessage, answer: ServerResponse, to: string): void {
  const onward = request(to + (asked.url ?? ''), { method: asked.method, headers: asked.headers }, (found) => {
    answer.writeHead(found.statusCode ?? 502, found.headers)
    found.pipe(answer)
  })
  onward.on('error', () => answer.destroy())
  asked.pipe(onward)
}

async function send(folder: string, path: string, policy: string, answer: ServerResponse): Promise<void> {
  const name = path.includes('.') ? path : 'index.html'
  const plain = await readFile(join(folder, name)).catch(() => undefined)
  if (!plain) return void answer.writeHead(404).end()
  const packed = await readFile(join(folder, `${name}.br`)).catch(() => undefined)
  answer.writeHead(200, {
    'content-security-policy': policy,
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    ...(packed && { 'content-encoding': 'br' }),
  })
  answer.end(packed ?? plain)
}
