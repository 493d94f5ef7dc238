import type { Snippet } from '../../ui/Snippets'
import { adminProgram } from './programs.js'
import { setupOf, snippets } from './templates'
import type { SampleKey } from './useSampleKey'

/** The values that fill a sample. None of them is a secret. */
export interface AdminSampleValues {
  endpoint: string
  /** Of the tokens: a project's slug, or `keyplane`. */
  audience: string
  key: SampleKey
  /** A GraphQL query, its lines indented by two spaces below the first. */
  query: string
}

/** A program in each language that signs an admin token and calls the Admin API. */
export function adminSamples(values: AdminSampleValues): Snippet[] {
  return snippets(
    'admin-api',
    (template) => adminProgram(template, values),
    (language) => setupOf(language, true),
  )
}
