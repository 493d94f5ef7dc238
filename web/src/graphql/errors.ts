import type { CombinedError } from 'urql'

import { Problem } from '../session/problem'
import { refusalProblem } from '../session/refusal'
import { withLocalTimes } from './localTimes'

/** An input field that was refused. */
export interface FieldError {
  /** Its place, such as `slug` or `keyPolicy.rsaBits`: without the leading `input.`. */
  field: string
  message: string
}

/** What the first error of an answer says, for the operator. */
export function problemOf(error: CombinedError): Problem {
  // What the source of tokens says, which no server was asked for.
  if (error.networkError instanceof Problem) return error.networkError
  const refused = error.graphQLErrors[0]
  return refused ? refusedProblem(refused) : unreachable((error.response as Response | undefined)?.status)
}

/** One error of an answer (GraphQL over HTTP, section 6.4). */
export interface Refusal {
  message: string
  extensions?: { code?: unknown; reason?: unknown }
}

/** What one error of an answer says. */
export function refusedProblem({ message, extensions: { code, reason } = {} }: Refusal): Problem {
  if (typeof reason === 'string') return refusalProblem(reason, message)
  return new Problem(sentence(message), REMEDIES[String(code)] ?? '', String(code))
}

/** The fields that an INVALID_INPUT or CONFLICT names. */
export function fieldErrors(error: CombinedError): FieldError[] {
  return error.graphQLErrors.flatMap(({ extensions }) => {
    const fields = extensions.fields
    if (!Array.isArray(fields)) return []
    return (fields as { path: string; message: string }[]).map(({ path, message }) => ({
      field: path.replace(/^input\./, ''),
      message: sentence(message),
    }))
  })
}

const REMEDIES: Record<string, string> = {
  FORBIDDEN: 'Your admin key lacks the permission. Ask an operator with ADMIN_KEYS_WRITE to grant it.',
  NOT_FOUND: 'It may be deleted. Reload the page.',
  CONFLICT: '',
  LIMIT_EXCEEDED: 'Wait a moment, then try again.',
  INTERNAL: "The server's log has the details under the request id.",
}

/** There is no answer of the Admin API: `status` is that of another answer, undefined without one. */
export function unreachable(status: number | undefined): Problem {
  if (status !== undefined) {
    return new Problem(
      `The server answered with status ${status}.`,
      'Try again. If it happens again, see the server’s log.',
    )
  }
  return new Problem(
    'The server cannot be reached.',
    'Check that the server is running and that you are online, then try again.',
  )
}

/** What the server wrote, as a sentence for the operator: times in their zone. */
export function sentence(text: string): string {
  const start = withLocalTimes(text.charAt(0).toUpperCase() + text.slice(1))
  return /[.!?]$/.test(start) ? start : `${start}.`
}
