import { Problem, SessionOver } from '../problem'
import type { SessionEnd, TokenSource } from '../tokens'
import type { Answer, OperatorSession } from './api'
import { sessionOver } from './words'

type SignedIn = Extract<Answer, { state: 'SIGNED_IN' }>

/** What the tokens of a session need from around them. */
export interface Surroundings {
  ask: () => Promise<Answer>
  /** Seconds since 1970, as the server's clock has them. */
  now: () => number
  /** Hears each use, so that other tabs do not take the session for unused. */
  onUse: () => void
  /** Hears that the browser's cookie names another session or rule by now: another tab signed in. */
  onOther: () => void
}

/** A token is replaced so long before its end that no request arrives with one that just ended. */
const MARGIN_SECONDS = 60
/** So often at most does what a person does count as use. */
const TOUCH_SECONDS = 60

/** The tokens of a person's session: in memory, each renewed with the cookie that the page cannot read. */
export class OperatorTokens implements TokenSource {
  readonly signer = undefined
  private current: SignedIn
  private usedAt: number
  private asking: Promise<string> | undefined
  private readonly around: Surroundings

  constructor(first: SignedIn, around: Surroundings) {
    this.current = first
    this.around = around
    this.usedAt = around.now()
  }

  /** The session as the server described it last. */
  get session(): OperatorSession {
    return this.current.session
  }

  readonly token = (): Promise<string> => {
    const { accessToken, tokenExpiresAt } = this.current
    if (this.around.now() < secondsOf(tokenExpiresAt) - MARGIN_SECONDS) return Promise.resolve(accessToken)
    return this.renew()
  }

  /** Notes that the person did something: without a request, too, the session is in use. */
  readonly touch = (): void => {
    if (this.around.now() - this.usedAt < TOUCH_SECONDS) return
    // A failure is told by the next request.
    this.renew().catch(() => undefined)
  }

  /** Notes that another tab used the session. */
  noteUse(): void {
    this.usedAt = this.around.now()
  }

  readonly end = (): SessionEnd => {
    const { expiresAt, idleSeconds } = this.session
    const [last, idle] = [secondsOf(expiresAt), this.usedAt + idleSeconds]
    const isIdle = idle < last
    const at = isIdle ? idle : last
    const problem = sessionOver(isIdle ? 'INACTIVE' : 'EXPIRED')
    return { isOver: this.around.now() >= at, at, problem: problem ?? new SessionOver('', '') }
  }

  private renew(): Promise<string> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined))
    return this.asking
  }

  private async ask(): Promise<string> {
    const answer = await this.around.ask()
    switch (answer.state) {
      case 'SIGNED_IN':
        break
      case 'CHOOSE':
        return this.giveUp()
      case 'SIGNED_OUT':
        throw sessionOver(answer.reason) ?? new SessionOver('You are signed out.', 'Sign in again.', answer.reason)
    }
    const { id, ruleId } = this.session
    if (answer.session.id !== id || answer.session.ruleId !== ruleId) return this.giveUp()

    this.current = answer
    this.noteUse()
    this.around.onUse()
    return answer.accessToken
  }

  private giveUp(): never {
    this.around.onOther()
    throw new Problem('Another tab of this browser signed in.', 'This tab follows it.')
  }
}

function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}
