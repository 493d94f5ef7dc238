import { useState } from 'react'

import type { KeyAlgorithm } from '../../graphql/generated/graphql'
import { stem } from '../files'
import type { KeyFieldsFragment } from '../keyFields'
import { isAdmin } from '../owner'
import type { KeyOwner } from '../owner'
import { useKeys } from '../useKeys'

/** The forms of a private key that samples read. */
export const SAMPLE_FORMS = ['KEY_FILE', 'PEM_PKCS8'] as const

/** The form in which the reader has the private half. */
export type SampleForm = (typeof SAMPLE_FORMS)[number]

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
  form: SampleForm
  choose: (id: string) => void
  setForm: (form: SampleForm) => void
}

/** The newest active key of an owner, until the reader chooses another. */
export function useSampleKey(owner: KeyOwner): SampleKeyChoice {
  const { items: keys } = useKeys(owner, { states: ['ACTIVE'], filter: {}, orderBy: 'NEWEST' })
  const [id, choose] = useState<string>()
  const [form, setForm] = useState<SampleForm>('KEY_FILE')
  const chosen = keys?.find((key) => key.id === id) ?? keys?.[0]
  return { value: sampleKey(owner, chosen, form), chosen, keys, form, choose, setForm }
}

/** What a sample says of a key; words to replace while there is none. */
function sampleKey(
  owner: KeyOwner,
  { kid, algorithm }: Pick<KeyFieldsFragment, 'kid' | 'algorithm'> = NO_KEY,
  form: SampleForm,
): SampleKey {
  const isPem = form === 'PEM_PKCS8'
  const name = stem({ purpose: isAdmin(owner) ? 'ADMIN' : 'APPLICATION', kid })
  return { kid, algorithm, file: `${name}.${isPem ? 'pem' : 'json'}`, isPem }
}

const NO_KEY = { kid: 'YOUR_KEY_ID', algorithm: 'RS256' } as const
