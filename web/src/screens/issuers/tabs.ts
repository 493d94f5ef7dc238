/** The parts of a trusted issuer's screen, as the address names them: `?tab=test`. */
export const ISSUER_TABS = ['overview', 'identities', 'test', 'settings'] as const

/** A part of a trusted issuer's screen. */
export type IssuerTab = (typeof ISSUER_TABS)[number]
