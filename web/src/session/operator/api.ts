import { noteServerDate } from '../clock'
import { Problem, Unreachable } from '../problem'
import { isSignInProblem, signInProblem } from './words'

/** A provider by which operators sign in. */
export interface Provider {
  id: string
  name: string
}

/** A rule that lets the person in. */
export interface OfferedRule {
  id: string
  name: string
  /** Null: the instance, with all projects. */
  projectSlug: string | null
  projectName: string | null
  permissions: string[]
}

/** The session that the server keeps for a person. Times are RFC 3339. */
export interface OperatorSession {
  id: string
  issuerId: string
  issuerName: string
  subject: string
  displayName: string
  email: string | null
  ruleId: string | null
  ruleName: string | null
  /** When it ends at the latest. */
  expiresAt: string
  /** Seconds without use after which it ends. */
  idleSeconds: number
}

/** What the server answers to the question for a token. */
export type Answer =
  | { state: 'SIGNED_IN'; accessToken: string; tokenExpiresAt: string; session: OperatorSession }
  | { state: 'CHOOSE'; session: OperatorSession; rules: OfferedRule[] }
  | { state: 'SIGNED_OUT'; reason: string }

/** How a sign-in begins. */
export interface Start {
  issuerId: string
  /** The rule to take if several match. */
  ruleId?: string | undefined
  /** `none`: without a page of the provider, or not at all. */
  prompt?: 'none' | 'login'
  /** Whether the provider has to ask for credentials now. */
  stepUp?: boolean
  /** The path to come back to; below `/console/`. */
  returnTo: string
}

const BASE = '/portal-auth/'
/** A server that does not answer at all does not keep the page empty. */
const LONGEST_MILLISECONDS = 15_000

/** The providers to sign in with; none where the server has none, or does not answer. */
export async function askProviders(): Promise<Provider[]> {
  try {
    const response = await fetch(`${BASE}providers`, { credentials: 'omit', signal: timeout() })
    if (!response.ok) return []
    const { providers } = (await response.json()) as { providers: Provider[] }
    return providers
  } catch {
    return []
  }
}

/** A token of the session that the browser's cookie names. The server counts each call as use of it. */
export async function askToken(): Promise<Answer> {
  const response = await post('token', {})
  // At an address that is not the server's public URL, a provider signs no person in.
  if (response.status === 403) return { state: 'SIGNED_OUT', reason: 'NO_SESSION' }
  return answerOf(response)
}

/** Takes one of several rules. */
export async function chooseRule(ruleId: string): Promise<Answer> {
  return answerOf(await post('choose', { ruleId }))
}

/** The address of the provider at which a sign-in goes on. */
export async function askStart(start: Start): Promise<string> {
  const { location } = await bodyOf<{ location: string }>(await post('start', start))
  return location
}

/** Ends the session; gives the provider's page that ends its own, if it has one. */
export async function askSignOut(): Promise<string | null> {
  const { location } = await bodyOf<{ location: string | null }>(await post('sign-out', {}))
  return location
}

async function post(path: string, body: object): Promise<Response> {
  let response: Response
  try {
    response = await fetch(BASE + path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: timeout(),
    })
  } catch {
    throw new Unreachable(
      'The server cannot be reached.',
      'Check that the server is running and that you are online, then try again.',
    )
  }
  noteServerDate(response, Date.now())
  return response
}

async function answerOf(response: Response): Promise<Answer> {
  // 401 is an answer: there is no session.
  if (response.status === 401) return (await response.json()) as Answer
  return await bodyOf<Answer>(response)
}

async function bodyOf<Body>(response: Response): Promise<Body> {
  if (response.ok) return (await response.json()) as Body
  const fault = (await response.json().catch(() => ({}))) as { error?: string; error_description?: string }
  throw faultProblem(fault.error, fault.error_description, response)
}

function faultProblem(error: string | undefined, description: string | undefined, response: Response): Problem {
  if (error !== undefined && isSignInProblem(error)) return signInProblem(error)
  const wait = response.headers.get('retry-after')
  const Kind = response.status >= 502 ? Unreachable : Problem
  return new Kind(
    description === undefined ? `The server answered with status ${response.status}.` : sentence(description),
    wait === null ? 'Try again.' : `Try again in ${wait} ${wait === '1' ? 'second' : 'seconds'}.`,
  )
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(start) ? start : `${start}.`
}

function timeout(): AbortSignal {
  return AbortSignal.timeout(LONGEST_MILLISECONDS)
}
