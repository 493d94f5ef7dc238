import { readFile } from 'node:fs/promises'

import { grant, makeApi, makeClient, openApi, verify } from './support/apis'
import { runBash } from './support/applications'
import { look } from './support/look'
import { NOTHING, stored } from './support/stored'
import { expect, test } from './support/test'

const GATEWAYS = [
  { tab: 'nginx', file: 'SLUG_orders.conf', says: 'auth_request /_keyplane;' },
  { tab: 'Caddy', file: 'Caddyfile', says: 'forward_auth' },
  { tab: 'Traefik', file: 'SLUG_orders.yaml', says: 'forwardAuth:' },
  { tab: 'Envoy', file: 'SLUG_orders.yaml', says: 'ext_authz.v3.ExtAuthz' },
]

test('each gateway has its configuration, to copy and to save', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const api = await makeApi(server)
  await openApi(page, server, api, 'gateway')
  await page.getByRole('textbox', { name: 'Upstream' }).fill('http://10.0.0.7:4000')
  for (const { tab, file, says } of GATEWAYS) {
    await page.getByRole('tab', { name: tab }).click()
    const shown = page.getByRole('region', { name: `Configuration of ${tab}` })
    await expect(shown).toContainText(says)
    await expect(shown).toContainText('10.0.0.7')
    await look(page, `api-gateway-${tab.toLowerCase()}`)
    const name = file.replace('SLUG', api.project.slug)
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: `Download ${name}` }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toBe(name)
    const text = await readFile(await saved.path(), 'utf8')
    expect(text).toBe(await shown.textContent())
    await page.getByRole('button', { name: `Copy Configuration of ${tab}` }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
  }
})

test('an upstream that is no address is refused at its field', async ({ page, server }) => {
  const api = await makeApi(server)
  await openApi(page, server, api, 'gateway')
  const upstream = page.getByRole('textbox', { name: 'Upstream' })
  await expect(page.getByRole('region', { name: 'Configuration of nginx' })).toBeVisible()
  for (const wrong of ['10.0.0.7:4000', 'http://a b', 'http://localhost:3000/path', '']) {
    await upstream.fill(wrong)
    await expect(upstream, wrong).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByRole('region', { name: 'Configuration of nginx' })).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Download/ })).toBeDisabled()
    await upstream.fill('http://localhost:3000')
    await expect(page.getByRole('region', { name: 'Configuration of nginx' })).toContainText('localhost:3000')
  }
  await upstream.fill('localhost')
  await expect(page.getByText(/^Must be http/)).toBeVisible()
  await look(page, 'api-gateway-refused')
})

test('the test says 200 for a token that the endpoint admits, with what the API gets', async ({ page, server }) => {
  const api = await makeApi(server)
  const client = await makeClient(server, api.project)
  await grant(server, api, client, ['read', 'write'])
  const token = await client.token(api, 'read')
  await openApi(page, server, api, 'test')
  await look(page, 'api-test-empty')
  await page.getByRole('textbox', { name: 'Token' }).fill(`Bearer ${token}`)
  await page.getByRole('checkbox', { name: 'read' }).check()
  await expect(page.getByText('The server answers the gateway with 200')).toBeVisible()
  await expect(page.getByText('Passed: grant')).toBeAttached()
  await look(page, 'api-test-200')
  const answer = await verify(server, api, token, ['read'])
  expect(answer.status).toBe(200)
  const told = page.getByRole('definition').filter({ has: page.locator('xpath=self::dd') })
  for (const name of ['X-Keyplane-Subject', 'X-Keyplane-Client-Id', 'X-Keyplane-Scope', 'X-Keyplane-Token-Id']) {
    const value = page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd')
    await expect(value, name).toHaveText(answer.headers.get(name) ?? 'is missing')
  }
  await expect(told.filter({ hasText: client.id }).first()).toBeVisible()
})

test('the test says 403 for a token without the scope, and so does the endpoint', async ({ page, server }) => {
  const api = await makeApi(server)
  const client = await makeClient(server, api.project)
  await grant(server, api, client, ['read', 'write'])
  const token = await client.token(api, 'read')
  await openApi(page, server, api, 'test')
  await page.getByRole('textbox', { name: 'Token' }).fill(token)
  await page.getByRole('checkbox', { name: 'write' }).check()
  await expect(page.getByText('The server answers the gateway with 403')).toBeVisible()
  await expect(page.getByText('it lacks a required scope')).toBeVisible()
  await expect(page.getByText('Failed: scopes')).toBeAttached()
  await look(page, 'api-test-403')
  expect((await verify(server, api, token, ['write'])).status).toBe(403)
  await page.getByRole('checkbox', { name: 'write' }).uncheck()
  await expect(page.getByText('The server answers the gateway with 200')).toBeVisible()
})

test('the test says 401 for what is no token of the API, and so does the endpoint', async ({ page, server }) => {
  const api = await makeApi(server)
  const other = await makeApi(server, { project: api.project, name: 'invoices' })
  const client = await makeClient(server, api.project)
  await grant(server, other, client, [])
  const token = await client.token(other, '')
  await openApi(page, server, api, 'test')
  for (const wrong of [token, `${token.slice(0, -8)}AAAAAAAA`, 'hello']) {
    await page.getByRole('textbox', { name: 'Token' }).fill(wrong)
    await expect(page.getByText('The server answers the gateway with 401')).toBeVisible()
    expect((await verify(server, api, wrong)).status).toBe(401)
    await page.getByRole('button', { name: 'Clear' }).click()
    await expect(page.getByText(/^The server answers the gateway with/)).toHaveCount(0)
  }
})

test('the command asks the endpoint for exactly these scopes, and holds no token', async ({ page, server }) => {
  const api = await makeApi(server, { scopes: ['orders:read', "it's/a+b"] })
  const client = await makeClient(server, api.project)
  await grant(server, api, client, ['orders:read', "it's/a+b"])
  const all = await client.token(api, "orders:read it's/a+b")
  const some = await client.token(api, 'orders:read')
  await openApi(page, server, api, 'test')
  await page.getByRole('textbox', { name: 'Token' }).fill(all)
  await page.getByRole('checkbox', { name: 'orders:read' }).check()
  await page.getByRole('checkbox', { name: "it's/a+b" }).check()
  await expect(page.getByText('The server answers the gateway with 200')).toBeVisible()
  const command = (await page.getByRole('region', { name: 'Request with curl' }).textContent()) ?? ''
  expect(command).not.toContain(all)
  // The first line reads the token from a terminal; here it comes with the environment.
  const question = command.split('\n').slice(1).join('\n')
  expect(await runBash(question, {}, { TOKEN: all })).toContain("x-keyplane-scope: orders:read it's/a+b")
  expect(await runBash(question, {}, { TOKEN: some })).toContain('HTTP/1.1 403')
  expect(await stored(page)).toEqual(NOTHING)
  expect(page.url()).not.toContain(all.slice(-20))
})
