import { Kind } from 'graphql'
import type { DocumentNode } from 'graphql'
import type { Client } from 'urql'
import { expect, test } from 'vitest'

import { makeKey } from './makeKey'
import { emptyKey, settleKey } from './newKey'
import type { KeyOwner } from './owner'

const OWNERS: KeyOwner[] = [
  {
    kind: 'project',
    projectId: 'prj_1',
    slug: 'acme',
    audience: 'https://k.example/p/acme',
    endpoint: 'https://k.example/graphql',
  },
  { kind: 'instance', audience: 'https://k.example', endpoint: 'https://k.example/graphql' },
  {
    kind: 'application',
    applicationId: 'app_1',
    issuer: 'https://k.example/p/a',
    tokenEndpoint: 'https://k.example/p/a/oauth/token',
  },
  { kind: 'signing', projectId: 'prj_1', slug: 'acme', algorithm: 'ES256', rsaBits: 2048, publishAheadSeconds: 86_400 },
]

/** A client that notes what it was to send. */
function recording() {
  const sent: { name: string; input: Record<string, unknown> }[] = []
  const mutation = (document: DocumentNode, variables: { input: Record<string, unknown> }) => {
    const [operation] = document.definitions
    const name = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.name?.value ?? '') : ''
    sent.push({ name, input: variables.input })
    const { algorithm = 'RS256' } = variables.input
    const key = { kid: 'k1', algorithm: algorithm ?? 'RS256', purpose: 'ADMIN' }
    return { toPromise: () => Promise.resolve({ data: { made: { key, privateKey: null } } }) }
  }
  return { sent, client: { mutation } as unknown as Client }
}

test.each(OWNERS)('a pair of the browser is uploaded without its private half: $kind', async (owner) => {
  const { client, sent } = recording()
  const { made } = await makeKey(client, owner, {
    ...emptyKey(owner),
    name: 'a',
    way: 'browser',
    algorithm: owner.kind === 'application' ? 'ES256' : 'RS256',
  })
  expect(sent).toHaveLength(1)
  expect(sent[0]?.name).toMatch(/^Import/)
  expect(sent[0]?.input.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/)
  const jwk = made?.files.find(({ format }) => format === 'JWK')
  const secrets = JSON.parse(jwk?.content ?? '{}') as Record<string, string>
  expect(secrets.d).toBeTruthy()
  expect(JSON.stringify(sent)).not.toContain('PRIVATE')
  expect(JSON.stringify(sent)).not.toContain(secrets.d)
})

test.each(OWNERS)('a key of the server is asked for where it belongs: $kind', async (owner) => {
  const { client, sent } = recording()
  await makeKey(client, owner, { ...emptyKey(owner), name: 'a' })
  expect(sent[0]?.name).toMatch(/^Generate/)
  const { projectId, applicationId, custody, permissions } = sent[0]?.input ?? {}
  const expected = {
    project: ['prj_1', undefined, undefined, ['READ']],
    instance: [undefined, undefined, undefined, ['READ']],
    application: [undefined, 'app_1', undefined, undefined],
    signing: ['prj_1', undefined, 'SERVER', undefined],
  }
  expect([projectId, applicationId, custody, permissions]).toEqual(expected[owner.kind])
})

test('what does not go with the chosen way is not sent', () => {
  const [, , , signing] = OWNERS
  if (!signing) throw new Error('no owner')
  const typed = { ...emptyKey(signing), name: ' a ', retainPrivateKey: true, force: true, reason: ' leaked ' }
  expect(settleKey({ ...typed, way: 'holder' })).toMatchObject({ name: 'a', retainPrivateKey: false, force: false })
  expect(settleKey(typed)).toMatchObject({ retainPrivateKey: true, force: true, reason: 'leaked' })
})
