import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'

import { listAddress } from '../list/address'
import type { ListSpec } from '../list/address'
import { API_LIST, GRANT_LIST, IDENTITY_LIST, ISSUER_LIST, KEY_LIST, PROJECT_LIST, WEBHOOK_LIST } from '../list/specs'
import { auditSearch } from '../screens/audit/search'
import { API_TABS } from '../screens/apis/tabs'
import type { ApiTab } from '../screens/apis/tabs'
import { currentSession } from '../session/session'
import { APPLICATION_LIST } from '../screens/applications/list'
import { APPLICATION_TABS } from '../screens/applications/tabs'
import type { ApplicationTab } from '../screens/applications/tabs'
import { ISSUER_TABS } from '../screens/issuers/tabs'
import type { IssuerTab } from '../screens/issuers/tabs'
import { PROVIDER_TABS } from '../screens/operators/tabs'
import type { ProviderTab } from '../screens/operators/tabs'
import { NotFound } from '../ui/NotFound'
import { Crash } from './Crash'
import { ProjectScope } from './ProjectScope'
import { Shell } from './shell/Shell'

/** What is searched for in a list, and its order. Its filters are in the address too: see `list/address.ts`. */
interface ListSearch {
  search?: string
  sort?: string
  labels?: string[]
  /** What the palette asks the screen to do: see `useWanted`. */
  do?: string
}

/** How a list is narrowed and ordered, and what the screen is asked to do. */
const listSearch = (spec: ListSpec) => {
  const read = listAddress(spec)
  return (search: Record<string, unknown>): ListSearch => ({
    ...read(search),
    ...(typeof search.do === 'string' && { do: search.do }),
  })
}

/** The key that a list shows in its drawer, by its ID: `?key=key_…`. */
interface KeySearch extends ListSearch {
  key?: string
  /** Whether keys that are over are listed too. */
  keys?: 'all'
}

const keySearch = (search: Record<string, unknown>): KeySearch => ({
  ...listSearch(KEY_LIST)(search),
  ...(typeof search.key === 'string' && { key: search.key }),
  ...(search.keys === 'all' && { keys: 'all' }),
})

/** The webhook that a list shows in its drawer, by its ID: `?webhook=whk_…`. */
const webhookSearch = (search: Record<string, unknown>): ListSearch & { webhook?: string } => ({
  ...listSearch(WEBHOOK_LIST)(search),
  ...(typeof search.webhook === 'string' && { webhook: search.webhook }),
})

/** The part of an application's screen that is open, and the key in its drawer. */
interface ApplicationSearch extends KeySearch {
  tab?: ApplicationTab
}

const applicationSearch = (search: Record<string, unknown>): ApplicationSearch => {
  const tab = APPLICATION_TABS.find((tab) => tab === search.tab)
  return { ...keySearch(search), ...listSearch(IDENTITY_LIST)(search), ...(tab && { tab }) }
}

const apiSearch = (search: Record<string, unknown>): ListSearch & { tab?: ApiTab } => {
  const tab = API_TABS.find((tab) => tab === search.tab)
  return { ...listSearch(GRANT_LIST)(search), ...(tab && { tab }) }
}

const issuerSearch = (search: Record<string, unknown>): ListSearch & { tab?: IssuerTab } => {
  const tab = ISSUER_TABS.find((tab) => tab === search.tab)
  return { ...listSearch(IDENTITY_LIST)(search), ...(tab && { tab }) }
}

const providerSearch = (search: Record<string, unknown>): { tab?: ProviderTab } => {
  const tab = PROVIDER_TABS.find((tab) => tab === search.tab)
  return tab ? { tab } : {}
}

/** What a list is searched for, so that it can be linked to and comes back with the back button. */
const textSearch = (search: Record<string, unknown>): { search?: string } =>
  typeof search.search === 'string' ? { search: search.search } : {}

const root = createRootRoute({ component: Shell, notFoundComponent: () => <NotFound />, errorComponent: Crash })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: listSearch(PROJECT_LIST),
  // A project's key sees its project only.
  beforeLoad: () => {
    const session = currentSession()
    if (session.status !== 'signed-in' || !session.viewer.project) return
    const { slug } = session.viewer.project
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router takes it as an answer
    throw redirect({ to: '/projects/$slug', params: { slug }, replace: true })
  },
  component: lazyRouteComponent(() => import('../screens/projects/Projects'), 'Projects'),
})

const instance = createRoute({ getParentRoute: () => root, path: '/instance', component: Outlet })

