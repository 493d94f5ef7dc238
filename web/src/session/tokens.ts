import { TOKEN_SECONDS, mintToken } from './signer'
import type { Signer } from './signer'

/** Where the tokens of a session come from. */
export interface TokenSource {
  /** A token that is good for some time yet. */
  token: () => Promise<string>
  /** How the session signs; undefined where a ready token was pasted. */
  signer: Signer | undefined
}

/** A token is replaced so long before its end that no request arrives with one that just ended. */
const MARGIN_SECONDS = 60

/** Signs a token when the last one nears its end. `now` gives seconds since 1970. */
export function signedTokens(signer: Signer, now: () => number): TokenSource {
  let current: { token: Promise<string>; from: number } | undefined
  return {
    signer,
    token: () => {
      const time = now()
      // A clock that was set back would leave a token in use that begins in the future.
      const isFresh = current && time >= current.from && time < current.from + TOKEN_SECONDS - MARGIN_SECONDS
      if (!isFresh || !current) current = { token: mintToken(signer, time), from: time }
      return current.token
    },
  }
}

/** A token that was signed elsewhere, as long as it lasts. */
export function readyToken(token: string): TokenSource {
  return { signer: undefined, token: () => Promise.resolve(token) }
}
