import { look } from './support/look'
import { mintToken } from './support/server'
import { NOTHING, stored } from './support/stored'
import { expect, makeProject, signIn, test } from './support/test'
import { accessToken, keyOf } from './support/tokens'

test('a token that holds is accepted, with every check and the key that signed it', async ({ portal, server }) => {
  const project = await makeProject(server)
  const token = await accessToken(server, project)
  await portal.goto(`/console/projects/${project.slug}/inspector`)
  await signIn(portal, server.keyFile)
  await portal.getByLabel('Token').fill(`Authorization: Bearer ${token}`)
  await expect(portal.getByText('The token is valid now')).toBeVisible()
  const checks = portal.getByRole('region', { name: 'Checks' })
  await expect(checks.getByText('Passed: signature')).toBeAttached()
  await expect(checks.getByText(/^(Failed|Skipped): /)).toHaveCount(0)
  await expect(portal.getByRole('region', { name: 'Claims' }).getByText('client_id')).toBeVisible()
  await look(portal, 'inspector-accepted')
  await portal.getByRole('link', { name: 'Signing key', exact: true }).click()
  await expect(portal).toHaveURL(/signing-keys\?key=key_/)
})

test('an expired token is refused with what passes, what was found and what to do', async ({ portal, server }) => {
  const now = Math.floor(Date.now() / 1000)
  await portal.getByRole('link', { name: 'Token inspector' }).click()
  await portal.getByLabel('Token').fill(mintToken(await keyOf(server), { iat: now - 7200, exp: now - 3600 }))
  await expect(portal.getByText('The token is refused: EXPIRED')).toBeVisible()
  const failed = portal.getByRole('listitem').filter({ hasText: 'Failed: exp' })
  await expect(failed.getByText(/^after /)).toBeVisible()
  await expect(failed.getByText(/\d+ s ago$/)).toBeVisible()
  await expect(failed.getByText(/sign a fresh token/)).toBeVisible()
  await look(portal, 'inspector-refused')
})

test('a forged token shows the sender’s words as such, and what could not be judged', async ({ portal, server }) => {
  const [header, claims] = mintToken(await keyOf(server)).split('.')
  await portal.getByRole('link', { name: 'Token inspector' }).click()
  await portal.getByLabel('Token').fill(`${header ?? ''}.${claims ?? ''}.AAAA`)
  await expect(portal.getByText('The token is refused: BAD_SIGNATURE')).toBeVisible()
  await expect(portal.getByText('no signature vouches for them')).toHaveCount(2)
  await expect(portal.getByText('Skipped: exp')).toBeAttached()
})

test('what is no token says so', async ({ portal }) => {
  await portal.getByRole('link', { name: 'Token inspector' }).click()
  await expect(portal.getByText('No token yet')).toBeVisible()
  await portal.getByLabel('Token').fill('hello')
  await expect(portal.getByText(/^The token is refused: /)).toBeVisible()
  await portal.getByRole('button', { name: 'Clear' }).click()
  await expect(portal.getByText('No token yet')).toBeVisible()
  await look(portal, 'inspector-empty')
})

test('a token that was pasted is in no address and no storage', async ({ portal, server }) => {
  const token = mintToken(await keyOf(server))
  await portal.getByRole('link', { name: 'Token inspector' }).click()
  const addresses: string[] = []
  portal.on('request', (request) => addresses.push(request.url()))
  await portal.getByLabel('Token').fill(token)
  await expect(portal.getByText('The token is valid now')).toBeVisible()
  expect([portal.url(), ...addresses].filter((url) => url.includes(token.slice(-40)))).toEqual([])
  expect(addresses).not.toHaveLength(0)
  expect(await stored(portal)).toEqual(NOTHING)
})
