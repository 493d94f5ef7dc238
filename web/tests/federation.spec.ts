import type { Page } from '@playwright/test'

import { makeApi, openApi } from './support/apis'
import { makeApplication, openApplication } from './support/applications'
import { startIssuer } from './support/issuer'
import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })

/** What the token endpoint answers to a token of a platform as client assertion. */
async function tokenFor(server: Server, slug: string, clientId: string, assertion: string) {
  const answer = await fetch(`${server.url}/p/${slug}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  return { status: answer.status, body: (await answer.json()) as { access_token?: string; error?: string } }
}

/** Gives a project a trusted issuer beside the portal. */
async function trust(server: Server, slug: string, issuer: string): Promise<string> {
  const { project } = await server.graphql<{ project: { id: string } }>(
    'query ($slug: String!) { project(slug: $slug) { id } }',
    { slug },
  )
  const { createTrustedIssuer } = await server.graphql<{ createTrustedIssuer: { trustedIssuer: { id: string } } }>(
    'mutation ($input: CreateTrustedIssuerInput!) { createTrustedIssuer(input: $input) { trustedIssuer { id } } }',
    { input: { projectId: project.id, name: 'Build farm', issuer, singleUse: false } },
  )
  return createTrustedIssuer.trustedIssuer.id
}

test('a platform is chosen from the presets, and an identity of it compares IDs that it proposes', async ({
  page,
  server,
}) => {
  test.slow()
  const application = await makeApplication(server)
  const { slug } = application
  await page.goto(`/console/projects/${slug}/issuers`)
  await signIn(page, server.keyFile)
  await expect(page.getByText('No trusted issuers yet')).toBeVisible()
  await look(page, 'issuers-empty')
  await page.getByRole('link', { name: 'New trusted issuer' }).click()
  await page.getByLabel('Platform').selectOption('GitHub Actions')
  await expect(page.getByRole('textbox', { name: 'Issuer' })).toHaveValue('https://token.actions.githubusercontent.com')
  await look(page, 'issuer-new')
  await page.getByLabel('Which one').selectOption('GitHub Enterprise Server')
  await page.getByLabel('Host name').fill('git.acme.example')
  await expect(page.getByRole('textbox', { name: 'Issuer' })).toHaveValue('https://git.acme.example/_services/token')
  await page.getByLabel('Which one').selectOption('GitHub.com')
  await page.getByRole('button', { name: 'Trust this issuer' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'GitHub Actions' })).toBeVisible()
  await expect(page.getByText('No keys yet')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'GitHub Actions' })).toBeVisible()

  await page.goto(`/console/projects/${slug}/applications/${application.id}?tab=identities`)
  await signIn(page, server.keyFile)
  await page.getByRole('button', { name: 'New federated identity' }).click()
  const form = dialog(page, 'New federated identity')
  await form.getByRole('textbox', { name: 'Name' }).fill('Deployment of the shop')
  await form.getByRole('button', { name: 'Create identity' }).click()
  await expect(form.getByText('Replace <repository-id> with its value.')).toBeVisible()
  await form.getByLabel('Repository ID').fill('1296269')
  await form.getByLabel('Owner ID').fill('6811672')
  await form.getByLabel('Branch').fill('release/1')
  await look(page, 'identity-new')
  await form.getByRole('button', { name: 'Create identity' }).click()
  const card = page.getByRole('article', { name: 'Federated identity Deployment of the shop' })
  await expect(card.getByText('repository_id is 1296269')).toBeVisible()
  await expect(card.getByText('ref is refs/heads/release/1')).toBeVisible()
  await expect(page.getByText('The token endpoint does not take them yet')).toBeVisible()
  await look(page, 'identities')

  await card.getByRole('button', { name: 'Show the snippet' }).click()
  const snippet = dialog(page, 'Use it on the platform').getByRole('region', { name: 'Snippet for GitHub Actions' })
  await expect(snippet).toContainText('release/1')
  await expect(snippet).toContainText(application.id)
  await expect(snippet).toContainText(`${server.url}/p/${slug}/oauth/token`)
  await expect(snippet).not.toContainText(/<[a-z-]+>/)
  await look(page, 'identity-snippet')
})

test('the keys of an issuer are fetched on demand, a token is judged against every rule, and its workload gets in', async ({
  page,
  server,
}) => {
  test.slow()
  const platform = await startIssuer()
  const application = await makeApplication(server, { authMethod: 'FEDERATED_JWT' })
  const { slug } = application
  const audience = `${server.url}/p/${slug}`
  await page.goto(`/console/projects/${slug}/issuers/new`)
  await signIn(page, server.keyFile)
  await page.getByRole('textbox', { name: 'Name' }).fill('Build farm')
  await page.getByRole('textbox', { name: 'Issuer' }).fill(platform.url)
  await page.getByRole('button', { name: 'Trust this issuer' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Build farm' })).toBeVisible()
  await page.getByRole('button', { name: 'Fetch now' }).click()
  await expect(page.getByText(platform.keyId, { exact: true })).toBeVisible()
  await look(page, 'issuer')
  const issuerAddress = page.url()

  await page.getByRole('link', { name: 'Applications' }).click()
  await page.getByRole('link', { name: 'Billing worker' }).click()
  await page.getByRole('tab', { name: 'Federated identities' }).click()
  await page.getByRole('button', { name: 'New federated identity' }).click()
  const form = dialog(page, 'New federated identity')
  await form.getByRole('textbox', { name: 'Name' }).fill('Nightly build')
  await form.getByLabel('Value of rule 1').fill('job:')
  await form.getByLabel('Value of rule 1').press('Enter')
  await form.getByLabel('Comparison of rule 1').selectOption('begins with')
  await form.getByRole('button', { name: 'Create identity' }).click()
  // A beginning that any job has identifies none.
  await expect(form.getByRole('alert').first()).toBeVisible()
  await look(page, 'identity-refused')
  await form.getByLabel('Comparison of rule 1').selectOption('is')
  await form.getByLabel('Value of rule 1').fill('job:17')
  await form.getByLabel('Value of rule 1').press('Enter')
  await form.getByRole('button', { name: 'Create identity' }).click()
  const card = page.getByRole('article', { name: 'Federated identity Nightly build' })
  await expect(card.getByText('sub is job:17')).toBeVisible()
  await expect(card.getByText('Last used: never')).toBeVisible()

  expect((await tokenFor(server, slug, application.id, platform.token(audience, { sub: 'job:42' }))).status).toBe(401)
  const { status, body } = await tokenFor(server, slug, application.id, platform.token(audience, { sub: 'job:17' }))
  expect(status, JSON.stringify(body)).toBe(200)

  await page.goto(`${issuerAddress}?tab=test`)
  await signIn(page, server.keyFile)
  await page.getByRole('textbox', { name: 'Token' }).fill(platform.token(audience, { sub: 'job:42' }))
  await expect(page.getByText('The token is refused', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('Nightly build: `sub` is job:42').first()).toBeVisible()
  await look(page, 'issuer-test')
  await page.getByRole('textbox', { name: 'Token' }).fill(platform.token(audience, { sub: 'job:17' }))
  await expect(page.getByText('The token is valid now')).toBeVisible()

  await page.getByRole('tab', { name: 'Settings' }).click()
  await expect(page.getByRole('textbox', { name: 'Expected audience' })).toBeVisible()
  await look(page, 'issuer-settings')
  await page.getByRole('button', { name: 'Disable' }).click()
  await dialog(page, 'Disable Build farm?').getByRole('button', { name: 'Disable issuer' }).click()
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible()
  expect((await tokenFor(server, slug, application.id, platform.token(audience, { sub: 'job:17' }))).status).toBe(401)
  await platform.stop()
})

test('an issuer that is away says so, and a pasted key set needs no server', async ({ page, server }) => {
  const platform = await startIssuer()
  const project = await makeProject(server)
  const id = await trust(server, project.slug, platform.url)
  await platform.stop()
  await page.goto(`/console/projects/${project.slug}/issuers/${id}`)
  await signIn(page, server.keyFile)
  await page.getByRole('button', { name: 'Fetch now' }).click()
  await expect(page.getByText('The last attempt to fetch the keys failed')).toBeVisible()
  await look(page, 'issuer-failing')

  await page.getByRole('link', { name: 'Trusted issuers' }).click()
  await expect(page.getByText('Failing')).toBeVisible()
  await look(page, 'issuers')
  await page.getByRole('link', { name: 'New trusted issuer' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Air-gapped')
  await page.getByRole('textbox', { name: 'Issuer' }).fill('https://gitlab.internal.example')
  await page.getByLabel('Where its keys are').selectOption('A key set that I paste')
  await page.getByLabel('Key set', { exact: true }).fill('{"keys"')
  await page.getByRole('button', { name: 'Trust this issuer' }).click()
  await expect(page.getByText('This is not JSON')).toBeVisible()
  await page.getByLabel('Key set', { exact: true }).fill(JSON.stringify(platform.jwks))
  await page.getByRole('button', { name: 'Trust this issuer' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Air-gapped' })).toBeVisible()
  await expect(page.getByText(platform.keyId, { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Fetch now' })).toBeHidden()
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Delete trusted issuer' }).click()
  const question = dialog(page, 'Delete Air-gapped?')
  await question.getByRole('textbox').fill('Air-gapped')
  await question.getByRole('button', { name: 'Delete trusted issuer' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Trusted issuers' })).toBeVisible()
  await expect(page.getByText('Air-gapped', { exact: true })).toBeHidden()
})

test('an application opens further ways in for tokens of trusted issuers', async ({ page, server }) => {
  const application = await makeApplication(server)
  await openApplication(page, server, application, 'settings')
  await page.getByRole('checkbox', { name: /JWT bearer grant/ }).check()
  await page.getByRole('switch', { name: 'Name the workload in access tokens' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved.')).toBeVisible()
  const { node } = await server.graphql<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Application { federatedGrants federatedClaim } } }',
    { id: application.id },
  )
  expect(node).toMatchObject({ federatedGrants: ['JWT_BEARER'], federatedClaim: true })

  await page.getByRole('button', { name: 'Change', exact: true }).click()
  const method = dialog(page, 'Change authentication method')
  await method.getByRole('radio', { name: /Federated identity/ }).check()
  await look(page, 'method-federated')
  await method.getByRole('button', { name: 'Change method' }).click()
  await expect(page.getByRole('tab', { name: 'Federated identities', selected: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Quick start' }).click()
  await expect(page.getByText('The platform’s own token is the credential')).toBeVisible()
})

test('an API takes tokens of trusted issuers, and has a resource metadata document', async ({ page, server }) => {
  const api = await makeApi(server)
  await openApi(page, server, api)
  await expect(page.getByText(`${server.url}/p/${api.project.slug}/apis/orders/oauth-protected-resource`)).toBeVisible()
  await page.getByRole('checkbox', { name: /Tokens of trusted issuers/ }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved.')).toBeVisible()
  const { node } = await server.graphql<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Api { accepts } } }',
    { id: api.id },
  )
  expect(node).toMatchObject({ accepts: ['ACCESS_TOKEN', 'FEDERATED_JWT'] })
})
