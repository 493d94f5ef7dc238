import type { Page } from '@playwright/test'

import { look } from './support/look'
import type { Server } from './support/server'
import { NOTHING, stored } from './support/stored'
import { expect, makeProject, signIn, test } from './support/test'

/** Every screen that the navigation leads to, by its address and heading. */
const OF_PROJECT = [
  ['', 'Overview'],
  ['/signing-keys', 'Signing keys'],
  ['/admin-api', 'Admin API'],
  ['/applications', 'Applications'],
  ['/apis', 'APIs'],
  ['/issuers', 'Trusted issuers'],
  ['/grants', 'Grants'],
  ['/inspector', 'Token inspector'],
  ['/audit', 'Audit log'],
  ['/webhooks', 'Webhooks'],
  ['/explorer', 'Explorer'],
] as const
const OF_INSTANCE = [
  ['/', 'Projects'],
  ['/instance', 'Instance'],
  ['/instance/operators', 'Operators'],
  ['/instance/audit', 'Instance events'],
  ['/instance/webhooks', 'Instance webhooks'],
  ['/instance/inspector', 'Token inspector'],
  ['/instance/explorer', 'Explorer'],
] as const

interface Stage {
  slug: string
  applicationId: string
  apiId: string
}

/** A project with something on each of its screens. */
async function makeStage(server: Server): Promise<Stage> {
  const project = await makeProject(server, 'Every screen')
  const { createApplication } = await server.graphql<{ createApplication: { application: { id: string } } }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    { input: { projectId: project.id, name: 'Billing', type: 'SERVICE' } },
  )
  const applicationId = createApplication.application.id
  const { createApi } = await server.graphql<{ createApi: { api: { id: string } } }>(
    'mutation ($input: CreateApiInput!) { createApi(input: $input) { api { id } } }',
    {
      input: {
        projectId: project.id,
        name: 'orders',
        identifier: `https://${project.slug}.example`,
        scopes: ['read', 'write'],
      },
    },
  )
  await server.graphql(
    `mutation ($application: GenerateApplicationKeyInput!, $admin: GenerateAdminKeyInput!, $signing: GenerateSigningKeyInput!, $grant: GrantApiInput!) {
      generateApplicationKey(input: $application) { key { id } }
      generateAdminKey(input: $admin) { key { id } }
      generateSigningKey(input: $signing) { key { id } }
      grantApi(input: $grant) { grant { id } }
    }`,
    {
      application: { applicationId, name: 'Billing, 2026' },
      admin: { projectId: project.id, name: 'Deployment', permissions: ['READ', 'APPLICATIONS_WRITE'] },
      signing: { projectId: project.id, name: 'The next one' },
      grant: { applicationId, apiId: createApi.api.id, scopes: ['read'] },
    },
  )
  return { slug: project.slug, applicationId, apiId: createApi.api.id }
}

/** Waits until a screen has its first answers. */
async function settle(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible()
  // The explorer's editor comes in a large piece of its own.
  if (heading === 'Explorer')
    await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 120_000 })
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await page.waitForLoadState('networkidle')
}

async function open(page: Page, server: Server, path: string, heading: string): Promise<void> {
  test.slow()
  await page.goto(`/console${path}`)
  await signIn(page, server.keyFile)
  await settle(page, heading)
}

for (const [path, heading] of OF_INSTANCE) {
  test(`${heading} of the instance can be used by everybody, light and dark, on a phone too`, async ({
    page,
    server,
  }) => {
    await makeStage(server)
    await open(page, server, path, heading)
    await look(
      page,
      `instance${path.replace('/instance', '').replaceAll('/', '-')}-${heading.toLowerCase().replaceAll(' ', '-')}`,
    )
  })
}

for (const [path, heading] of OF_PROJECT) {
  test(`${heading} of a project can be used by everybody, light and dark, on a phone too`, async ({ page, server }) => {
    const { slug } = await makeStage(server)
    await open(page, server, `/projects/${slug}${path}`, heading)
    await look(page, `project-${heading.toLowerCase().replaceAll(' ', '-')}`)
  })
}

test('an application can be used by everybody, light and dark, on a phone too', async ({ page, server }) => {
  const { slug, applicationId } = await makeStage(server)
  await open(page, server, `/projects/${slug}/applications/${applicationId}`, 'Billing')
  await look(page, 'project-application')
})

test('an API can be used by everybody, light and dark, on a phone too', async ({ page, server }) => {
  const { slug, apiId } = await makeStage(server)
  await open(page, server, `/projects/${slug}/apis/${apiId}`, 'orders')
  await look(page, 'project-api')
})

test('the navigation leads to the screens above, and to no other', async ({ page, server }) => {
  const { slug } = await makeStage(server)
  await open(page, server, `/projects/${slug}`, 'Overview')
  const navigation = page.getByRole('navigation', { name: 'Main' })
  const links = navigation.getByRole('link')
  const read = () => links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  const inProject = await read()
  await navigation.getByRole('link', { name: 'Projects', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  const addresses = [...new Set([...inProject, ...(await read())])]
  const expected = [
    ...OF_PROJECT.map(([path]) => `/console/projects/${slug}${path}`),
    ...OF_INSTANCE.map(([path]) => `/console${path}`),
  ]
  expect(addresses.sort()).toEqual(expected.sort())
})

test('whoever was on every screen and signs out leaves nothing in the browser', async ({ page, context, server }) => {
  const { slug, applicationId, apiId } = await makeStage(server)
  test.slow()
  await page.goto('/console/')
  await signIn(page, server.keyFile, { keep: true })
  const visited: [string, string][] = [
    ...OF_INSTANCE.map(([path, heading]): [string, string] => [path, heading]),
    ...OF_PROJECT.map(([path, heading]): [string, string] => [`/projects/${slug}${path}`, heading]),
    [`/projects/${slug}/applications/${applicationId}`, 'Billing'],
    [`/projects/${slug}/apis/${apiId}`, 'orders'],
  ]
  for (const [path, heading] of visited) {
    await page.goto(`/console${path}`)
    await settle(page, heading)
  }
  await page.getByRole('button', { name: 'Use the dark colours' }).click()
  expect(await stored(page)).toEqual({ ...NOTHING, local: ['mantine-color-scheme-value'], databases: ['keyplane'] })
  await page.getByRole('button', { name: 'Signed-in key' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Keyplane' })).toBeVisible()
  await expect.poll(() => stored(page)).toEqual(NOTHING)
  expect(await context.cookies()).toEqual([])
})
