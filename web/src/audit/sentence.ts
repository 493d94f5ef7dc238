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
    operator {
      sessionId
      issuer
      subject
      name
      email
      ruleName
    }
    targetId
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
      exists
    }
  }
`)

type Event = SentenceFieldsFragment

/** The screen that a name leads to. Those of a key, an application and an API belong to the event's project. */
export type Destination =
  { kind: 'project'; slug: string } | { kind: 'application' | 'api' | 'signingKey' | 'adminKey'; id: string }

/** A piece of a sentence: words, or a name with the screen of what has it, if it still exists. */
export interface Part {
  text: string
  isName?: true
  to?: Destination
}

/** What an event says: "Application *Billing* disabled by *ops-anna*". */
export function sentenceOf(event: Event, actors: ReadonlyMap<string, Actor>): Part[] {
  if (event.action === 'adminCall.refuse') return refusals(event)
  // A notice, which no one caused.
  if (event.action === 'key.expiring') return [...subject(event), { text: ' expires soon' }]
  const by: Part[] = [{ text: ' by ' }, { text: actorWords(event, actors).name, isName: true }]
  return [...subject(event), { text: ` ${verb(event)}` }, ...by]
}

/** The sentence without its marks. */
export function plainSentence(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('')
}

/** "Application *Billing*", "Grant of *orders* to *Billing*". */
function subject(event: Event): Part[] {
  const { action, target } = event
  if (action === 'application.revokeTokens') return named('Tokens of application', event)
  if (action === 'key.export') return named('Private key of', event)
  const words = action === 'key.expiring' ? 'Key' : nounOf(action)
  const { application, api, exists } = target ?? {}
  if (!application) return named(words, event)
  const ofApplication = name(application.name, exists ? { kind: 'application', id: application.id } : undefined)
  if (!api) return [{ text: `${words} of ` }, ofApplication]
  const ofApi = name(api.name, exists ? { kind: 'api', id: api.id } : undefined)
  return [{ text: `${words} of ` }, ofApi, { text: ' to ' }, ofApplication]
}

function named(words: string, event: Event): Part[] {
  const { target, changes } = event
  const called = target?.name ?? target?.slug ?? target?.kid ?? targetName(changes)
  if (called === undefined) return [{ text: words }]
  const part = name(called, target?.exists ? destination(event) : undefined)
  // "First admin key created", not "Admin key First admin key created".
  return called.toLowerCase().includes(words.toLowerCase()) ? [part] : [{ text: `${words} ` }, part]
}

function name(text: string, to: Destination | undefined): Part {
  return to ? { text, isName: true, to } : { text, isName: true }
}

/** The screen of a target that still exists; none for a key of an application, whose event does not name it. */
function destination({ action, target, targetId }: Event): Destination | undefined {
  const [noun = ''] = action.split('.')
  if (noun === 'project') return target?.slug == null ? undefined : { kind: 'project', slug: target.slug }
  if (targetId === null) return undefined
  switch (noun) {
    case 'application':
    case 'api':
    case 'signingKey':
    case 'adminKey':
      return { kind: noun, id: targetId }
    default:
      return undefined
  }
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
function refusals(event: Event): Part[] {
  const { count } = (event.changes ?? {}) as { count?: unknown }
  const calls = typeof count === 'number' ? count : 1
  const words = calls === 1 ? '1 admin call refused' : `${calls.toLocaleString('en')} admin calls refused`
  return event.target ? named(`${words} for key`, event) : [{ text: words }]
}
