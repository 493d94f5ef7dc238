import type { Permission } from '../../graphql/generated/graphql'
import type { AddressOf } from '../shortcuts/screens'

/** Something that the palette begins: it leads to the screen that does it. */
export interface PaletteAction {
  label: string
  /** Other words that find it. */
  words: string
  /** What it needs. */
  permission: Permission
  address: (slug: string) => AddressOf
}

const of = (to: string, search?: Record<string, string>) => (slug: string) =>
  ({ to, params: { slug }, search }) as unknown as AddressOf

/** What can be begun in a project. */
export const PROJECT_ACTIONS: readonly PaletteAction[] = [
  {
    label: 'New application',
    words: 'create add client',
    permission: 'APPLICATIONS_WRITE',
    address: of('/projects/$slug/applications/new'),
  },
  {
    label: 'New API',
    words: 'create add resource',
    permission: 'APPLICATIONS_WRITE',
    address: of('/projects/$slug/apis/new'),
  },
  {
    label: 'New trusted issuer',
    words: 'create add federation',
    permission: 'APPLICATIONS_WRITE',
    address: of('/projects/$slug/issuers/new'),
  },
  {
    label: 'New webhook',
    words: 'create add',
    permission: 'PROJECT_WRITE',
    address: of('/projects/$slug/webhooks', { do: 'new' }),
  },
  {
    label: 'Rotate the signing key',
    words: 'successor replace',
    permission: 'KEYS_WRITE',
    address: of('/projects/$slug/signing-keys', { do: 'rotate' }),
  },
  {
    label: 'Generate a signing key',
    words: 'create new add',
    permission: 'KEYS_WRITE',
    address: of('/projects/$slug/signing-keys', { do: 'generate' }),
  },
  {
    label: 'Generate an admin key',
    words: 'create new add',
    permission: 'ADMIN_KEYS_WRITE',
    address: of('/projects/$slug/admin-api', { do: 'generate' }),
  },
]

/** What can be begun in the instance. */
export const INSTANCE_ACTIONS: readonly PaletteAction[] = [
  { label: 'New project', words: 'create add tenant', permission: 'INSTANCE_WRITE', address: of('/', { do: 'new' }) },
  {
    label: 'Generate an instance admin key',
    words: 'create new add',
    permission: 'ADMIN_KEYS_WRITE',
    address: of('/instance', { do: 'generate' }),
  },
]

/** What can be done to a key that is named after the verb. */
export type KeyVerb = 'rotate' | 'revoke' | 'edit'

const VERBS: readonly KeyVerb[] = ['rotate', 'revoke', 'edit']

/** What a text asks for: a verb for keys, and what is searched. `rotate bill` is a rotation of a key named so. */
export function readQuery(text: string): { verb: KeyVerb | undefined; search: string } {
  const [first = '', ...rest] = text.trim().split(/\s+/)
  const verb = VERBS.find((verb) => verb === first.toLowerCase())
  if (verb === undefined) return { verb, search: text.trim() }
  const words = rest[0]?.toLowerCase() === 'key' ? rest.slice(1) : rest
  return { verb, search: words.join(' ') }
}

/** Whether each word of a text is a part of a label or of the words beside it. */
export function isFoundBy(text: string, label: string, words = ''): boolean {
  const all = `${label} ${words}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
