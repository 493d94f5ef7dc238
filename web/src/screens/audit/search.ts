/** What the audit log's address says: which events are listed, and which one is open. */
export interface AuditSearch {
  /** Any part of an action, or of a name or an ID of the actor or the target. */
  search?: string
  /** One of these. */
  actions?: string[]
  /** The ID of an admin key. */
  actor?: string
  /** The ID of what it was done to. */
  target?: string
  /** The first day, `2026-01-31`, in the reader's zone. */
  from?: string
  /** The last day. */
  to?: string
  /** The ID of the event whose details are shown. */
  event?: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Reads an address; what makes no sense in it is as if it were not there. */
export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const day = (value: unknown) => (typeof value === 'string' && DAY.test(value) && dayStart(value) ? value : undefined)
  const actions = Array.isArray(search.actions) ? search.actions.filter((one) => typeof one === 'string') : []
  const read: AuditSearch = {
    search: text(search.search),
    actions: actions.length > 0 ? actions : undefined,
    actor: text(search.actor),
    target: text(search.target),
    from: day(search.from),
    to: day(search.to),
    event: text(search.event),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** The filter of the API for an address. */
export function filterOf({ actions, actor, target, from, to }: AuditSearch) {
  return {
    actions,
    actorKeyId: actor,
    targetId: target,
    since: from === undefined ? undefined : dayStart(from)?.toISOString(),
    until: to === undefined ? undefined : dayStart(to, 1)?.toISOString(),
  }
}

/** Whether the address leaves any event out. */
export function isFiltered(search: AuditSearch): boolean {
  return search.search !== undefined || hasFilter(search)
}

/** Whether a filter beside the text does. */
export function hasFilter({ actions, actor, target, from, to }: AuditSearch): boolean {
  return [actions, actor, target, from, to].some((part) => part !== undefined)
}

/** The change of an address that lists every event. */
export const NO_FILTER: { [Part in Exclude<keyof AuditSearch, 'event'>]-?: undefined } = {
  search: undefined,
  actions: undefined,
  actor: undefined,
  target: undefined,
  from: undefined,
  to: undefined,
}

/** The beginning of a day in this browser's zone, or of one so many days later; null for no day. */
function dayStart(day: string, daysLater = 0): Date | null {
  const [year, month, date] = day.split('-').map(Number)
  const start = new Date(year ?? 0, (month ?? 0) - 1, (date ?? 0) + daysLater)
  return Number.isNaN(start.getTime()) ? null : start
}
