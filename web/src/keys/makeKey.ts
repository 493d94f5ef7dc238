import type { Client, CombinedError, OperationResult } from 'urql'

import { graphql } from '../graphql/generated'
import type { KeyAlgorithm, Permission } from '../graphql/generated/graphql'
import type { KeyFieldsFragment } from './keyFields'
import { browserFiles, serverFiles } from './files'
import type { SavableFile } from './files'
import { importKey } from './importKey'
import type { KeyOwner } from './owner'
import { generatePair, isRsa } from './pair'

/** Where a pair is made, and who signs with it. */
export type Way =
  /** The server makes it. Of signing keys: and signs with it. */
  | 'server'
  /** Signing keys: the server generates it, and another service signs. */
  | 'holder'
  /** This browser makes it, and only the public half is uploaded. */
  | 'browser'

/** What the form of a new key holds. */
export interface NewKey {
  name: string
  way: Way
  algorithm: KeyAlgorithm
  rsaBits: number
  /** Of admin keys. */
  permissions: Permission[]
  /** RFC 3339; null: no end. */
  expiresAt: string | null
  retainPrivateKey: boolean
  /** Of signing keys: null for the usual time. */
  activatesAt: string | null
  /** Of signing keys: sooner than the publish-ahead allows. */
  force: boolean
  reason: string
}

/** A new key, and its private key if there is one to save. */
export interface MadeKey {
  key: KeyFieldsFragment
  files: SavableFile[]
}

/** What became of it. */
export type Made = { made: MadeKey; error?: undefined } | { made?: undefined; error: CombinedError | undefined }

const GenerateAdminKeyDocument = graphql(`
  mutation GenerateAdminKey($input: GenerateAdminKeyInput!) {
    made: generateAdminKey(input: $input) {
      ...MadeKey
    }
  }

  fragment MadeKey on GenerateKeyPayload {
    key {
      ...KeyFields
    }
    privateKey {
      filename
      mediaType
      content
    }
  }
`)

const GenerateApplicationKeyDocument = graphql(`
  mutation GenerateApplicationKey($input: GenerateApplicationKeyInput!) {
    made: generateApplicationKey(input: $input) {
      ...MadeKey
    }
  }
`)

const GenerateSigningKeyDocument = graphql(`
  mutation GenerateSigningKey($input: GenerateSigningKeyInput!) {
    made: generateSigningKey(input: $input) {
      ...MadeKey
    }
  }
`)

/** Makes a key for an owner, on the server or in this browser. */
export async function makeKey(client: Client, owner: KeyOwner, key: NewKey): Promise<Made> {
  if (key.way === 'browser') return makeInBrowser(client, owner, key)
  const { data, error } = await generate(client, owner, key)
  if (!data) return { error }
  const { privateKey } = data.made
  return { made: { key: data.made.key, files: privateKey ? await serverFiles(privateKey, data.made.key) : [] } }
}

/** The private key is only in this function's result; the upload has the public key. */
async function makeInBrowser(client: Client, owner: KeyOwner, key: NewKey): Promise<Made> {
  const { publicKeyPem, pkcs8 } = await generatePair(key.algorithm, key.rsaBits)
  const { name, algorithm, permissions, expiresAt, activatesAt } = key
  const upload = {
    name,
    publicKey: publicKeyPem,
    algorithm,
    additionalAlgorithms: [],
    kid: null,
    permissions,
    expiresAt,
    activatesAt,
  }
  const { made, error } = await importKey(client, owner, upload)
  if (!made) return { error }
  return { made: { key: made.key, files: await browserFiles(pkcs8, made.key, owner) } }
}

type Answer = {
  made: { key: KeyFieldsFragment; privateKey: { filename: string; mediaType: string; content: string } | null }
}

async function generate(client: Client, owner: KeyOwner, key: NewKey): Promise<OperationResult<Answer>> {
  const { name, algorithm, permissions, expiresAt, retainPrivateKey } = key
  const shared = { name, expiresAt, retainPrivateKey }
  const rsaBits = isRsa(algorithm) ? key.rsaBits : null
  switch (owner.kind) {
    case 'instance':
      return client.mutation(GenerateAdminKeyDocument, { input: { ...shared, permissions } }).toPromise()
    case 'project': {
      const input = { ...shared, permissions, projectId: owner.projectId }
      return client.mutation(GenerateAdminKeyDocument, { input }).toPromise()
    }
    case 'application': {
      const input = { ...shared, applicationId: owner.applicationId, algorithm, rsaBits }
      return client.mutation(GenerateApplicationKeyDocument, { input }).toPromise()
    }
    case 'signing': {
      const custody = key.way === 'server' ? ('SERVER' as const) : ('HOLDER' as const)
      const { activatesAt, force } = key
      const reason = force ? key.reason : null
      const input = { ...shared, projectId: owner.projectId, algorithm, rsaBits, custody, activatesAt, force, reason }
      return client.mutation(GenerateSigningKeyDocument, { input }).toPromise()
    }
  }
}
