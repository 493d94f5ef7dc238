import type { Client, CombinedError, OperationResult } from 'urql'

import { graphql } from '../graphql/generated'
import type { KeyAlgorithm, Permission } from '../graphql/generated/graphql'
import type { KeyFieldsFragment } from './keyFields'
import type { KeyOwner } from './owner'

/** A public key to upload. Null is what the server then chooses by itself. */
export interface ImportedKey {
  name: string
  /** SPKI, PKCS#1, certificate or CSR in PEM, or a JWK. */
  publicKey: string
  /** Not of admin keys, which are RS256. */
  algorithm: KeyAlgorithm | null
  /** Of an application's RSA keys: what they may sign with beside `algorithm`. */
  additionalAlgorithms: KeyAlgorithm[]
  kid: string | null
  /** Of admin keys. */
  permissions: Permission[]
  expiresAt: string | null
  /** Of signing keys. */
  activatesAt: string | null
}

/** What became of it. */
export type Imported =
  { made: { key: KeyFieldsFragment }; error?: undefined } | { made?: undefined; error: CombinedError | undefined }

const ImportAdminKeyDocument = graphql(`
  mutation ImportAdminKey($input: ImportAdminKeyInput!) {
    made: importAdminKey(input: $input) {
      key {
        ...KeyFields
      }
    }
  }
`)

const ImportApplicationKeyDocument = graphql(`
  mutation ImportApplicationKey($input: ImportApplicationKeyInput!) {
    made: importApplicationKey(input: $input) {
      key {
        ...KeyFields
      }
    }
  }
`)

const ImportSigningKeyDocument = graphql(`
  mutation ImportSigningKey($input: ImportSigningKeyInput!) {
    made: importSigningKey(input: $input) {
      key {
        ...KeyFields
      }
    }
  }
`)

/** Uploads a public key for an owner. */
export async function importKey(client: Client, owner: KeyOwner, key: ImportedKey): Promise<Imported> {
  const { data, error } = await send(client, owner, key)
  return data ? { made: data.made } : { error }
}

type Answer = { made: { key: KeyFieldsFragment } }

async function send(client: Client, owner: KeyOwner, key: ImportedKey): Promise<OperationResult<Answer>> {
  const { name, publicKey, algorithm, additionalAlgorithms, kid, permissions, expiresAt, activatesAt } = key
  const shared = { name, publicKey, kid, expiresAt }
  switch (owner.kind) {
    case 'instance':
      return client.mutation(ImportAdminKeyDocument, { input: { ...shared, permissions } }).toPromise()
    case 'project': {
      const input = { ...shared, permissions, projectId: owner.projectId }
      return client.mutation(ImportAdminKeyDocument, { input }).toPromise()
    }
    case 'application': {
      const input = { ...shared, applicationId: owner.applicationId, algorithm, additionalAlgorithms }
      return client.mutation(ImportApplicationKeyDocument, { input }).toPromise()
    }
    case 'signing': {
      const input = { ...shared, projectId: owner.projectId, algorithm, activatesAt }
      return client.mutation(ImportSigningKeyDocument, { input }).toPromise()
    }
  }
}
