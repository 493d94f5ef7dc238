import { useState } from 'react'

import type { KeyFieldsFragment } from '../../../keys/keyFields'
import { useKeys } from '../../../keys/useKeys'
import type { SampleKey } from './sample'

/** The form in which the reader has the private half. */
export type PrivateForm = 'KEY_FILE' | 'PEM'

/** Which key the samples sign with, and how to choose another. */
export interface SampleKeyChoice {
  value: SampleKey
  /** The key that was chosen; undefined while there is none. */
  chosen: KeyFieldsFragment | undefined
  /** The application's active keys; undefined until they are loaded. */
  keys: KeyFieldsFragment[] | undefined
  form: PrivateForm
  choose: (id: string) => void
  setForm: (form: PrivateForm) => void
}

/** The newest active key of an application, until the reader chooses another. */
export function useSampleKey(applicationId: string): SampleKeyChoice {
  const { items: keys } = useKeys({ kind: 'application', applicationId, issuer: '', tokenEndpoint: '' }, ['ACTIVE'])
  const [id, choose] = useState<string>()
  const [form, setForm] = useState<PrivateForm>('KEY_FILE')
  const chosen = keys?.find((key) => key.id === id) ?? keys?.[0]
  return { value: sampleKey(chosen, form), chosen, keys, form, choose, setForm }
}

/** What a sample says of a key; words to replace while there is none. */
export function sampleKey(key: Pick<KeyFieldsFragment, 'kid' | 'algorithm'> | undefined, form: PrivateForm): SampleKey {
  const kid = key?.kid ?? 'YOUR_KEY_ID'
  const isPem = form === 'PEM'
  return {
    kid,
    algorithm: key?.algorithm ?? 'RS256',
    file: `application-key-${kid}.${isPem ? 'pem' : 'json'}`,
    isPem,
  }
}
