import type { KeyFieldsFragment } from './keyFields'

type Dated = Pick<KeyFieldsFragment, 'state' | 'activatesAt' | 'retiresAt' | 'expiresAt'>

/** Whether a date has passed since the server said the key's state: it is another by now. */
export function isStale({ state, activatesAt, retiresAt, expiresAt }: Dated, now: number): boolean {
  const passed = (date: string | null) => date !== null && Date.parse(date) <= now
  switch (state) {
    case 'PENDING':
      return passed(activatesAt) || passed(expiresAt)
    case 'ACTIVE':
      return passed(retiresAt) || passed(expiresAt)
    case 'RETIRING':
      return passed(expiresAt)
    case 'EXPIRED':
    case 'REVOKED':
      return false
  }
}
