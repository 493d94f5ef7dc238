import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Page } from '@playwright/test'

import { look } from './support/look'
import type { Server } from './support/server'
import { expect, makeProject, signIn, test } from './support/test'

interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** A receiver on this machine that answers with `status`. */
async function startReceiver() {
  const received: Received[] = []
  const state = { status: 204 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(state.status).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, received, state, stop: () => server.close() }
}

async function open(page: Page, server: Server, path: string): Promise<void> {
  await page.goto(`/console/${path}`)
  await signIn(page, server.keyFile)
}

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })

test('a webhook is created with a secret that is shown once, tested, and its deliveries are listed', async ({
  page,
  server,
}) => {
  test.slow()
  const receiver = await startReceiver()
  const project = await makeProject(server)
  await open(page, server, `projects/${project.slug}/webhooks`)
  await expect(page.getByText('No webhooks')).toBeVisible()
  await look(page, 'webhooks-empty')
  await page.getByRole('button', { name: 'New webhook' }).click()
  const form = dialog(page, 'New webhook')
  await form.getByRole('textbox', { name: 'URL' }).fill('https://10.0.0.1/hook')
  await form.getByRole('button', { name: 'Create webhook' }).click()
  await expect(form.getByText('must not be a private address')).toBeVisible()
  await look(page, 'webhook-new')
  await form.getByRole('textbox', { name: 'URL' }).fill(receiver.url)
  await form.getByRole('button', { name: 'Create webhook' }).click()
  const reveal = dialog(page, 'Save the secret')
  const secret = (await reveal.getByLabel('Webhook secret').textContent()) ?? ''
  expect(secret).toMatch(/^whsec_/)
  await look(page, 'webhook-secret')
  await reveal.getByRole('button', { name: 'Copy secret' }).click()
  await reveal.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('link', { name: receiver.url }).click()
  const drawer = dialog(page, 'Webhook')
  await drawer.getByRole('button', { name: 'Send test event' }).click()
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(1)
  const [{ headers, body }] = receiver.received as [Received]
  const message = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const code = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(message)
    .digest('base64')
  expect(headers['webhook-signature']).toContain(`v1,${code}`)
  await expect(page.locator('body')).not.toContainText(secret)

  await page.reload()
  await signIn(page, server.keyFile)
  await expect(drawer.getByText('Webhook tested')).toBeVisible()
  await drawer.getByText('Attempts').first().click()
  await expect(drawer.getByText('status 204')).toBeVisible()
  await look(page, 'webhook-deliveries')
  await drawer.getByRole('button', { name: 'Send again' }).click()
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(2)
  expect(receiver.received[1]?.headers['webhook-id']).toBe(headers['webhook-id'])
  receiver.stop()
})

test('a failing webhook says why, and is sent the event once it is retried', async ({ page, server }) => {
  const receiver = await startReceiver()
  receiver.state.status = 503
  const project = await makeProject(server)
  await server.graphql('mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret } }', {
    input: { projectId: project.id, url: receiver.url },
  })
  await server.graphql('mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { project { id } } }', {
    input: { projectId: project.id, name: 'Renamed' },
  })
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThan(0)
  await expect(async () => {
    const { project: found } = await server.graphql<{ project: { webhooks: { nodes: { lastError: string }[] } } }>(
      'query ($slug: String!) { project(slug: $slug) { webhooks { nodes { lastError } } } }',
      { slug: project.slug },
    )
    expect(found.webhooks.nodes[0]?.lastError).toBe('status 503')
  }).toPass()
  await open(page, server, `projects/${project.slug}/webhooks`)
  await expect(page.getByRole('row').nth(1)).toContainText('Failing')
  await page.getByRole('link', { name: receiver.url }).click()
  const drawer = dialog(page, 'Webhook')
  await expect(drawer.getByText('The last attempt failed')).toBeVisible()
  await look(page, 'webhook-failing')
  receiver.state.status = 200
  await drawer.getByRole('button', { name: 'Retry now' }).click()
  const types = () => receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)
  await expect.poll(() => types().at(-1), { timeout: 30_000 }).toBe('webhook.update')
  receiver.stop()
})

test('a webhook of the instance is changed, rotated, disabled and deleted', async ({ page, server }) => {
  await open(page, server, 'instance/webhooks')
  await page.getByRole('button', { name: 'New webhook' }).click()
  const form = dialog(page, 'New webhook')
  await form.getByRole('textbox', { name: 'URL' }).fill('https://hooks.example.com/keyplane')
  await form.getByRole('button', { name: 'Create webhook' }).click()
  await dialog(page, 'Save the secret').getByRole('button', { name: 'Copy secret' }).click()
  await dialog(page, 'Save the secret').getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'https://hooks.example.com/keyplane' }).click()
  const drawer = dialog(page, 'Webhook')
  await drawer.getByRole('button', { name: 'Rotate secret' }).click()
  const rotation = dialog(page, 'Rotate secret')
  await rotation.getByRole('button', { name: 'Rotate secret' }).click()
  await dialog(page, 'Save the secret').getByRole('button', { name: 'Copy secret' }).click()
  await dialog(page, 'Save the secret').getByRole('button', { name: 'Done' }).click()
  await expect(drawer.getByText('Previous public key')).toBeVisible()
  await drawer.getByRole('button', { name: 'Disable' }).click()
  await expect(drawer.getByText('Disabled')).toBeVisible()
  await drawer.getByRole('button', { name: 'Delete' }).click()
  await dialog(page, 'Delete this webhook?').getByRole('button', { name: 'Delete webhook' }).click()
  await expect(page.getByText('No webhooks')).toBeVisible()
})

test('the bell lists the keys of all projects that expire soon, and leads to them', async ({ page, server }) => {
  const project = await makeProject(server)
  const input = { projectId: project.id, name: 'Billing', type: 'SERVICE' }
  const { createApplication } = await server.graphql<{ createApplication: { application: { id: string } } }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    { input },
  )
  const applicationId = createApplication.application.id
  const expiresAt = new Date(Date.now() + 7 * 86_400_000 - 60_000).toISOString()
  await server.graphql(
    'mutation ($input: GenerateApplicationKeyInput!) { generateApplicationKey(input: $input) { key { id } } }',
    { input: { applicationId, name: 'Ledger key', algorithm: 'ES256', expiresAt } },
  )
  await open(page, server, '')
  await page.getByRole('button', { name: /expires? soon/ }).click()
  const bell = page.getByRole('dialog', { name: /expires? soon/ })
  await expect(bell.getByText('expires in 7 days').first()).toBeVisible()
  await look(page, 'bell')
  await bell.getByRole('link', { name: 'Ledger key' }).click()
  await expect(page).toHaveURL(new RegExp(`applications/${applicationId}\\?key=key_`))
  await expect(page.getByRole('dialog').getByText('Ledger key').first()).toBeVisible()
})
