import { look } from './support/look'
import { expectSignedIn, makeProvider, signInAs } from './support/provider'
import { expect, signIn, test } from './support/test'

test('operators add a provider and a rule, and end the session of a person who signed in by it', async ({
  page,
  browser,
  server,
}) => {
  test.slow()
  const provider = await makeProvider(server, [
    { name: 'Platform team', group: 'platform', permissions: ['READ', 'AUDIT_READ', 'APPLICATIONS_WRITE'] },
  ])
  const context = await browser.newContext({ baseURL: server.url })
  const person = await context.newPage()
  await person.goto('/console/')
  await signInAs(person, provider, 'anna+platform')
  await expectSignedIn(person, 'Anna Example')

  await page.goto('/console/instance/operators')
  await signIn(page, server.keyFile)
  await expect(page.getByRole('table', { name: 'Providers' })).toBeVisible()
  await page.getByRole('button', { name: 'Add provider' }).click()
  const form = page.getByRole('dialog', { name: 'Add provider' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Globex')
  await form.getByRole('textbox', { name: 'Issuer URL' }).fill(`https://login-${Date.now()}.globex.example`)
  await form.getByRole('textbox', { name: 'Client ID' }).fill('keyplane')
  await form.getByRole('textbox', { name: 'Client secret' }).fill('s3cret')
  await look(page, 'provider-new')
  await form.getByRole('button', { name: 'Add provider' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Globex' })).toBeVisible()
  await expect(page.getByText('No rules yet')).toBeVisible()
  await page.getByRole('button', { name: 'New rule' }).click()
  const rule = page.getByRole('dialog', { name: 'New rule' })
  await rule.getByRole('textbox', { name: 'Name' }).fill('Readers')
  await rule.getByLabel('Value of rule 1').fill('staff')
  await rule.getByLabel('Value of rule 1').press('Enter')
  await rule.getByRole('combobox', { name: 'Where' }).click()
  await page.getByRole('option', { name: 'The whole instance' }).click()
  await look(page, 'operator-rule-new')
  await rule.getByRole('button', { name: 'Create rule' }).click()
  await expect(page.getByRole('article', { name: 'Rule Readers' })).toBeVisible()
  await look(page, 'provider-rules')
  await page.getByRole('tab', { name: 'Settings' }).click()
  await expect(page.getByRole('textbox', { name: 'Client ID' })).toBeVisible()
  await look(page, 'provider-settings')

  await page.goto(`/console/instance/operators/${provider.id}?tab=sessions`)
  await signIn(page, server.keyFile)
  await expect(page.getByText('anna@example.com')).toBeVisible()
  await look(page, 'provider-sessions')
  await page.getByRole('button', { name: 'End the session of Anna Example' }).click()
  const end = page.getByRole('dialog', { name: 'End the session of Anna Example?' })
  await end.getByLabel('Block the person as well').check()
  await end.getByRole('textbox', { name: 'Reason' }).fill('left the company')
  await look(page, 'session-end')
  await end.getByRole('button', { name: 'Block person' }).click()
  await expect(page.getByText('Ended')).toBeVisible()
  await page.getByRole('tab', { name: 'Blocked people' }).click()
  await expect(page.getByText('left the company')).toBeVisible()
  await look(page, 'provider-blocked')

  await person.reload()
  await expect(person.getByRole('alert')).toContainText('Your account is blocked.')
  await context.close()
  await provider.stop()
})
