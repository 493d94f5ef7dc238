import { look } from './support/look'
import { expect, makeProject, signIn, test } from './support/test'

test('an application has a description, an owner and labels, and is found by its labels', async ({ page, server }) => {
  const { id: projectId, slug } = await makeProject(server, 'Shop')
  await server.graphql(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }',
    {
      input: { projectId, name: 'Ledger', type: 'SERVICE', labels: [{ key: 'team', value: 'ledger' }] },
    },
  )
  await page.goto(`/console/projects/${slug}/applications/new`)
  await signIn(page, server.keyFile)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Billing worker')
  await page.getByRole('textbox', { name: 'Description' }).fill('Sends invoices.')
  await page.getByRole('textbox', { name: 'Owner' }).fill('billing@example.com')
  await page.getByRole('button', { name: 'Add label' }).click()
  await page.keyboard.type('Team=billing')
  await page.keyboard.press('Enter')
  await page.keyboard.type('env=prod')
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByText('Key “Team”: use 1 to 63 lower-case letters')).toBeVisible()
  await page.getByRole('textbox', { name: 'Label 1: key' }).fill('team')
  await look(page, 'application-new-labels')
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Billing worker' })).toBeVisible()
  await expect(page.getByText('Sends invoices.')).toBeVisible()
  await expect(page.getByText('billing@example.com')).toBeVisible()
  await look(page, 'application-about')

  await page.getByRole('button', { name: 'Filter by team=billing' }).click()
  await expect(page).toHaveURL(/labels=.*team%3Dbilling/)
  await expect(page.getByRole('link', { name: 'Billing worker' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ledger' })).toHaveCount(0)
  await look(page, 'applications-labels')
  const filter = page.getByRole('combobox', { name: 'Filter by labels' })
  await filter.fill('env')
  await filter.press('Enter')
  await expect(page.getByText('“env” is not a label.')).toBeVisible()
  await filter.fill('env=test')
  await filter.press('Enter')
  await expect(page.getByText('No application matches team=billing and env=test')).toBeVisible()
  await filter.press('Backspace')
  await filter.press('Backspace')
  await expect(page.getByRole('link', { name: 'Ledger' })).toBeVisible()
})
