import { readFile, writeFile } from 'node:fs/promises'

import type { Locator, Page } from '@playwright/test'

import { makeAdminKey } from './support/adminKey'
import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

interface Project {
  id: string
  slug: string
}

/** Makes an application and changes it. */
async function makeHistory(server: Server, project: Project): Promise<string> {
  const { createApplication } = await server.graphql<{ createApplication: { application: { id: string } } }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    { input: { projectId: project.id, name: 'Billing', type: 'SERVICE' } },
  )
  const { id } = createApplication.application
  await server.graphql(
    'mutation ($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { id } } }',
    { input: { applicationId: id, accessTokenLifetimeSeconds: 3600 } },
  )
  return id
}

async function open(page: Page, server: Server, path: string): Promise<Locator> {
  await page.goto(`/console/${path}`)
  await signIn(page, server.keyFile)
  return page.getByRole('table', { name: 'Events' })
}

const events = (table: Locator) => table.getByRole('link')

test('the newest event stands first, and tells who did what to what, and what changed', async ({ page, server }) => {
  test.slow()
  const project = await makeProject(server)
  const applicationId = await makeHistory(server, project)
  const table = await open(page, server, `projects/${project.slug}/audit`)
  await expect(events(table)).toHaveText(['Application changed', 'Application created', 'Signing key generated'])
  await expect(table.getByRole('row').nth(1)).toContainText('First admin key')
  await look(page, 'audit')
  await events(table).first().click()
  const details = page.getByRole('dialog', { name: 'Application changed' })
  await expect(details.getByText('from 1800')).toBeVisible()
  await expect(details.getByText('to 3600')).toBeVisible()
  await expect(details.getByRole('link', { name: 'Billing' })).toBeVisible()
  await expect(page).toHaveURL(/event=evt_/)
  await look(page, 'audit-event')
  await details.getByRole('button', { name: 'Only this target' }).click()
  await expect(page).toHaveURL(new RegExp(`target=${applicationId}`))
  await expect(events(table)).toHaveText(['Application changed', 'Application created'])
})

test('the filters are in the address, and an address brings them back', async ({ page, server }) => {
  const project = await makeProject(server)
  await makeHistory(server, project)
  const table = await open(page, server, `projects/${project.slug}/audit`)
  await expect(events(table)).toHaveCount(3)
  await page.getByRole('combobox', { name: 'Action' }).click()
  await page.getByRole('option', { name: 'Signing key generated' }).click()
  await expect(events(table)).toHaveText(['Signing key generated'])
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Actor' }).click()
  await page.getByRole('option', { name: /^First admin key/ }).click()
  await expect(events(table)).toHaveText(['Signing key generated'])
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await signIn(page, server.keyFile)
  await expect(events(table)).toHaveText(['Signing key generated'])
})

test('a filter that nothing fits says so, and is taken away by one press', async ({ page, server }) => {
  const project = await makeProject(server)
  const table = await open(page, server, `projects/${project.slug}/audit?to=2020-01-31`)
  await expect(page.getByText('No matching events')).toBeVisible()
  await look(page, 'audit-nothing')
  await page.getByRole('button', { name: 'Show all events' }).click()
  await expect(events(table)).toHaveText(['Signing key generated'])
  await expect(page).not.toHaveURL(/to=/)
})

test('the export holds every event of the filter as the API gives it, a line each', async ({ page, server }) => {
  const project = await makeProject(server)
  await makeHistory(server, project)
  await open(page, server, `projects/${project.slug}/audit?actions=["application.create","application.update"]`)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as JSON lines' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(new RegExp(`^audit-${project.slug}-\\d{8}T\\d{6}Z\\.jsonl$`))
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n')
  const { auditEvents } = await server.graphql<{ auditEvents: { nodes: { action: string }[] } }>(
    `query ($id: ID!) {
      auditEvents(projectId: $id, first: 100) {
        nodes {
          id at action actorType actorKeyId actorKid targetId changes requestId sourceAddress sequence
          previousHash hash
        }
      }
    }`,
    { id: project.id },
  )
  const expected = auditEvents.nodes.filter(({ action }) => action.startsWith('application.'))
  expect(expected).toHaveLength(2)
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual(expected)
})

test('a key without AUDIT_READ reads why there are no events, and who can help', async ({ page, server }, info) => {
  const { project, file } = await makeAdminKey(server, ['READ'])
  const keyFile = info.outputPath('key.json')
  await writeFile(keyFile, JSON.stringify(file))
  await page.goto(`/console/projects/${project.slug}/audit`)
  await signIn(page, keyFile)
  await expect(page.getByText('Your admin key cannot read the audit log')).toBeVisible()
  await look(page, 'audit-forbidden')
})

test('a project’s key reads the events of its project', async ({ page, server }, info) => {
  const { project, file } = await makeAdminKey(server)
  const keyFile = info.outputPath('key.json')
  await writeFile(keyFile, JSON.stringify(file))
  await page.goto(`/console/projects/${project.slug}/audit`)
  await signIn(page, keyFile)
  await expect(events(page.getByRole('table', { name: 'Events' }))).toHaveText([
    'Admin key generated',
    'Signing key generated',
  ])
})

test('the instance’s own events tell of its projects', async ({ page, server }) => {
  const project = await makeProject(server, 'Seen from above')
  const table = await open(page, server, `instance/audit?target=${project.id}`)
  await expect(events(table)).toHaveText(['Project created'])
  await expect(table.getByRole('row').nth(1)).toContainText('Seen from above')
  await look(page, 'instance-audit')
})
