import type { Page } from '@playwright/test'

import { look } from './support/look'
import { expectSignedIn, makeProvider, signInAs, typeLogin } from './support/provider'
import type { TestProvider } from './support/provider'
import type { Server } from './support/server'
import { stored, NOTHING } from './support/stored'
import { expect, makeProject, test } from './support/test'

// One worker has one server, and its sign-in page has a button for each of the providers.
test.describe.configure({ mode: 'default' })

const EDITOR = ['READ', 'AUDIT_READ', 'APPLICATIONS_WRITE']

const alert = (page: Page) => page.getByRole('alert')
const signInHeading = (page: Page) => page.getByRole('heading', { name: 'Sign in to Keyplane' })
const projects = (page: Page) => page.getByRole('heading', { level: 1, name: 'Projects' })

/** A provider with one rule for the group platform in the whole instance. */
function platform(server: Server, settings: Parameters<typeof makeProvider>[2] = {}): Promise<TestProvider> {
  return makeProvider(server, [{ name: 'Platform team', group: 'platform', permissions: EDITOR }], settings)
}

async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Signed in as ${name}` }).click()
}

test('a person signs in, sees what is allowed, why and until when, and stays signed in over reloads and in new tabs', async ({
  page,
  context,
  server,
}) => {
  test.slow()
  const provider = await platform(server)
  const { slug } = await makeProject(server)
  await page.goto(`/console/projects/${slug}/applications`)
  await expect(page.getByRole('button', { name: `Sign in with ${provider.name}` })).toBeVisible()
  await look(page, 'sign-in-provider')
  await signInAs(page, provider, 'anna+platform')
  await expectSignedIn(page, 'Anna Example')
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}/applications$`))

  await openMenu(page, 'Anna Example')
  await expect(page.getByText('anna@example.com')).toBeVisible()
  await page.getByRole('menuitem', { name: 'Permissions and session' }).click()
  const dialog = page.getByRole('dialog', { name: 'Signed in as Anna Example' })
  await expect(dialog.getByText('Manage applications')).toBeVisible()
  await expect(dialog.getByText('/groups/* is platform')).toBeVisible()
  await expect(dialog.getByText(/after 1 hour without\s+use/)).toBeVisible()
  await look(page, 'session-dialog')

  // Nothing that opens the server is where a script can read it.
  expect(await stored(page)).toEqual(NOTHING)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.reload()
  await expectSignedIn(page, 'Anna Example')
  const other = await context.newPage()
  await other.goto('/console/')
  await expectSignedIn(other, 'Anna Example')
  await expect(projects(other)).toBeVisible()
  await provider.stop()
})

