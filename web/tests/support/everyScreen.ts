import type { Server } from './server'
import { makeProject } from './test'

/** A project with one of each thing that has a screen. */
export interface EveryScreen {
  slug: string
  /** The addresses of all screens below `/console/`, by what they show; the explorer, which brings an editor, is left out. */
  screens: Record<string, string>
}

interface Made {
  createApplication: { application: { id: string } }
  createApi: { api: { id: string } }
  createTrustedIssuer: { trustedIssuer: { id: string } }
  createOperatorIssuer: { operatorIssuer: { id: string } }
}

/** Makes the project, and gives the address of every screen. */
export async function makeEveryScreen(server: Server): Promise<EveryScreen> {
  const { id: projectId, slug } = await makeProject(server, 'Shop')
  const issuer = { name: 'Pipelines', issuer: 'https://ci.example.com' }
  const provider = { name: `Acme ${slug}`, issuer: `https://${slug}.example.com`, clientId: 'keyplane' }
  const { createApplication, createApi } = await server.graphql<Made>(
    `mutation ($application: CreateApplicationInput!, $api: CreateApiInput!) {
      createApplication(input: $application) { application { id } }
      createApi(input: $api) { api { id } }
    }`,
    {
      application: { projectId, name: 'Billing worker', type: 'SERVICE' },
      api: { projectId, name: 'orders', identifier: 'https://api.example.com/orders', scopes: ['read'] },
    },
  )
  const { createTrustedIssuer, createOperatorIssuer } = await server.graphql<Made>(
    `mutation ($issuer: CreateTrustedIssuerInput!, $provider: CreateOperatorIssuerInput!) {
      createTrustedIssuer(input: $issuer) { trustedIssuer { id } }
      createOperatorIssuer(input: $provider) { operatorIssuer { id } }
    }`,
    { issuer: { projectId, ...issuer }, provider: { ...provider, clientSecret: 'a secret that only this test has' } },
  )
  // Disabled: the sign-in screen of other tests has no button for it.
  await server.graphql(
    'mutation ($input: UpdateOperatorIssuerInput!) { updateOperatorIssuer(input: $input) { operatorIssuer { id } } }',
    { input: { operatorIssuerId: createOperatorIssuer.operatorIssuer.id, enabled: false } },
  )
  const below = `projects/${slug}`
  return {
    slug,
    screens: {
      projects: '',
      instance: 'instance',
      'instance, audit log': 'instance/audit',
      'instance, webhooks': 'instance/webhooks',
      operators: 'instance/operators',
      provider: `instance/operators/${createOperatorIssuer.operatorIssuer.id}`,
      overview: below,
      'signing keys': `${below}/signing-keys`,
      'admin API': `${below}/admin-api`,
      applications: `${below}/applications`,
      'new application': `${below}/applications/new`,
      application: `${below}/applications/${createApplication.application.id}`,
      APIs: `${below}/apis`,
      'new API': `${below}/apis/new`,
      API: `${below}/apis/${createApi.api.id}`,
      'trusted issuers': `${below}/issuers`,
      'new trusted issuer': `${below}/issuers/new`,
      'trusted issuer': `${below}/issuers/${createTrustedIssuer.trustedIssuer.id}`,
      grants: `${below}/grants`,
      inspector: `${below}/inspector`,
      webhooks: `${below}/webhooks`,
      'audit log': `${below}/audit`,
    },
  }
}
