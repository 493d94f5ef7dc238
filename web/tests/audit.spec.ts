import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import type { Locator, Page } from '@playwright/test'

import { makeAdminKey } from './support/adminKey'
import { look } from './support/look'
import { BINARY } from './support/server'
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

/** The links to the details, each named by the sentence and the time of its event. */
const events = (table: Locator) => table.locator('a.row-link')

/** What a link to details is called: a sentence, then the time. */
const sentences = (...expected: string[]) => expected.map((sentence) => new RegExp(`^${sentence}, \\d`))

const BY = 'by First admin key'

test('the newest event stands first, and tells who did what to what, and what changed', async ({ page, server }) => {
  test.slow()
  const project = await makeProject(server)
  const applicationId = await makeHistory(server, project)
  const table = await open(page, server, `projects/${project.slug}/audit`)
  await expect(events(table)).toHaveText(
    sentences(`Application Billing changed ${BY}`, `Application Billing created ${BY}`, `Signing key generated ${BY}`),
  )
  await expect(table.getByRole('link', { name: 'Billing', exact: true }).first()).toHaveAttribute(
    'href',
    `/console/projects/${project.slug}/applications/${applicationId}`,
  )
  await look(page, 'audit')
  await events(table).first().click()
  const details = page.getByRole('dialog', { name: 'Application changed' })
  await expect(details.getByText('from 1800')).toBeVisible()
  await expect(details.getByText('to 3600')).toBeVisible()
  await expect(details.getByRole('link', { name: 'Billing' }).first()).toBeVisible()
  await expect(page).toHaveURL(/event=evt_/)
  await look(page, 'audit-event')
  await details.getByRole('button', { name: 'Only this target' }).click()
  await expect(page).toHaveURL(new RegExp(`target=${applicationId}`))
  await expect(events(table)).toHaveText(
    sentences(`Application Billing changed ${BY}`, `Application Billing created ${BY}`),
  )
})

test('the filters are in the address, and an address brings them back', async ({ page, server }) => {
  const project = await makeProject(server)
  await makeHistory(server, project)
  const table = await open(page, server, `projects/${project.slug}/audit`)
  await expect(events(table)).toHaveCount(3)
  await page.getByRole('combobox', { name: 'Action' }).click()
  await page.getByRole('option', { name: 'Signing key generated' }).click()
  await expect(events(table)).toHaveText(sentences(`Signing key generated ${BY}`))
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Actor' }).click()
  await page.getByRole('option', { name: /^First admin key/ }).click()
  await expect(events(table)).toHaveText(sentences(`Signing key generated ${BY}`))
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await signIn(page, server.keyFile)
  await expect(events(table)).toHaveText(sentences(`Signing key generated ${BY}`))
})

test('a text finds events by action, name and ID, is in the address, and the list says how many there are', async ({
  page,
  server,
}) => {
  const project = await makeProject(server)
  const applicationId = await makeHistory(server, project)
  const table = await open(page, server, `projects/${project.slug}/audit`)
  await expect(page.getByText('3 events', { exact: true })).toBeVisible()
  const box = page.getByRole('searchbox', { name: 'Search by action, name or ID' })
  await box.fill('bill')
  await expect(events(table)).toHaveText(
    sentences(`Application Billing changed ${BY}`, `Application Billing created ${BY}`),
  )
  await expect(page.getByText('2 events', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/search=bill/)
  await box.fill('signingKey')
  await expect(events(table)).toHaveText(sentences(`Signing key generated ${BY}`))
  await expect(page.getByText('1 event', { exact: true })).toBeVisible()
  await box.fill(applicationId.slice(-12))
  await expect(events(table)).toHaveCount(2)
  await page.goto(`/console/projects/${project.slug}/audit?search=signingKey`)
  await signIn(page, server.keyFile)
  await expect(events(table)).toHaveText(sentences(`Signing key generated ${BY}`))
  await expect(box).toHaveValue('signingKey')
  await look(page, 'audit-search')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(box).toHaveValue('')
  await expect(events(table)).toHaveCount(3)
})

test('a filter that nothing fits says so, and is taken away by one press', async ({ page, server }) => {
  const project = await makeProject(server)
  const table = await open(page, server, `projects/${project.slug}/audit?to=2020-01-31`)
  await expect(page.getByText('No matching events')).toBeVisible()
  await look(page, 'audit-nothing')
  await page.getByRole('button', { name: 'Show all events' }).click()
  await expect(events(table)).toHaveText(sentences(`Signing key generated ${BY}`))
  await expect(page).not.toHaveURL(/to=/)
})

test('the export holds every event of the filter, and keyplane audit verify accepts it', async ({ page, server }) => {
  const project = await makeProject(server)
  await makeHistory(server, project)
  await open(page, server, `projects/${project.slug}/audit?actions=["application.create","application.update"]`)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as JSON lines' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(new RegExp(`^audit-${project.slug}-\\d{8}T\\d{6}Z\\.jsonl$`))
  const path = await file.path()
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const events = lines.slice(1).map((line) => JSON.parse(line) as { action: string; sequence: number; hash: string })
  expect(events.map(({ action }) => action)).toEqual(['application.create', 'application.update'])
  expect(events.map(({ sequence }) => sequence)).toEqual([2, 3])
  const { stdout } = await promisify(execFile)(BINARY, ['audit', 'verify', '--from', path])
  expect(stdout).toContain('2 events of 1 chains fit')
})

test('a name in a sentence leads to what still exists, and stays as text when that is deleted', async ({
  page,
  server,
}) => {
  const project = await makeProject(server)
  const applicationId = await makeHistory(server, project)
  await server.graphql(
    'mutation ($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { id } } }',
    { input: { applicationId, enabled: false } },
  )
  const table = await open(page, server, `projects/${project.slug}/audit`)
  await expect(events(table).first()).toHaveText(new RegExp(`^Application Billing disabled ${BY}, `))
  await table.getByRole('link', { name: 'Billing', exact: true }).first().click()
  await expect(page).toHaveURL(new RegExp(`/applications/${applicationId}`))

  await server.graphql(
    'mutation ($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedId } }',
    {
      input: { applicationId },
    },
  )
  await page.goto(`/console/projects/${project.slug}/audit`)
  await signIn(page, server.keyFile)
  await expect(events(table).first()).toHaveText(new RegExp(`^Application Billing deleted ${BY}, `))
  await expect(table.getByRole('link', { name: 'Billing', exact: true })).toHaveCount(0)
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
    /^Admin key .* generated by Key /,
    /^Signing key generated by Key /,
  ])
})

test('the instance’s own events tell of its projects', async ({ page, server }) => {
  const project = await makeProject(server, 'Seen from above')
  const table = await open(page, server, `instance/audit?target=${project.id}`)
  await expect(events(table)).toHaveText(sentences(`Project Seen from above created ${BY}`))
  await look(page, 'instance-audit')
})
