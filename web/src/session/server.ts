import { fromBase64 } from './base64'
import { Problem } from './problem'
import type { Signer } from './signer'

/**
 * Which server the portal signs for.
 *
 * A token opens the server that its `aud` names and is sent to the server that the page came from;
 * the two must be one. The name comes from that server (`server.json`) and not from the browser's
 * address: behind a tunnel the address is a name that no server has.
 *
 * But a server may be wrong about its name. A copy of production's database on a staging machine
 * calls itself production, and what is signed for it there opens production. So the address of the
 * page has to be the name as well. Only a loopback address says nothing about the server behind it;
 * there the person who opened the tunnel confirms the name.
 *
 * A page that is hostile itself is out of reach of all this: it holds the key as soon as it gets it.
 */
export interface Server {
  /** Scheme, host and port that the server knows itself by, without a final slash. */
  publicUrl: string
  /** Scheme, host and port that the page was loaded from. */
  origin: string
  /** Whether the two are the same server: `unsure` where only the person can know. */
  match: 'same' | 'unsure' | 'different'
}

let asked: Promise<Server> | undefined

/** Asks the server for its name, once; again where it did not answer. Throws a {@link Problem}. */
export function askServer(): Promise<Server> {
  asked ??= fetchServer().catch((error: unknown) => {
    asked = undefined
    throw error
  })
  return asked
}

async function fetchServer(): Promise<Server> {
  try {
    const response = await fetch('/console/server.json')
    const { publicUrl } = (await response.json()) as { publicUrl?: unknown }
    if (typeof publicUrl === 'string') return compare(publicUrl, location.origin)
  } catch {
    // Said below: no answer, or one that is not the server's.
  }
  throw new Problem(
    'The server cannot be reached.',
    'Check that the server is running and that you are online, then try again.',
  )
}

/** Compares the server's own name with the address of the page. */
export function compare(publicUrl: string, origin: string): Server {
  return { publicUrl, origin, match: matchOf(publicUrl, new URL(origin)) }
}

function matchOf(publicUrl: string, page: URL): Server['match'] {
  if (page.origin === publicUrl) return 'same'
  if (!isLoopback(page)) return 'different'
  const server = urlOf(publicUrl)
  // localhost and 127.0.0.1 with one port are one place.
  const isOnePlace = server && isLoopback(server) && server.port === page.port && server.protocol === page.protocol
  return isOnePlace ? 'same' : 'unsure'
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** Refuses to sign for a server whose name does not match the page's address and was not confirmed. */
export function requireMatch(server: Server, isConfirmed: boolean): void {
  if (server.match === 'different') {
    throw new Problem(
      "The address of this page is not the server's public URL.",
      `The page is loaded from ${server.origin}, but the server’s public URL is ${server.publicUrl}. Sign in at ${server.publicUrl}/console/ instead.`,
    )
  }
  if (server.match === 'unsure' && !isConfirmed) {
    throw new Problem(
      'The server is not confirmed.',
      `Confirm that this is ${server.publicUrl}, then choose the key file again.`,
    )
  }
}

/**
 * The `aud` of tokens for this server, always by URL. `audience` may be a URL of this server or a
 * short name: a project's slug, or `keyplane`. Throws a {@link Problem} where it or the key file's
 * `endpoint` names another server.
 */
export function audienceHere(
  { publicUrl }: Server,
  { audience, endpoint }: { audience: string; endpoint?: string | undefined },
): string {
  const url = isUrl(audience) ? audience : undefined
  for (const home of [endpoint, url]) {
    if (home !== undefined && originOf(home) !== publicUrl) {
      throw anotherServer('key', `The key file is for ${originOf(home)}.`, publicUrl, originOf(home))
    }
  }
  if (audience === 'keyplane') return publicUrl
  return url ?? `${publicUrl}/p/${audience}`
}

/**
 * A signer that this browser kept, for this server. One that an earlier version kept has a short
 * audience and was not confirmed for any server. Throws a {@link Problem} where it cannot sign
 * here.
 */
export function signerHere(server: Server, kept: Signer): Signer {
  requireMatch(server, isUrl(kept.audience))
  return { ...kept, audience: audienceHere(server, kept) }
}

/** Refuses a pasted token that names another server by URL, before it is sent to this one. */
export function requireTokenOf({ publicUrl }: Server, token: string): void {
  const origins = audiencesOf(token).filter(isUrl).map(originOf)
  const [other] = origins
  if (other !== undefined && !origins.includes(publicUrl)) {
    throw anotherServer('token', `The token is for ${other}.`, publicUrl, other)
  }
}

/** The texts of `aud`; none where the token cannot be read, which the guard explains better. */
function audiencesOf(token: string): string[] {
  const payload = fromBase64(token.split('.')[1] ?? '')
  try {
    const { aud } = JSON.parse(new TextDecoder().decode(payload ?? undefined)) as { aud?: unknown }
    return [aud].flat().filter((audience) => typeof audience === 'string')
  } catch {
    return []
  }
}

function anotherServer(what: 'key' | 'token', found: string, publicUrl: string, other: string): Problem {
  return new Problem(
    `This ${what} belongs to another server.`,
    `${found} This portal is served by ${publicUrl}. Sign in at ${other}/console/ instead.`,
  )
}

function isUrl(text: string): boolean {
  return text.includes('://')
}

/** Scheme, host and port of a URL; the text itself where it is none. */
function originOf(text: string): string {
  const origin = urlOf(text)?.origin ?? 'null'
  return origin === 'null' ? text : origin
}

function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
