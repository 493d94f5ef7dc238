import { useState } from 'react'

import type { KeyAlgorithm } from '../../graphql/generated/graphql'
import type { KeyFieldsFragment } from '../keyFields'
import { isAdmin } from '../owner'
import type { KeyOwner } from '../owner'
import { useKeys } from '../useKeys'

/** The form in which the reader has the private half. */
export type PrivateForm = 'KEY_FILE' | 'PEM'

/** The key that a sample signs with. */
export interface SampleKey {
  kid: string
  algorithm: KeyAlgorithm
  /** The name of the file with its private half. */
  file: string
  /** Whether that file is PEM; else it is a key file, JSON with the PEM in `key`. */
  isPem: boolean
}

/** Which key the samples sign with, and how to choose another. */
export interface SampleKeyChoice {
  value: SampleKey
  /** The key that was chosen; undefined while there is none. */
  chosen: KeyFieldsFragment | undefined
  /** The owner's active keys; undefined until they are loaded. */
  keys: KeyFieldsFragment[] | undefined
  form: PrivateForm
  choose: (id: string) => void
  setForm: (form: PrivateForm) => void
}

/** The newest active key of an owner, until the reader chooses another. */
export function useSampleKey(owner: KeyOwner): SampleKeyChoice {
  const { items: keys } = useKeys(owner, ['ACTIVE'])
  const [id, choose] = useState<string>()
  const [form, setForm] = useState<PrivateForm>('KEY_FILE')
  const chosen = keys?.find((key) => key.id === id) ?? keys?.[0]
  return { value: sampleKey(owner, chosen, form), chosen, keys, form, choose, setForm }
}

/** What a sample says of a key; words to replace while there is none. */
export function sampleKey(
  owner: KeyOwner,
  key: Pick<KeyFieldsFragment, 'kid' | 'algorithm'> | undefined,
  form: PrivateForm,
): SampleKey {
  const kid = key?.kid ?? 'YOUR_KEY_ID'
  const isPem = form === 'PEM'
  const noun = isAdmin(owner) ? 'admin-key' : 'application-key'
  return { kid, algorithm: key?.algorithm ?? 'RS256', file: `${noun}-${kid}.${isPem ? 'pem' : 'json'}`, isPem }
}
