/** Why signing in or a request was refused, in words for the operator: what is wrong, and what to do. */
export class Problem extends Error {
  /** The guard's own word, such as `KEY_REVOKED`, where it was the guard that refused. */
  readonly reason: string | undefined
  /** What to do about it. */
  readonly remedy: string

  constructor(message: string, remedy: string, reason?: string) {
    super(message)
    this.name = 'Problem'
    this.remedy = remedy
    this.reason = reason
  }
}

/** The server did not answer; the same may succeed in a moment. */
export class Unreachable extends Problem {}

/** The session is over: no token comes from its source again. */
export class SessionOver extends Problem {}
