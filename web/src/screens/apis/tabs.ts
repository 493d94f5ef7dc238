/** The parts of an API's screen, as the address names them: `?tab=gateway`. */
export const API_TABS = ['overview', 'scopes', 'grants', 'gateway', 'test'] as const

/** A part of an API's screen. */
export type ApiTab = (typeof API_TABS)[number]
