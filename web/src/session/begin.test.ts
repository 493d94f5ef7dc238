import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { askBeginning } from './begin'

const VIEWER = { scope: 'INSTANCE', permissions: ['READ'] }
const PROJECT = { id: 'prj_1', slug: 'acme' }
const INSTANCE = { version: '1' }

let asked: { query: string; variables: unknown }[]
let answer: () => Promise<Response>

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body) as (typeof asked)[number])
    return answer()
  })
})

afterEach(() => vi.unstubAllGlobals())

const json =
  (body: object, status = 200) =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))
const begin = (path: string) => askBeginning(() => Promise.resolve('token'), path)

test('at the address of a project, one question asks for the session and the project', async () => {
  answer = json({ data: { viewer: VIEWER, instance: INSTANCE, project: PROJECT } })
  expect(await begin('/console/projects/acme/signing-keys')).toEqual({
    viewer: VIEWER,
    instance: INSTANCE,
    opened: { slug: 'acme', project: PROJECT },
  })
  expect(asked.map(({ variables }) => variables)).toEqual([{ slug: 'acme', inProject: true }])
  expect(asked[0]?.query).toContain('fragment ProjectScopeFields')
})

test.each(['/console/', '/console/instance', '/console/projects/', '/elsewhere/projects/acme'])(
  'at %s no project is asked for',
  async (path) => {
    answer = json({ data: { viewer: VIEWER, instance: INSTANCE } })
    expect((await begin(path)).opened).toBeUndefined()
    expect(asked.map(({ variables }) => variables)).toEqual([{ slug: '', inProject: false }])
  },
)

test('a project that does not exist is known not to, and one that is refused is left to its screens', async () => {
  answer = json({ data: { viewer: VIEWER, instance: INSTANCE, project: null } })
  expect((await begin('/console/projects/acme')).opened).toEqual({ slug: 'acme', project: null })
  answer = json({ data: { viewer: VIEWER, instance: INSTANCE, project: null }, errors: [{ message: 'no' }] })
  expect((await begin('/console/projects/acme')).opened).toBeUndefined()
})

test('a refusal of the guard is told with its reason, and a server that is away as such', async () => {
  const refused = { message: 'the key is revoked', extensions: { reason: 'KEY_REVOKED' } }
  answer = json({ errors: [refused] }, 401)
  await expect(begin('/console/')).rejects.toMatchObject({ message: 'The key is revoked.', reason: 'KEY_REVOKED' })
  answer = () => Promise.resolve(new Response('<html>', { status: 502 }))
  await expect(begin('/console/')).rejects.toMatchObject({ message: 'The server answered with status 502.' })
  answer = () => Promise.reject(new TypeError('Failed to fetch'))
  await expect(begin('/console/')).rejects.toMatchObject({ message: 'The server cannot be reached.' })
})
