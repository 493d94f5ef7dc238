import type { ClientAuthMethod } from '../../../graphql/generated/graphql'
import { clientProgram } from '../../../keys/samples/programs.js'
import { setupOf, snippets } from '../../../keys/samples/templates'
import type { SampleKey } from '../../../keys/samples/useSampleKey'
import type { Snippet } from '../../../ui/Snippets'

/** The values that fill a sample. None of them is a secret. */
export interface SampleValues {
  /** What the sample does. */
  task: 'token' | 'introspection'
  method: ClientAuthMethod
  clientId: string
  issuer: string
  /** Of the task. */
  endpoint: string
  /** Of the method `PRIVATE_KEY_JWT`. */
  key: SampleKey
}

/** The variable that samples read the secret from, so that it is in no source code. */
export const SECRET_VARIABLE = 'CLIENT_SECRET'

/** The same program in every language. */
export function samples(values: SampleValues): Snippet[] {
  const signs = values.method === 'PRIVATE_KEY_JWT' || values.method === 'CLIENT_SECRET_JWT'
  return snippets(
    'client',
    (template) => clientProgram(template, values),
    (language) => setupOf(language, signs),
  )
}
