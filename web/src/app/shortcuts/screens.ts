import type { NavigateOptions } from '@tanstack/react-router'
import {
  IconApps,
  IconCertificate,
  IconCompass,
  IconFingerprint,
  IconGridDots,
  IconHistory,
  IconHome2,
  IconPlugConnected,
  IconSearch,
  IconServer2,
  IconSettings2,
  IconStack2,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'

/** A screen of the navigation, the palette and the shortcuts. */
export interface Screen {
  label: string
  icon: Icon
  /** The key after `g` that leads there. */
  key?: string
  /** Other words that find it. */
  words?: string
  /** Whether only its own address belongs to it, and not those below. */
  isExact?: boolean
  address: (slug: string) => AddressOf
}

/** Where a link leads; any route of the portal. */
export type AddressOf = NavigateOptions

const of = (to: string) => (slug: string) => ({ to, params: { slug } }) as unknown as AddressOf

/** The screens of a project, in the order of the navigation. */
export const PROJECT_SCREENS: readonly Screen[] = [
  { label: 'Overview', icon: IconHome2, key: 'o', isExact: true, address: of('/projects/$slug') },
  {
    label: 'Signing keys',
    icon: IconFingerprint,
    key: 'k',
    words: 'jwks rotation policy',
    address: of('/projects/$slug/signing-keys'),
  },
  {
    label: 'Admin API',
    icon: IconSettings2,
    words: 'admin keys graphql endpoint',
    address: of('/projects/$slug/admin-api'),
  },
  { label: 'Applications', icon: IconApps, key: 'a', words: 'clients', address: of('/projects/$slug/applications') },
  { label: 'APIs', icon: IconPlugConnected, key: 'i', words: 'resources gateway', address: of('/projects/$slug/apis') },
  {
    label: 'Trusted issuers',
    icon: IconCertificate,
    key: 't',
    words: 'federation workload identity',
    address: of('/projects/$slug/issuers'),
  },
  { label: 'Grants', icon: IconGridDots, key: 'g', words: 'access scopes', address: of('/projects/$slug/grants') },
  { label: 'Token inspector', icon: IconSearch, words: 'jwt decode', address: of('/projects/$slug/inspector') },
  { label: 'Audit log', icon: IconHistory, key: 'l', words: 'events history', address: of('/projects/$slug/audit') },
  { label: 'Webhooks', icon: IconWebhook, key: 'w', words: 'deliveries', address: of('/projects/$slug/webhooks') },
  { label: 'Explorer', icon: IconCompass, key: 'e', words: 'graphiql', address: of('/projects/$slug/explorer') },
]

/** The screens of the instance. */
export const INSTANCE_SCREENS: readonly Screen[] = [
  { label: 'Projects', icon: IconStack2, key: 'h', words: 'home', isExact: true, address: of('/') },
  {
    label: 'Instance',
    icon: IconServer2,
    key: 'n',
    words: 'admin keys version',
    isExact: true,
    address: of('/instance'),
  },
  {
    label: 'Operators',
    icon: IconUsers,
    words: 'sign-in providers rules sessions',
    address: of('/instance/operators'),
  },
  { label: 'Instance events', icon: IconHistory, words: 'audit log', address: of('/instance/audit') },
  { label: 'Instance webhooks', icon: IconWebhook, address: of('/instance/webhooks') },
]

/** Tools that a project has too: the instance's own stand in the navigation while no project is open. */
export const INSTANCE_TOOLS: readonly Screen[] = [
  { label: 'Token inspector', icon: IconSearch, words: 'jwt decode', address: of('/instance/inspector') },
  { label: 'Explorer', icon: IconCompass, words: 'graphiql', address: of('/instance/explorer') },
]
