import { makeApplication, postWithSecret } from './support/applications'
import { look } from './support/look'
import { expect, signIn, test } from './support/test'

test('an application shows its calls, and every dialog that stops it says who uses it', async ({ page, server }) => {
  const application = await makeApplication(server, { name: 'Tide gauge', authMethod: 'CLIENT_SECRET_BASIC' })
  const { id, slug, secret } = application
  // Of the form of a secret: what cannot be one is refused before its application is looked up.
  for (const sent of [secret ?? '', secret ?? '', secret ?? '', 'A'.repeat(43)]) {
    await postWithSecret(server, application, 'token', sent)
  }
  // The server writes its counts every ten seconds.
  await expect
    .poll(
      async () => {
        const { impactOfRevoking } = await server.graphql<{ impactOfRevoking: { acceptedLast24Hours: number } }>(
          'query ($id: ID!) { impactOfRevoking(id: $id) { acceptedLast24Hours } }',
          { id },
        )
        return impactOfRevoking.acceptedLast24Hours
      },
      { timeout: 60_000 },
    )
    .toBe(3)

  await page.goto(`/console/projects/${slug}/applications`)
  await signIn(page, server.keyFile)
  await expect(page.getByRole('img', { name: '3 calls accepted, 1 refused in the last 24 hours' })).toBeVisible()
  await look(page, 'applications-usage')

  await page.getByRole('link', { name: 'Tide gauge' }).click()
  const chart = page.getByRole('img', { name: 'Calls of the application in the last 24 hours' })
  await expect(chart).toBeVisible()
  await page.getByText('Show as a table').click()
  await expect(page.getByRole('row', { name: /3 1$/ })).toBeVisible()
  await look(page, 'application-usage')
  await page.getByRole('radiogroup', { name: 'Time that the chart shows' }).getByText('Year').click()
  await expect(page.getByRole('img', { name: 'Calls of the application in the last year' })).toBeVisible()

  const use = /^Used .* by 127\.0\.0\.1, 3 calls in the last 24 hours\.$/
  for (const [button, cancels] of [
    ['Disable', 'Disable Tide gauge?'],
    ['Revoke', 'Revoke this secret?'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).first().click()
    const dialog = page.getByRole('dialog', { name: cancels })
    await expect(dialog.getByText(use)).toBeVisible()
    if (button === 'Disable') await look(page, 'application-disable-usage')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  }
})
