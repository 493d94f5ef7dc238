import type { AdminKeyFile, Server } from './server'
import { makeProject } from './test'

const PERMISSIONS = ['READ', 'AUDIT_READ', 'APPLICATIONS_WRITE', 'KEYS_WRITE']

const GENERATE =
  'mutation ($input: GenerateAdminKeyInput!) { generateAdminKey(input: $input) { key { id } privateKey { content } } }'

interface Generated {
  generateAdminKey: { key: { id: string }; privateKey: { content: string } }
}

/** An admin key of a project of its own, and the way to take it away. */
export async function makeAdminKey(server: Server, permissions: string[] = PERMISSIONS) {
  const project = await makeProject(server)
  const input = { projectId: project.id, name: 'a lesser key', permissions }
  const { generateAdminKey } = await server.graphql<Generated>(GENERATE, { input })
  const { key, privateKey } = generateAdminKey
  const revoke = () =>
    server.graphql('mutation ($input: RevokeKeyInput!) { revokeKey(input: $input) { key { state } } }', {
      input: { keyId: key.id, reason: 'a test' },
    })
  return { project, keyId: key.id, file: JSON.parse(privateKey.content) as AdminKeyFile, revoke }
}

/** The key file of an admin key that may only read, of a project or of all of them, as a file to drop. */
export async function readerFile(server: Server, projectId?: string) {
  const { generateAdminKey } = await server.graphql<Generated>(GENERATE, {
    input: { projectId, name: 'Reader', permissions: ['READ'] },
  })
  return {
    name: 'admin-key.json',
    mimeType: 'application/json',
    buffer: Buffer.from(generateAdminKey.privateKey.content),
  }
}
