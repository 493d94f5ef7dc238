import type { AuditEventFieldsFragment } from '../graphql/generated/graphql'
import type { Actor } from './useActors'

type Acting = Pick<AuditEventFieldsFragment, 'actorType' | 'actorKeyId' | 'actorKid' | 'sourceAddress' | 'operator'>

/** Who acted, by the name of the key where it is known, and how it is told from others. */
export function actorWords(event: Acting, actors: ReadonlyMap<string, Actor>): { name: string; detail: string } {
  const { actorType, actorKeyId, actorKid, sourceAddress } = event
  switch (actorType) {
    case 'SYSTEM':
      return { name: 'Keyplane', detail: 'automatic' }
    case 'LOCAL':
      return { name: 'Command line', detail: 'on the server' }
    case 'OPERATOR':
      return { name: event.operator?.name ?? 'A person', detail: event.operator?.email ?? sourceAddress ?? '' }
    case 'ADMIN_KEY': {
      const known = actorKeyId === null ? undefined : actors.get(actorKeyId)
      const kid = actorKid ?? actorKeyId ?? ''
      return known ? { name: known.name, detail: kid } : { name: `Key ${kid}`, detail: sourceAddress ?? '' }
    }
  }
}
