import { readerFile } from './support/adminKey'
import { grant, granted, makeApi, makeClient, openApi, verify } from './support/apis'
import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

/** A matrix as companies have them. */
async function makeCompany(server: Server) {
  const project = await makeProject(server, 'Company')
  const scopes = {
    warehouse: ['stock:read', 'stock:write'],
    search: [],
    invoices: ['read', 'write'],
    shipments: ['read'],
    payments: ['charge', 'refund', 'payouts:read', 'payouts:approve'],
    orders: ['read', 'write', 'refund'],
  }
  const apis = []
  for (const [name, names] of Object.entries(scopes)) apis.push(await makeApi(server, { project, name, scopes: names }))
  const names = [
    'Mail sender',
    'Fraud detection of the payments team',
    'Nightly report',
    'Warehouse sync',
    'Shop front',
    'Ledger export',
    'Support desk',
    'Billing worker',
  ]
  for (const [index, name] of names.entries()) {
    const client = await makeClient(server, project, name)
    for (const [place, api] of apis.entries()) {
      const all = Object.values(scopes)[place] ?? []
      if ((index * 5 + place * 3) % 7 < 3) await grant(server, api, client, all.slice(0, 1 + ((index + place) % 4)))
    }
  }
  return { address: `/console/projects/${project.slug}/grants` }
}

/** Two applications and two APIs with one grant between them. */
async function makeStage(server: Server) {
  const orders = await makeApi(server, { scopes: ['read', 'write', 'refund'] })
  const { project } = orders
  const invoices = await makeApi(server, { project, name: 'invoices', scopes: [] })
  const ledger = await makeClient(server, project, 'Ledger export')
  const billing = await makeClient(server, project)
  await grant(server, orders, billing, ['read'])
  return { orders, invoices, ledger, billing, project, address: `/console/projects/${project.slug}/grants` }
}

test('a project without APIs or services says what there has to be first', async ({ page, server }) => {
  const project = await makeProject(server, 'Shop')
  await page.goto(`/console/projects/${project.slug}/grants`)
  await signIn(page, server.keyFile)
  await expect(page.getByText('No APIs yet')).toBeVisible()
  await look(page, 'grants-empty')
  await makeApi(server, { project })
  await page.reload()
  await signIn(page, server.keyFile)
  await expect(page.getByText('No services yet')).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'New application' })).toBeVisible()
})

