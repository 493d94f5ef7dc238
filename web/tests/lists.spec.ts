import type { Page } from '@playwright/test'

import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

/** Makes applications with these settings; gives their IDs. */
async function make(server: Server, projectId: string, all: object[]): Promise<string[]> {
  const ids: string[] = []
  for (const settings of all) {
    const { createApplication } = await server.graphql<{ createApplication: { application: { id: string } } }>(
      'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
      { input: { projectId, type: 'SERVICE', ...settings } },
    )
    ids.push(createApplication.application.id)
  }
  return ids
}

const names = (page: Page, label: string) => page.getByRole('table', { name: label }).locator('.row-link')

async function choose(page: Page, select: string, choice: string) {
  await page.getByRole('combobox', { name: select }).click()
  await page.getByRole('option', { name: choice, exact: true }).click()
}

test('a list is filtered and sorted by its address, which survives reload and back', async ({ page, server }) => {
  const { id, slug } = await makeProject(server, 'Sorted')
  await make(server, id, [
    { name: 'Delta', authMethod: 'CLIENT_SECRET_BASIC' },
    { name: 'alpha', labels: [{ key: 'team', value: 'x' }] },
    { name: 'Charlie', type: 'RESOURCE_SERVER' },
    { name: 'Bravo', labels: [{ key: 'team', value: 'x' }] },
  ])
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await expect(names(page, 'Applications')).toHaveText(['Bravo', 'Charlie', 'alpha', 'Delta'])
  await expect(page.getByText('4 applications')).toBeVisible()

  await choose(page, 'Sort by', 'Name, A to Z')
  await expect(names(page, 'Applications')).toHaveText(['alpha', 'Bravo', 'Charlie', 'Delta'])
  await choose(page, 'Type', 'Service')
  await expect(names(page, 'Applications')).toHaveText(['alpha', 'Bravo', 'Delta'])
  await expect(page.getByText('3 applications')).toBeVisible()
  await expect(page).toHaveURL(/sort=name&type=SERVICE|type=SERVICE&sort=name/)
  await look(page, 'list-filtered')

  await page.reload()
  await signIn(page, server.keyFile)
  await expect(names(page, 'Applications')).toHaveText(['alpha', 'Bravo', 'Delta'])
  await page.getByRole('link', { name: 'Delta', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Delta' })).toBeVisible()
  await page.goBack()
  await expect(names(page, 'Applications')).toHaveText(['alpha', 'Bravo', 'Delta'])

  await choose(page, 'Authentication', 'Secret in the header')
  await expect(names(page, 'Applications')).toHaveText(['Delta'])
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(names(page, 'Applications')).toHaveText(['alpha', 'Bravo', 'Charlie', 'Delta'])
})

test('a press that clears the filters clears the text of the search too', async ({ page, server }) => {
  const { id, slug } = await makeProject(server, 'Cleared')
  await make(server, id, [{ name: 'One' }, { name: 'Two' }])
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await page.getByRole('searchbox').fill('tw')
  await expect(names(page, 'Applications')).toHaveText(['Two'])
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(names(page, 'Applications')).toHaveText(['Two', 'One'])
  await expect(page.getByRole('searchbox')).toHaveValue('')
})

test('filters that leave nothing say what they are, and lead back', async ({ page, server }) => {
  const { id, slug } = await makeProject(server, 'Nothing left')
  await make(server, id, [{ name: 'One' }])
  await page.goto(`/console/projects/${slug}/applications?state=disabled&used=1`)
  await signIn(page, server.keyFile)
  await expect(
    page.getByText('No application matches State: Disabled and Last used: In the last 24 hours'),
  ).toBeVisible()
  await look(page, 'list-no-match')
  await page.getByRole('button', { name: 'Show all applications' }).click()
  await expect(names(page, 'Applications')).toHaveText(['One'])
})

test('APIs are searched and filtered too', async ({ page, server }) => {
  const { id, slug } = await makeProject(server, 'Api list')
  for (const name of ['orders', 'bills'])
    await server.graphql('mutation ($input: CreateApiInput!) { createApi(input: $input) { api { id } } }', {
      input: { projectId: id, name, identifier: `https://${name}.example.com` },
    })
  await page.goto(`/console/projects/${slug}/apis`)
  await signIn(page, server.keyFile)
  await expect(names(page, 'APIs')).toHaveText(['bills', 'orders'])
  await page.getByRole('searchbox').fill('ord')
  await expect(names(page, 'APIs')).toHaveText(['orders'])
  await expect(page.getByText('1 API', { exact: true })).toBeVisible()
  await look(page, 'api-list')
})

test('selected applications are disabled together after one question that says what stops', async ({
  page,
  server,
}) => {
  const { id, slug } = await makeProject(server, 'Bulk')
  const ids = await make(server, id, [{ name: 'One' }, { name: 'Two' }, { name: 'Three' }])
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  // With the keyboard alone.
  await page.getByRole('checkbox', { name: 'Select One' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('checkbox', { name: 'Select Two' }).focus()
  await page.keyboard.press('Space')
  const bar = page.getByRole('region', { name: 'Selected applications' })
  await expect(bar.getByText('2 selected')).toBeVisible()
  await look(page, 'bulk-selected')
  await bar.getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('dialog', { name: 'Disable 2 applications' })
  await expect(dialog.getByRole('note', { name: 'Usage' })).toHaveText('None was used in the last 24 hours.')
  await look(page, 'bulk-disable')
  await dialog.getByRole('button', { name: 'Disable 2 applications' }).click()
  await expect(dialog.getByText('2 of 2 disabled.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const table = page.getByRole('table', { name: 'Applications' })
  await expect(table.getByText('Disabled', { exact: true })).toHaveCount(2)
  await expect(bar).toBeHidden()

  const { node } = await server.graphql<{ node: { enabled: boolean } }>(
    'query ($id: ID!) { node(id: $id) { ... on Application { enabled } } }',
    { id: ids[0] },
  )
  expect(node.enabled).toBe(false)
})

test('a label is added beside those that are there, and what fails is listed and tried again', async ({
  page,
  server,
}) => {
  const { id, slug } = await makeProject(server, 'Bulk labels')
  const ids = await make(server, id, [{ name: 'One', labels: [{ key: 'env', value: 'prod' }] }, { name: 'Two' }])
  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await page.getByRole('checkbox', { name: 'Select all applications that are loaded' }).check()
  await page.getByRole('button', { name: 'Add label' }).click()
  const dialog = page.getByRole('dialog', { name: 'Label 2 applications' })
  await dialog.getByRole('textbox', { name: 'Key' }).fill('team')
  await dialog.getByRole('textbox', { name: 'Value' }).fill('billing')
  // The answer about one of them is lost.
  let isLost = true
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? ''
    if (isLost && body.includes('BulkUpdateApplication') && body.includes(ids[1] ?? '')) return route.abort()
    return route.fallback()
  })
  await dialog.getByRole('button', { name: 'Label 2 applications' }).click()
  await expect(dialog.getByText('1 of 2 labelled.')).toBeVisible()
  await expect(dialog.getByRole('alert')).toContainText('Two')
  await look(page, 'bulk-failed')
  isLost = false
  await dialog.getByRole('button', { name: 'Try the failed ones again' }).click()
  await expect(dialog.getByText('1 of 1 labelled.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: 'Filter by team=billing' })).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Filter by env=prod' })).toHaveCount(1)
})
