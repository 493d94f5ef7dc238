import { graphql } from '../graphql/generated'
import type { SentenceFieldsFragment } from '../graphql/generated/graphql'
import { actorWords } from './actorWords'
import type { Actor } from './useActors'
import { isChange, nounOf, targetName, verbOf } from './words'

/** What {@link sentenceOf} needs of an event: spread it as `...SentenceFields`. */
graphql(`
  fragment SentenceFields on AuditEvent {
    action
    actorType
    actorKeyId
    actorKid
    sourceAddress
    changes
    target {
      name
      slug
      kid
      application {
        id
        name
      }
      api {
        id
        name
      }
      object {
        ...DestinationFields
      }
    }
  }
`)

type Event = SentenceFieldsFragment
type Object = NonNullable<NonNullable<Event['target']>['object']>

/** Where the name in a sentence leads: to an object, or to an application or API of the project. */
export type Destination =
  { kind: 'object'; node: Object } | { kind: 'application'; id: string } | { kind: 'api'; id: string }

/** A piece of a sentence: words, or a name with the screen of what has it, if it still exists. */
export interface Part {
  text: string
  isName?: true
  to?: Destination
}

/** What an event says: "Application *Billing* disabled by *ops-anna*". */
export function sentenceOf(event: Event, actors: ReadonlyMap<string, Actor>): Part[] {
  if (event.action === 'adminCall.refuse') return refusals(event)
  const by: Part[] = [{ text: ' by ' }, { text: actorWords(event, actors).name, isName: true }]
  return [...subject(event), { text: ` ${verb(event)}` }, ...by]
}

/** The sentence without its marks. */
export function plainSentence(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('')
}

/** "Application *Billing*", "Grant of *orders* to *Billing*". */
function subject({ action, target, changes }: Event): Part[] {
  const [noun = ''] = action.split('.')
  const words = nounOf(action)
  if (noun === 'application' && action.endsWith('.revokeTokens')) return named('Tokens of application', target, changes)
  if (noun === 'key') return named('Private key of', target, changes)
  const exists = target?.object != null
  const { application, api } = target ?? {}
  if (application && api) {
    return [
      { text: `${words} of ` },
      { text: api.name, isName: true, ...(exists && { to: { kind: 'api', id: api.id } }) },
      { text: ' to ' },
      { text: application.name, isName: true, ...(exists && { to: { kind: 'application', id: application.id } }) },
    ]
  }
  if (application) {
    const to: Destination | undefined = exists ? { kind: 'application', id: application.id } : undefined
    return [{ text: `${words} of ` }, { text: application.name, isName: true, ...(to && { to }) }]
  }
  return named(words, target, changes)
}

function named(words: string, target: Event['target'], changes: unknown): Part[] {
  const name = target?.name ?? target?.slug ?? target?.kid ?? targetName(changes)
  if (name === undefined) return [{ text: words }]
  const node = target?.object
  const part: Part = { text: name, isName: true, ...(node && { to: { kind: 'object', node } }) }
  // "First admin key created", not "Admin key First admin key created".
  return name.toLowerCase().includes(words.toLowerCase()) ? [part] : [{ text: `${words} ` }, part]
}

/** The verb, and for a change of one switch or name the word for it. */
function verb({ action, changes }: Event): string {
  if (action === 'application.revokeTokens') return 'revoked'
  if (!action.endsWith('.update') || typeof changes !== 'object' || changes === null) return verbOf(action)
  const [only, ...others] = Object.entries(changes)
  if (only === undefined || others.length > 0 || !isChange(only[1])) return verbOf(action)
  const [name, { to }] = [only[0], only[1]]
  if (name === 'enabled') return to === true ? 'enabled' : 'disabled'
  return name === 'name' ? 'renamed' : verbOf(action)
}

/** "12 admin calls refused", and for which key. */
function refusals({ target, changes }: Event): Part[] {
  const { count } = (changes ?? {}) as { count?: unknown }
  const calls = typeof count === 'number' ? count : 1
  const words = calls === 1 ? '1 admin call refused' : `${calls.toLocaleString('en')} admin calls refused`
  return target ? named(`${words} for key`, target, changes) : [{ text: words }]
}
