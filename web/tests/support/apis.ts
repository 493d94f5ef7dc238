import type { Page } from '@playwright/test'

import type { Server } from './server'
import { makeProject, signIn } from './test'

/** A project with an API. */
export interface TestApi {
  id: string
  name: string
  identifier: string
  project: { id: string; slug: string }
}

const IDENTIFIER = 'https://api.example.com/'

/** Makes an API, in a project of its own where none is given. */
export async function makeApi(
  server: Server,
  fields: { project?: TestApi['project']; name?: string; scopes?: string[]; accepts?: string[] } = {},
): Promise<TestApi> {
  const {
    project = await makeProject(server, 'Shop'),
    name = 'orders',
    scopes = ['read', 'write'],
    accepts = ['ACCESS_TOKEN'],
  } = fields
  const identifier = IDENTIFIER + name
  const { createApi } = await server.graphql<{ createApi: { api: { id: string } } }>(
    'mutation ($input: CreateApiInput!) { createApi(input: $input) { api { id } } }',
    { input: { projectId: project.id, name, identifier, scopes, accepts } },
  )
  return { id: createApi.api.id, name, identifier, project }
}

/** An application with a secret, and access tokens for it. */
export interface Client {
  id: string
  name: string
  /** An access token for an API, with some scopes. */
  token: (api: TestApi, scope: string) => Promise<string>
}

/** Makes an application of a project. */
export async function makeClient(
  server: Server,
  project: TestApi['project'],
  name = 'Billing worker',
): Promise<Client> {
  const { createApplication } = await server.graphql<{
    createApplication: { application: { id: string }; clientSecret: string }
  }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } clientSecret } }',
    { input: { projectId: project.id, name, type: 'SERVICE', authMethod: 'CLIENT_SECRET_BASIC' } },
  )
  const { application, clientSecret } = createApplication
  const token = async (api: TestApi, scope: string) => {
    const answer = await fetch(`${server.url}/p/${project.slug}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${application.id}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: api.identifier, scope }),
    })
    const body = (await answer.json()) as { access_token?: string }
    if (body.access_token === undefined) throw new Error(JSON.stringify(body))
    return body.access_token
  }
  return { id: application.id, name, token }
}

/** Gives an application a grant. */
export async function grant(server: Server, api: TestApi, client: Pick<Client, 'id'>, scopes: string[]): Promise<void> {
  await server.graphql('mutation ($input: GrantApiInput!) { grantApi(input: $input) { grant { id } } }', {
    input: { applicationId: client.id, apiId: api.id, scopes },
  })
}

/** The scopes of the grant that an application holds for an API; null where it holds none. */
export async function granted(server: Server, api: TestApi, client: Pick<Client, 'id'>): Promise<string[] | null> {
  const { node } = await server.graphql<{ node: { grants: { nodes: { scopes: string[]; api: { id: string } }[] } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Application { grants { nodes { scopes api { id } } } } } }',
    { id: client.id },
  )
  return node.grants.nodes.find((one) => one.api.id === api.id)?.scopes ?? null
}

/** What the verify endpoint itself answers. */
export async function verify(
  server: Server,
  { project, name }: TestApi,
  token: string,
  scopes: string[] = [],
): Promise<Response> {
  const demand = scopes.length === 0 ? '' : `/scopes/${scopes.join('+')}`
  return await fetch(`${server.url}/p/${project.slug}/apis/${name}${demand}/verify`, {
    headers: { authorization: `Bearer ${token}` },
  })
}

/** Opens a part of an API's screen by its address, signed in. */
export async function openApi(page: Page, server: Server, { id, project }: TestApi, tab = ''): Promise<void> {
  await page.goto(`/console/projects/${project.slug}/apis/${id}${tab === '' ? '' : `?tab=${tab}`}`)
  await signIn(page, server.keyFile)
}
