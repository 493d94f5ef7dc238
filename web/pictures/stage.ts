import { mintToken } from '../tests/support/server'
import type { Server } from '../tests/support/server'

const DAY = 86_400_000

/** What the pictures are taken of. */
export interface Stage {
  applicationId: string
  /** An assertion of that application for the wrong audience. */
  assertion: string
}

const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()

/** Fills the project `acme`: applications, keys, a rotation that is planned. */
export async function makeStage(server: Server): Promise<Stage> {
  const { createProject } = await server.graphql<{ createProject: { project: { id: string; signingKeys: { nodes: { id: string }[] } } } }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id signingKeys { nodes { id } } } } }',
    { input: { slug: 'acme', name: 'Acme Payments', keyPolicy: { rotationPeriodSeconds: 90 * 86_400 } } },
  )
  const { id: projectId, signingKeys } = createProject.project
  await makeAdminKey(server, projectId)
  await server.graphql('mutation ($input: RotateKeyInput!) { rotateKey(input: $input) { key { id } } }', {
    input: { keyId: signingKeys.nodes[0]?.id, name: 'Winter', activatesAt: inDays(9), reason: 'Before the yearly audit' },
  })
  for (const name of ['Ledger export', 'Warehouse sync']) await makeApplication(server, projectId, name)
  const { applicationId, file } = await makeApplication(server, projectId, 'Billing worker')
  await getToken(server, file)
  await server.graphql('mutation ($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { id } } }', {
    input: { applicationId, accessTokenLifetimeSeconds: 900, allowedClaims: ['tenant'] },
  })
  return { applicationId, assertion: assertionOf(file, `${file.issuer}/oauth`) }
}

interface KeyFile {
  keyId: string
  key: string
  clientId: string
  issuer: string
}

async function makeApplication(server: Server, projectId: string, name: string): Promise<{ applicationId: string; file: KeyFile }> {
  const { createApplication } = await server.graphql<{ createApplication: { application: { id: string } } }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    { input: { projectId, name, type: 'SERVICE' } },
  )
  const applicationId = createApplication.application.id
  const { generateApplicationKey } = await server.graphql<{ generateApplicationKey: { privateKey: { content: string } } }>(
    'mutation ($input: GenerateApplicationKeyInput!) { generateApplicationKey(input: $input) { privateKey { content } } }',
    { input: { applicationId, name: `${name}, 2026`, expiresAt: inDays(name === 'Ledger export' ? 6 : 200) } },
  )
  return { applicationId, file: JSON.parse(generateApplicationKey.privateKey.content) as KeyFile }
}

async function makeAdminKey(server: Server, projectId: string): Promise<void> {
  await server.graphql('mutation ($input: GenerateAdminKeyInput!) { generateAdminKey(input: $input) { key { id } } }', {
    input: { projectId, name: 'Deployment', permissions: ['READ', 'APPLICATIONS_WRITE', 'KEYS_WRITE'], expiresAt: inDays(120) },
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
