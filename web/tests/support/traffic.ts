import { createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

import type { BrowserContext } from '@playwright/test'

/** All that a browser sent, from the first request on. */
export interface Traffic {
  /** Whether these bytes went out: as they are, or in hex or base64, whatever stood before them. */
  holds: (bytes: Buffer) => boolean
  /** Whether this text did. */
  says: (text: string) => boolean
}

/** Records address, headers and body of every request of the browser's tabs and workers. */
export function recordTraffic(context: BrowserContext): Traffic {
  const sent: string[] = []
  context.on('request', (request) => {
    const body = request.postDataBuffer()?.toString('latin1') ?? ''
    const text = [request.url(), ...Object.values(request.headers()), body].join('\n')
    // A PEM in JSON has its line ends as \n, and one in an address as %0A.
    sent.push(text, decoded(text).replaceAll(/\\[nr]|\s/g, ''))
  })
  const says = (text: string) => sent.some((one) => one.includes(text))
  return { says, holds: (bytes) => formsOf(bytes).some(says) }
}

/** The private numbers of a key (RFC 7518 section 6), each of which is the key. */
export function privateNumbers(key: string | KeyObject): Buffer[] {
  return numbers(key, ['d', 'p', 'q', 'dp', 'dq', 'qi'])
}

/** The public ones: what may be sent, and shows that a search finds what is there. */
export function publicNumbers(key: string | KeyObject): Buffer[] {
  return numbers(key, ['n', 'x', 'y'])
}

function numbers(key: string | KeyObject, names: string[]): Buffer[] {
  const jwk = (typeof key === 'string' ? createPrivateKey(key) : key).export({ format: 'jwk' }) as Record<
    string,
    string
  >
  return names.flatMap((name) => (jwk[name] === undefined ? [] : [Buffer.from(jwk[name], 'base64url')]))
}

/**
 * The same bytes as they are, in hex, and in base64 as a part of something larger: the encoding
 * depends on the place among three, and the characters at both ends on the neighbours.
 */
function formsOf(bytes: Buffer): string[] {
  const encoded = [0, 1, 2].map((place) => {
    const text = Buffer.concat([Buffer.alloc(place), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return text.slice(Math.ceil((place * 4) / 3), -1)
  })
  const url = encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  const hex = bytes.toString('hex')
  return [bytes.toString('latin1'), hex, hex.toUpperCase(), ...encoded, ...url]
}

function decoded(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
}
