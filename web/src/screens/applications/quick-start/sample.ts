import type { ClientAuthMethod } from '../../../graphql/generated/graphql'
import type { SampleKey } from '../../../keys/samples/useSampleKey'

/** What a sample does. */
export type Task = 'token' | 'introspection'

/** The values that fill a sample. None of them is a secret. */
export interface SampleValues {
  task: Task
  method: ClientAuthMethod
  clientId: string
  issuer: string
  /** Of the task. */
  endpoint: string
  /** Of the method `PRIVATE_KEY_JWT`. */
  key: SampleKey
}

/** Where samples read the secret from, so that it is in no source code. */
export const SECRET_VARIABLE = 'CLIENT_SECRET'

/** Form fields of RFC 7523 that go with an assertion. */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Whether the method proves the application by a JWT. */
export function signs(method: ClientAuthMethod): boolean {
  return method === 'PRIVATE_KEY_JWT' || method === 'CLIENT_SECRET_JWT'
}

/** Pieces of code below each other, without those that do not apply. */
export function lines(...pieces: (string | false)[]): string {
  return pieces.filter((piece) => piece !== false).join('\n')
}

/** The same with an empty line between, and one end of line at the end. */
export function blocks(...pieces: (string | false)[]): string {
  return `${pieces.filter((piece) => piece !== false).join('\n\n')}\n`
}