const instanceRoutes = [
  createRoute({
    getParentRoute: () => instance,
    path: '/',
    validateSearch: keySearch,
    component: lazyRouteComponent(() => import('../screens/instance/Instance'), 'Instance'),
  }),
  createRoute({
    getParentRoute: () => instance,
    path: '/audit',
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('../screens/audit/InstanceAudit'), 'InstanceAudit'),
  }),
  createRoute({
    getParentRoute: () => instance,
    path: '/webhooks',
    validateSearch: webhookSearch,
    component: lazyRouteComponent(() => import('../screens/webhooks/InstanceWebhooks'), 'InstanceWebhooks'),
  }),
  createRoute({
    getParentRoute: () => instance,
    path: '/operators',
    component: lazyRouteComponent(() => import('../screens/operators/Operators'), 'Operators'),
  }),
  createRoute({
    getParentRoute: () => instance,
    path: '/operators/$issuerId',
    validateSearch: providerSearch,
    component: lazyRouteComponent(() => import('../screens/operators/Provider'), 'Provider'),
  }),
  createRoute({
    getParentRoute: () => instance,
    path: '/inspector',
    component: lazyRouteComponent(() => import('../screens/inspector/Inspector'), 'Inspector'),
  }),
  createRoute({
    getParentRoute: () => instance,
    path: '/explorer',
    component: lazyRouteComponent(() => import('../screens/explorer/Explorer'), 'Explorer'),
  }),
]

const project = createRoute({ getParentRoute: () => root, path: '/projects/$slug', component: ProjectScope })

const projectRoutes = [
  createRoute({
    getParentRoute: () => project,
    path: '/',
    component: lazyRouteComponent(() => import('../screens/overview/Overview'), 'Overview'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/signing-keys',
    validateSearch: keySearch,
    component: lazyRouteComponent(() => import('../screens/signing-keys/SigningKeys'), 'SigningKeys'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/admin-api',
    validateSearch: keySearch,
    component: lazyRouteComponent(() => import('../screens/admin-api/AdminApi'), 'AdminApi'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/applications',
    validateSearch: listSearch(APPLICATION_LIST),
    component: lazyRouteComponent(() => import('../screens/applications/Applications'), 'Applications'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/applications/new',
    component: lazyRouteComponent(() => import('../screens/applications/NewApplication'), 'NewApplication'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/applications/$applicationId',
    validateSearch: applicationSearch,
    component: lazyRouteComponent(() => import('../screens/applications/Application'), 'Application'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/apis',
    validateSearch: listSearch(API_LIST),
    component: lazyRouteComponent(() => import('../screens/apis/Apis'), 'Apis'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/apis/new',
    component: lazyRouteComponent(() => import('../screens/apis/NewApi'), 'NewApi'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/apis/$apiId',
    validateSearch: apiSearch,
    component: lazyRouteComponent(() => import('../screens/apis/Api'), 'Api'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/issuers',
    validateSearch: listSearch(ISSUER_LIST),
    component: lazyRouteComponent(() => import('../screens/issuers/Issuers'), 'Issuers'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/issuers/new',
    component: lazyRouteComponent(() => import('../screens/issuers/NewIssuer'), 'NewIssuer'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/issuers/$issuerId',
    validateSearch: issuerSearch,
    component: lazyRouteComponent(() => import('../screens/issuers/IssuerScreen'), 'IssuerScreen'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/grants',
    validateSearch: textSearch,
    component: lazyRouteComponent(() => import('../screens/grants/Grants'), 'Grants'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/inspector',
    component: lazyRouteComponent(() => import('../screens/inspector/Inspector'), 'Inspector'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/webhooks',
    validateSearch: webhookSearch,
    component: lazyRouteComponent(() => import('../screens/webhooks/ProjectWebhooks'), 'ProjectWebhooks'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/audit',
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('../screens/audit/Audit'), 'Audit'),
  }),
  createRoute({
    getParentRoute: () => project,
    path: '/explorer',
    component: lazyRouteComponent(() => import('../screens/explorer/Explorer'), 'Explorer'),
  }),
]

/** Every address of the portal. */
export const router = createRouter({
  routeTree: root.addChildren([home, instance.addChildren(instanceRoutes), project.addChildren(projectRoutes)]),
  basepath: '/console',
  // Hovering over a link fetches the screen's code.
  defaultPreload: 'intent',
  defaultErrorComponent: Crash,
  defaultNotFoundComponent: () => <NotFound />,
  defaultPendingMs: 150,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
