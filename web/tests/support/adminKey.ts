import type { AdminKeyFile, Server } from './server'
import { makeProject } from './test'

const PERMISSIONS = ['READ', 'AUDIT_READ', 'APPLICATIONS_WRITE', 'KEYS_WRITE']

interface Generated {
  generateAdminKey: { key: { id: string }; privateKey: { content: string } }
}

/** An admin key of a project of its own, and the way to take it away. */
export async function makeAdminKey(server: Server, permissions: string[] = PERMISSIONS) {
  const project = await makeProject(server)
  const { generateAdminKey } = await server.graphql<Generated>(
    'mutation ($input: GenerateAdminKeyInput!) { generateAdminKey(input: $input) { key { id } privateKey { content } } }',
    { input: { projectId: project.id, name: 'a lesser key', permissions } },
  )
  const { key, privateKey } = generateAdminKey
  const revoke = () =>
    server.graphql('mutation ($input: RevokeKeyInput!) { revokeKey(input: $input) { key { state } } }', {
      input: { keyId: key.id, reason: 'a test' },
    })
  return { project, keyId: key.id, file: JSON.parse(privateKey.content) as AdminKeyFile, revoke }
}
