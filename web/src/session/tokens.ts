import { SessionOver } from './problem'
import { TOKEN_SECONDS, mintToken } from './signer'
import type { Signer } from './signer'

/** Where the tokens of a session come from. */
export interface TokenSource {
  /** A token that is good for some time yet. Rejects with {@link SessionOver} once the session has ended. */
  token: () => Promise<string>
  /** How the session signs; undefined where a ready token was pasted. */
  signer: Signer | undefined
  /** When the session ends by itself as far as is known now, in seconds since 1970; undefined: when its page is closed. */
  endsAt?: () => number | undefined
}

/** A token is replaced so long before its end that no request arrives with one that just ended. */
const MARGIN_SECONDS = 60

/** Signs a token when the last one nears its end, until `endsAt`. Times are seconds since 1970. */
export function signedTokens(signer: Signer, now: () => number, endsAt?: number): TokenSource {
  let current: { token: Promise<string>; from: number } | undefined
  return {
    signer,
    endsAt: () => endsAt,
    token: () => {
      const time = now()
      if (endsAt !== undefined && time >= endsAt) return Promise.reject(keptKeyOver())
      // A clock that was set back would leave a token in use that begins in the future.
      const isFresh = current && time >= current.from && time < current.from + TOKEN_SECONDS - MARGIN_SECONDS
      if (!isFresh || !current) current = { token: mintToken(signer, time), from: time }
      return current.token
    },
  }
}

/** Why a kept key does not sign any longer. */
export function keptKeyOver(): SessionOver {
  return new SessionOver(
    'The time for which this browser kept the key is over.',
    'Sign in with the key file again, and choose how long to stay signed in.',
  )
}

/** A token that was signed elsewhere, as long as it lasts. */
export function readyToken(token: string): TokenSource {
  return { signer: undefined, token: () => Promise.resolve(token) }
}
