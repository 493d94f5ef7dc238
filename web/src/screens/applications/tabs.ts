/** The parts of an application's screen, as the address names them: `?tab=settings`. */
export const APPLICATION_TABS = ['credentials', 'identities', 'access', 'quick-start', 'settings'] as const

/** A part of an application's screen. */
export type ApplicationTab = (typeof APPLICATION_TABS)[number]
