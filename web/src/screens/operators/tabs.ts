/** The parts of a provider's screen, as the address names them: `?tab=sessions`. */
export const PROVIDER_TABS = ['rules', 'sessions', 'blocked', 'settings'] as const

/** A part of a provider's screen. */
export type ProviderTab = (typeof PROVIDER_TABS)[number]