test('a person for whom several rules hold chooses one, and acts by it alone', async ({ page, server }) => {
  const { id: projectId, slug, name } = await makeProject(server, 'Orchard')
  const provider = await makeProvider(server, [
    { name: 'Everybody reads', group: 'platform', permissions: ['READ'] },
    { name: 'Orchard keepers', group: 'orchard', permissions: EDITOR, projectId },
  ])
  await page.goto('/console/')
  await signInAs(page, provider, 'berta+platform+orchard')
  await expect(page.getByRole('heading', { name: 'Choose what to do' })).toBeVisible()
  await expect(page.getByText('Signed in as Berta Example')).toBeVisible()
  await expect(page.getByText(`Project ${name}`)).toBeVisible()
  await look(page, 'sign-in-rules')
  await page.getByRole('radio', { name: 'Orchard keepers' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}$`))
  await expectSignedIn(page, 'Berta Example')
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Projects' })).toBeHidden()
  await page.reload()
  await expectSignedIn(page, 'Berta Example')
  await provider.stop()
})

test('a person whom no rule lets in, and one who cancels, are told so', async ({ page, server }) => {
  const provider = await platform(server)
  await page.goto('/console/')
  await signInAs(page, provider, 'carl+sales')
  await expect(alert(page)).toContainText('no rule lets you in')
  await expect(alert(page)).toContainText('NO_RULE')
  await expect(page).toHaveURL(/\/console\/$/)
  await look(page, 'sign-in-no-rule')

  await page.context().clearCookies()
  await page.getByRole('button', { name: `Sign in with ${provider.name}` }).click()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(alert(page)).toContainText('cancelled or refused')
  await provider.stop()
})

test('a provider that is stopped is told, and works again once it is back', async ({ page, server }) => {
  const provider = await platform(server)
  await provider.stop()
  await page.goto('/console/')
  await page.getByRole('button', { name: `Sign in with ${provider.name}` }).click()
  await expect(alert(page)).toContainText('The server cannot reach the provider.')
  await look(page, 'sign-in-provider-away')
  await provider.start()
  await signInAs(page, provider, 'anna+platform')
  await expectSignedIn(page, 'Anna Example')
  // A person who is signed in does not need it.
  await provider.stop()
  await page.reload()
  await expectSignedIn(page, 'Anna Example')
})

test('a provider that is slow, and one whose clock is wrong, are told', async ({ page, server }) => {
  test.slow()
  const provider = await platform(server)
  await provider.stop()
  await provider.start({ delay: 8000 })
  await page.goto('/console/')
  await page.getByRole('button', { name: `Sign in with ${provider.name}` }).click()
  await expect(alert(page)).toContainText('The provider did not answer in time.')
  await provider.stop()

  await provider.start({ clockAhead: 7200 })
  await signInAs(page, provider, 'anna+platform')
  await expect(alert(page)).toContainText('The clocks of the provider and of this server differ.')
  await provider.stop()
})

test('a browser whose clock is wrong signs in all the same: the server signs', async ({ page, server }) => {
  const provider = await platform(server)
  await page.clock.install({ time: Date.now() + 5 * 3_600_000 })
  await page.goto('/console/')
  await signInAs(page, provider, 'anna+platform')
  await expectSignedIn(page, 'Anna Example')
  await provider.stop()
})

test('a session that is not used ends in every tab, and one that is used goes on', async ({
  page,
  context,
  server,
}) => {
  const provider = await platform(server, { idleSeconds: 300 })
  await page.clock.install()
  await page.goto('/console/')
  await signInAs(page, provider, 'anna+platform')
  await expectSignedIn(page, 'Anna Example')

  // Four minutes, a key, and four minutes: the key counts as use.
  await page.clock.fastForward('04:00')
  const used = page.evaluate(
    () =>
      new Promise<void>((done) => {
        new BroadcastChannel('keyplane-session').onmessage = ({ data }: MessageEvent<{ kind: string }>) => {
          if (data.kind === 'used') done()
        }
      }),
  )
  await page.keyboard.press('Shift')
  await used
  await page.clock.fastForward('04:00')
  await expectSignedIn(page, 'Anna Example')
  await page.clock.fastForward('01:15')
  await expect(signInHeading(page)).toBeVisible()
  await expect(alert(page)).toContainText('ended because you did not use it')
  await look(page, 'sign-in-inactive')
  expect(await stored(page)).toEqual(NOTHING)
  await context.clearCookies()
  await provider.stop()
})

test('signing out ends the session at the server and in every tab', async ({ page, context, server }) => {
  const provider = await platform(server)
  await page.goto('/console/')
  await signInAs(page, provider, 'anna+platform')
  await expectSignedIn(page, 'Anna Example')
  const other = await context.newPage()
  await other.goto('/console/')
  await expectSignedIn(other, 'Anna Example')
  const cookies = await context.cookies()

  await openMenu(page, 'Anna Example')
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  // The provider asks whether its own session is to end, too.
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await expect(signInHeading(page)).toBeVisible()
  await expect(signInHeading(other)).toBeVisible()
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-keyplane-session')

  // The cookie of before opens nothing.
  await context.addCookies(cookies)
  await other.reload()
  await expect(signInHeading(other)).toBeVisible()
  await provider.stop()
})

test('a rule that is disabled ends the sessions of its people at once', async ({ page, server }) => {
  const provider = await platform(server)
  await page.goto('/console/')
  await signInAs(page, provider, 'anna+platform')
  await expectSignedIn(page, 'Anna Example')
  await page.waitForLoadState('networkidle')
  await server.graphql(
    'mutation ($input: UpdateOperatorRuleInput!) { updateOperatorRule(input: $input) { operatorRule { id } } }',
    { input: { operatorRuleId: provider.rules['Platform team'], enabled: false } },
  )
  await page.evaluate(() => document.querySelector<HTMLElement>('nav a[href$="/instance/audit"]')?.click())
  await expect(signInHeading(page)).toBeVisible()
  await expect(alert(page)).toContainText('The rule that let you in has changed or ended.')
  await provider.stop()
})

test('managing admin keys asks the provider to confirm the person', async ({ page, server }) => {
  test.slow()
  const provider = await makeProvider(server, [
    { name: 'Security', group: 'security', permissions: ['READ', 'AUDIT_READ', 'ADMIN_KEYS_WRITE'] },
  ])
  await page.clock.install()
  await page.goto('/console/')
  await signInAs(page, provider, 'dora+security')
  await expectSignedIn(page, 'Dora Example')
  await page.goto('/console/instance')
  // The sign-in was a moment ago: nothing is asked.
  await expect(page.getByRole('button', { name: 'Generate key' })).toBeVisible()
  await expect(page.getByText('Confirm that it is you', { exact: true })).toBeHidden()

  await page.waitForLoadState('networkidle')
  await page.clock.fastForward('06:00')
  await expect(page.getByText('Confirm that it is you', { exact: true })).toBeVisible()
  await look(page, 'step-up')
  await page.getByRole('button', { name: `Confirm with ${provider.name}` }).click()
  // The provider's session goes on, and it asks for the credentials all the same.
  await typeLogin(page, 'dora+security')
  await expectSignedIn(page, 'Dora Example')
  await expect(page).toHaveURL(/\/console\/instance$/)
  await provider.stop()
})

test('the audit log names the person and the rule', async ({ page, server }) => {
  const provider = await platform(server)
  const { slug } = await makeProject(server)
  await page.goto(`/console/projects/${slug}/applications/new`)
  await signInAs(page, provider, 'anna+platform')
  await page.getByRole('textbox', { name: 'Name' }).fill('Billing')
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible()
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(page.getByText(/Application Billing created by Anna Example/).first()).toBeVisible()
  await provider.stop()
})
