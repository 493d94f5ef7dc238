import { readFile } from 'node:fs/promises'

import type { AdminKeyFile, Server } from './server'

/** The key file of the server's first admin key, read. */
export async function keyOf(server: Server): Promise<AdminKeyFile> {
  return JSON.parse(await readFile(server.keyFile, 'utf8')) as AdminKeyFile
}

interface Created {
  createApplication: { application: { clientId: string }; clientSecret: string }
}

/** An access token that a new application of the project got from the token endpoint. */
export async function accessToken(server: Server, project: { id: string; slug: string }): Promise<string> {
  const { createApplication } = await server.graphql<Created>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { clientId } clientSecret } }',
    { input: { projectId: project.id, name: 'Billing', type: 'SERVICE', authMethod: 'CLIENT_SECRET_POST' } },
  )
  const response = await fetch(`${server.url}/p/${project.slug}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: createApplication.application.clientId,
      client_secret: createApplication.clientSecret,
    }),
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  return token
}
