import { useQuery } from 'urql'

import { PresetsDocument } from './presets'
import type { Preset } from './presets'

/** The platforms that the server knows; they change with its version only. */
export function usePresets(): Preset[] | undefined {
  const [{ data }] = useQuery({ query: PresetsDocument, requestPolicy: 'cache-first' })
  return data?.trustedIssuerPresets
}