test('the matrix says which scopes are granted, and a press changes them', async ({ page, server }) => {
  const { orders, invoices, ledger, billing, address } = await makeStage(server)
  await page.goto(address)
  await signIn(page, server.keyFile)
  await expect(page.getByRole('button', { name: 'Billing worker at orders: read' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ledger export at orders: no grant' })).toBeVisible()
  await page.getByRole('button', { name: 'Billing worker at orders: read' }).click()
  await page.getByRole('checkbox', { name: 'refund' }).check()
  await look(page, 'grant')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Billing worker at orders: read, refund' })).toBeVisible()
  expect(await granted(server, orders, billing)).toEqual(['read', 'refund'])

  await page.getByRole('button', { name: 'Ledger export at invoices: no grant' }).click()
  await expect(page.getByText('The API has no scopes: the grant opens the whole API.')).toBeVisible()
  await page.getByRole('button', { name: 'Grant access' }).click()
  await expect(page.getByRole('button', { name: 'Ledger export at invoices: Granted' })).toBeVisible()
  expect(await granted(server, invoices, ledger)).toEqual([])
})

test('a matrix is read in one look, wide and narrow', async ({ page, server }) => {
  const { address } = await makeCompany(server)
  await page.goto(address)
  await signIn(page, server.keyFile)
  await expect(page.getByRole('rowheader')).toHaveCount(8)
  await look(page, 'grants')
})

test('the arrow keys walk over the matrix, and Enter opens a cell', async ({ page, server }) => {
  const { orders, ledger, address } = await makeStage(server)
  await page.goto(address)
  await signIn(page, server.keyFile)
  const cell = (name: string) => page.getByRole('button', { name })
  // Newest first: Billing worker above Ledger export, invoices before orders.
  await cell('Billing worker at invoices: no grant').focus()
  await page.keyboard.press('ArrowRight')
  await expect(cell('Billing worker at orders: read')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(cell('Billing worker at orders: read')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(cell('Ledger export at orders: no grant')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(page.getByRole('link', { name: 'Ledger export' })).toBeFocused()
  await page.keyboard.press('Control+Home')
  await expect(page.getByRole('link', { name: 'Billing worker' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('grid').getByRole('link', { name: 'invoices' })).toBeFocused()
  await page.keyboard.press('Control+End')
  await expect(cell('Ledger export at orders: no grant')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Grant Ledger export access to orders')
  await page.getByRole('checkbox', { name: 'read' }).press('Space')
  await page.keyboard.press('Enter')
  await expect(cell('Ledger export at orders: read')).toBeFocused()
  expect(await granted(server, orders, ledger)).toEqual(['read'])
})

test('a grant that is revoked opens nothing any more', async ({ page, server }) => {
  const { orders, billing, address } = await makeStage(server)
  const token = await billing.token(orders, 'read')
  expect((await verify(server, orders, token)).status).toBe(200)
  await page.goto(address)
  await signIn(page, server.keyFile)
  await page.getByRole('button', { name: 'Billing worker at orders: read' }).click()
  await page.getByRole('button', { name: 'Revoke grant' }).click()
  await expect(page.getByRole('dialog', { name: 'Revoke access of Billing worker to orders?' })).toBeVisible()
  await look(page, 'grant-revoke')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke grant' }).click()
  await expect(page.getByRole('button', { name: 'Billing worker at orders: no grant' })).toBeVisible()
  expect((await verify(server, orders, token)).status).toBe(403)
})

test('many applications and many APIs stay one matrix, which is searched and scrolled', async ({ page, server }) => {
  test.slow()
  const project = await makeProject(server, 'Group')
  const apis = []
  for (let index = 0; index < 30; index++)
    apis.push(await makeApi(server, { project, name: `service-${index}`, scopes: ['read', 'write', 'admin'] }))
  const clients = []
  for (let index = 0; index < 130; index++) clients.push(await makeClient(server, project, `Worker ${index}`))
  for (const [index, client] of clients.slice(-40).entries()) {
    for (const api of apis.slice(index % 7, (index % 7) + 4))
      await grant(server, api, client, ['read', 'write', 'admin'].slice(0, index % 4))
  }
  await page.goto(`/console/projects/${project.slug}/grants`)
  await signIn(page, server.keyFile)
  const grid = page.getByRole('grid', { name: 'Grants' })
  await expect(grid).toHaveAttribute('aria-colcount', '31')
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  expect(await grid.getByRole('gridcell').count()).toBeLessThan(600)
  await grid.getByRole('button').first().focus()
  // To the far corner: the next page comes while one walks there.
  await expect(async () => {
    await page.keyboard.press('Control+End')
    await expect(grid).toHaveAttribute('aria-rowcount', '131', { timeout: 500 })
    await expect(grid.getByRole('button', { name: 'Worker 0 at service-0: no grant' })).toBeFocused({ timeout: 1000 })
  }).toPass()
  await expect(grid.getByRole('link', { name: 'Worker 0', exact: true })).toBeInViewport()
  await expect(grid.getByRole('link', { name: 'service-0', exact: true })).toBeInViewport()
  await page.getByRole('searchbox').fill('worker 12')
  await expect(page).toHaveURL(/search=worker/)
  await expect(grid.getByRole('row')).toHaveCount(12)
  await page.getByRole('searchbox').fill('nobody')
  await expect(page.getByText('No application matches “nobody”')).toBeVisible()
})

test('on a phone one API is chosen, and its grants are a list', async ({ page, server }) => {
  const { orders, billing, address } = await makeStage(server)
  await page.setViewportSize({ width: 360, height: 800 })
  await page.goto(address)
  await signIn(page, server.keyFile)
  await expect(page.getByRole('grid')).toHaveCount(0)
  await page.getByLabel('API', { exact: true }).selectOption('orders')
  await page.getByRole('button', { name: 'Billing worker at orders: read' }).click()
  await page.getByRole('checkbox', { name: 'write' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Billing worker at orders: read, write' })).toBeVisible()
  expect(await granted(server, orders, billing)).toEqual(['read', 'write'])
})

test('an API’s own tab lists who may use it, and lets others in', async ({ page, server }) => {
  const { orders, ledger } = await makeStage(server)
  await openApi(page, server, orders, 'grants')
  await expect(page.getByRole('row', { name: /Billing worker/ })).toContainText('read')
  await look(page, 'api-grants')
  await page.getByRole('button', { name: 'Grant access' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Application' }).fill('bill')
  await page.getByRole('option', { name: /Billing worker/ }).click()
  await expect(dialog.getByText('already has a grant for this API')).toBeVisible()
  await expect(dialog.getByRole('checkbox', { name: 'read' })).toBeChecked()
  await dialog.getByRole('combobox', { name: 'Application' }).fill('ledg')
  await page.getByRole('option', { name: /Ledger export/ }).click()
  await expect(dialog.getByRole('checkbox', { name: 'read' })).not.toBeChecked()
  await dialog.getByRole('checkbox', { name: 'write' }).check()
  await look(page, 'api-grant-new')
  await dialog.getByRole('button', { name: 'Grant access' }).click()
  await expect(page.getByRole('row', { name: /Ledger export/ })).toContainText('write')
  expect(await granted(server, orders, ledger)).toEqual(['write'])
})

test('an API that nobody may use says so', async ({ page, server }) => {
  const api = await makeApi(server)
  await openApi(page, server, api, 'grants')
  await expect(page.getByText('No application has access yet')).toBeVisible()
  await look(page, 'api-grants-empty')
})

test('an application’s own tab lists what it may use, and sets its default API', async ({ page, server }) => {
  const { invoices, orders, ledger, project } = await makeStage(server)
  await page.goto(`/console/projects/${project.slug}/applications/${ledger.id}?tab=access`)
  await signIn(page, server.keyFile)
  await expect(page.getByText('No granted APIs yet')).toBeVisible()
  await page.getByRole('combobox', { name: 'Audience of requests without resource' }).click()
  await page.getByRole('option', { name: /orders/ }).click()
  await expect(page.getByText('Tokens of Ledger export are now for orders by default.')).toBeVisible()
  await expect(page.getByText('the application has no grant for orders')).toBeVisible()
  await look(page, 'application-access-default')
  await page.getByRole('button', { name: 'Grant an API' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'API' }).click()
  await page.getByRole('option', { name: /orders/ }).click()
  await dialog.getByRole('checkbox', { name: 'read' }).check()
  await dialog.getByRole('button', { name: 'Grant access' }).click()
  await expect(page.getByRole('row', { name: /orders/ })).toContainText('read')
  await expect(page.getByText('the application has no grant for orders')).toHaveCount(0)
  await grant(server, invoices, ledger, [])
  await page.reload()
  await signIn(page, server.keyFile)
  await expect(page.getByRole('row', { name: /invoices/ })).toContainText('The whole API')
  await look(page, 'application-access')
  expect(await granted(server, orders, ledger)).toEqual(['read'])
})

test('a key that may only read sees the matrix and cannot press it', async ({ page, server }) => {
  const { address } = await makeStage(server)
  await page.goto(address)
  await signIn(page, await readerFile(server))
  await expect(page.getByText('Read-only: your admin key lacks the permission')).toBeVisible()
  const grid = page.getByRole('grid')
  await expect(grid.getByLabel('Billing worker at orders: read')).toBeVisible()
  await expect(grid.getByRole('button')).toHaveCount(0)
  await look(page, 'grants-read-only')
  await grid.getByLabel('Billing worker at invoices: no grant').focus()
  await page.keyboard.press('ArrowRight')
  await expect(grid.getByLabel('Billing worker at orders: read')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
