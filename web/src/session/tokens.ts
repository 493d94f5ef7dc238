import { SessionOver } from './problem'
import { TOKEN_SECONDS, mintToken } from './signer'
import type { Signer } from './signer'

/** When a session ends by itself, as far as is known now. */
export interface SessionEnd {
  isOver: boolean
  /** Seconds since 1970. */
  at: number
  /** What the person is told then. */
  problem: SessionOver
}

/** Where the tokens of a session come from. */
export interface TokenSource {
  /** A token that is good for some time yet. Rejects with {@link SessionOver} once the session has ended. */
  token: () => Promise<string>
  /** How the session signs; undefined where a ready token was pasted, or the server signs. */
  signer: Signer | undefined
  /** The end of the session; without it, the session ends when its page is closed. */
  end?: () => SessionEnd | undefined
  /** Hears that the person did something. */
  touch?: () => void
}

/** A token is replaced so long before its end that no request arrives with one that just ended. */
const MARGIN_SECONDS = 60

/** Signs a token when the last one nears its end, until `endsAt`. Times are seconds since 1970. */
export function signedTokens(signer: Signer, now: () => number, endsAt?: number): TokenSource {
  let current: { token: Promise<string>; from: number } | undefined
  const end = () => {
    if (endsAt === undefined) return undefined
    return { isOver: now() >= endsAt, at: endsAt, problem: keptKeyOver() }
  }
  return {
    signer,
    end,
    token: () => {
      const time = now()
      const ending = end()
      if (ending?.isOver) return Promise.reject(ending.problem)
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
