import { mintToken } from '../tests/support/server'
import type { Server } from '../tests/support/server'

const DAY = 86_400_000

/** What the pictures are taken of. */
export interface Stage {
  apiId: string
  /** An assertion of an application for the wrong audience. */
  assertion: string
}

const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()

/** Fills the project `acme`: applications, keys, a rotation that is planned, APIs and grants. */
export async function makeStage(server: Server): Promise<Stage> {
  const { createProject } = await server.graphql<{
    createProject: { project: { id: string; signingKeys: { nodes: { id: string }[] } } }
  }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id signingKeys { nodes { id } } } } }',
    { input: { slug: 'acme', name: 'Acme Payments', keyPolicy: { rotationPeriodSeconds: 90 * 86_400 } } },
  )
  const { id: projectId, signingKeys } = createProject.project
  await makeAdminKey(server, projectId)
  await server.graphql('mutation ($input: RotateKeyInput!) { rotateKey(input: $input) { key { id } } }', {
    input: {
      keyId: signingKeys.nodes[0]?.id,
      name: 'Winter',
      activatesAt: inDays(9),
      reason: 'Before the yearly audit',
    },
  })
  const made: string[] = []
  for (const name of ['Web shop', 'Ledger export', 'Warehouse sync', 'Refund desk']) {
    made.push((await makeApplication(server, projectId, name)).applicationId)
  }
  const billing = await makeApplication(server, projectId, 'Billing worker')
  const apiId = await makeAccess(server, projectId, [...made, billing.applicationId])
  for (let calls = 0; calls < 12; calls++) await getToken(server, billing.file)
  await untilCounted(server, billing.applicationId)
  await server.graphql(
    'mutation ($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { id } } }',
    {
      input: { applicationId: billing.applicationId, accessTokenLifetimeSeconds: 900, allowedClaims: ['tenant'] },
    },
  )
  return { apiId, assertion: assertionOf(billing.file, `${billing.file.issuer}/oauth`) }
}

/** What each application may do at each API, in the order in which they were made. */
const ACCESS = {
  ledger: {
    scopes: ['entries:read', 'entries:write'],
    grants: [[], ['entries:read'], [], [], ['entries:read', 'entries:write']],
  },
  stock: { scopes: ['read', 'reserve'], grants: [['read', 'reserve'], [], ['read'], [], []] },
  orders: {
    scopes: ['read', 'write', 'refund'],
    grants: [['read', 'write'], ['read'], ['read'], ['read', 'refund'], ['read']],
  },
}

/** Makes the APIs and their grants, and gives the last API. */
async function makeAccess(server: Server, projectId: string, applicationIds: string[]): Promise<string> {
  let apiId = ''
  for (const [name, { scopes, grants }] of Object.entries(ACCESS)) {
    const { createApi } = await server.graphql<{ createApi: { api: { id: string } } }>(
      'mutation ($input: CreateApiInput!) { createApi(input: $input) { api { id } } }',
      { input: { projectId, name, identifier: `https://${name}.acme.example`, scopes } },
    )
    apiId = createApi.api.id
    for (const [place, applicationId] of applicationIds.entries()) {
      const granted = grants[place] ?? []
      if (granted.length === 0) continue
      await server.graphql('mutation ($input: GrantApiInput!) { grantApi(input: $input) { grant { id } } }', {
        input: { applicationId, apiId, scopes: granted },
      })
    }
  }
  return apiId
}

/** Who owns what. */
const DETAILS: Record<string, { owner: string; labels: { key: string; value: string }[] }> = {
  'Web shop': { owner: 'shop@acme.example', labels: [{ key: 'team', value: 'shop' }] },
  'Warehouse sync': { owner: 'logistics@acme.example', labels: [{ key: 'team', value: 'logistics' }] },
  'Billing worker': {
    owner: 'billing@acme.example',
    labels: [
      { key: 'env', value: 'prod' },
      { key: 'team', value: 'billing' },
    ],
  },
}

/** Waits for the server's counts, which it writes every ten seconds. */
async function untilCounted(server: Server, id: string): Promise<void> {
  for (;;) {
    const { impactOfRevoking } = await server.graphql<{ impactOfRevoking: { acceptedLast24Hours: number } }>(
      'query ($id: ID!) { impactOfRevoking(id: $id) { acceptedLast24Hours } }',
      { id },
    )
    if (impactOfRevoking.acceptedLast24Hours > 0) return
    await new Promise((done) => setTimeout(done, 1000))
  }
}

interface KeyFile {
  keyId: string
  key: string
  clientId: string
  issuer: string
}

async function makeApplication(
  server: Server,
  projectId: string,
  name: string,
): Promise<{ applicationId: string; file: KeyFile }> {
  const { createApplication } = await server.graphql<{ createApplication: { application: { id: string } } }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    { input: { projectId, name, type: 'SERVICE', ...(DETAILS[name] ?? {}) } },
  )
  const applicationId = createApplication.application.id
  const { generateApplicationKey } = await server.graphql<{
    generateApplicationKey: { privateKey: { content: string } }
  }>(
    'mutation ($input: GenerateApplicationKeyInput!) { generateApplicationKey(input: $input) { privateKey { content } } }',
    { input: { applicationId, name: `${name}, 2026`, expiresAt: inDays(name === 'Ledger export' ? 6 : 200) } },
  )
  return { applicationId, file: JSON.parse(generateApplicationKey.privateKey.content) as KeyFile }
}

async function makeAdminKey(server: Server, projectId: string): Promise<void> {
  await server.graphql('mutation ($input: GenerateAdminKeyInput!) { generateAdminKey(input: $input) { key { id } } }', {
    input: {
      projectId,
      name: 'Deployment',
      permissions: ['READ', 'APPLICATIONS_WRITE', 'KEYS_WRITE'],
      expiresAt: inDays(120),
    },
  })
}

function assertionOf({ keyId, key, clientId }: KeyFile, audience: string): string {
  const holder = { type: 'admin', keyId, key, audience, endpoint: '' } as const
  return mintToken(holder, { iss: clientId, sub: clientId, jti: crypto.randomUUID() })
}

async function getToken(server: Server, file: KeyFile): Promise<void> {
  const answer = await fetch(`${server.url}/p/acme/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertionOf(file, file.issuer),
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}
