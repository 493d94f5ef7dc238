import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import type { Server } from './server'
import { makeProject, signIn } from './test'

/** An application that a test made beside the portal. */
export interface TestApplication {
  id: string
  secret: string | null
  /** Of its project. */
  slug: string
}

/** Makes an application in a project of its own. */
export async function makeApplication(server: Server, fields: object = {}): Promise<TestApplication> {
  const { id: projectId, slug } = await makeProject(server, 'Shop')
  const { createApplication } = await server.graphql<{
    createApplication: { application: { id: string }; clientSecret: string | null }
  }>(
    `mutation ($input: CreateApplicationInput!) {
      createApplication(input: $input) { application { id } clientSecret }
    }`,
    { input: { projectId, name: 'Billing worker', type: 'SERVICE', ...fields } },
  )
  return { id: createApplication.application.id, secret: createApplication.clientSecret, slug }
}

/** Opens an application's screen by its address, signed in. */
export async function openApplication(
  page: Page,
  server: Server,
  { slug, id }: TestApplication,
  tab = '',
): Promise<void> {
  const search = tab === '' ? '' : `?tab=${tab}`
  await page.goto(`/console/projects/${slug}/applications/${id}${search}`)
  await signIn(page, server.keyFile)
}

/** What an endpoint of the project answers to a form that is sent with a secret (HTTP Basic). */
export async function postWithSecret(
  server: Server,
  { slug, id }: TestApplication,
  endpoint: 'token' | 'introspect',
  secret: string,
  form: Record<string, string> = { grant_type: 'client_credentials' },
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${server.url}/p/${slug}/oauth/${endpoint}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams(form),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** Runs a bash program in a new folder with the given files, and gives what it printed. */
export async function runBash(
  code: string,
  files: Record<string, string>,
  env: Record<string, string>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keyplane-sample-'))
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content, { mode: 0o600 })
    return await new Promise((printed, failed) => {
      const child = execFile(
        'bash',
        ['-c', code],
        { cwd: folder, env: { PATH: process.env.PATH, ...env }, timeout: 30_000 },
        (error, stdout, stderr) => (error ? failed(new Error(`${stderr}\n${stdout}`)) : printed(stdout.trim())),
      )
      child.stdin?.end()
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}
