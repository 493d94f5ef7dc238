import { execFile } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import type { Download, Page } from '@playwright/test'

import type { Server } from './server'
import { expect, makeProject, signIn } from './test'

const run = promisify(execFile)

/** Opens the Admin API screen of a new project. */
export async function openAdminApi(page: Page, server: Server): Promise<{ id: string; slug: string }> {
  const project = await makeProject(server)
  await page.goto(`/console/projects/${project.slug}/admin-api`)
  await signIn(page, server.keyFile)
  await expect(page.getByRole('heading', { name: 'Admin keys' })).toBeVisible()
  return project
}

/** The dialog that is on top. */
export function dialog(page: Page) {
  return page.getByRole('dialog').last()
}

/** Opens the dialog for a new key, and gives it a name. */
export async function beginKey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Generate key' }).click()
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill(name)
}

/** Presses the button that makes the key, and waits for its private half. */
export async function makeKey(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Generate key' }).click()
  await expect(page.getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 30_000 })
}

/** Presses a download button, and gives the file's name and text. */
export async function save(page: Page, label: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${label}`, exact: true }).click(),
  ])
  return { name: file.suggestedFilename(), text: await textOf(file) }
}

async function textOf(file: Download): Promise<string> {
  return await readFile(await file.path(), 'utf8')
}

/** A new RSA key's public half in each form that can be imported, all made by openssl. */
export async function publicKeyForms(folder: string): Promise<Record<string, string>> {
  const openssl = async (...given: string[]) => (await run('openssl', given, { cwd: folder })).stdout
  const fresh = async (name: string) => {
    await openssl('genrsa', '-out', name, '2048')
    return name
  }
  const spki = await openssl('rsa', '-in', await fresh('spki.key'), '-pubout')
  const subject = ['-subj', '/CN=robot']
  return {
    'Public key (SPKI)': spki,
    'RSA public key (PKCS#1)': await openssl('rsa', '-in', await fresh('pkcs1.key'), '-RSAPublicKey_out'),
    'X.509 certificate': await openssl('req', '-x509', '-key', await fresh('crt.key'), ...subject, '-days', '2'),
    JWK: JSON.stringify(
      createPublicKey(await openssl('rsa', '-in', await fresh('jwk.key'), '-pubout')).export({ format: 'jwk' }),
    ),
    'Certificate request (CSR)': await openssl('req', '-new', '-key', await fresh('csr.key'), ...subject),
  }
}
