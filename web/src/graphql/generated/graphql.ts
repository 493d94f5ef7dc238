/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whose an admin key is. */
export type AdminScope =
  /** The whole deployment. */
  | 'INSTANCE'
  /** One project. */
  | 'PROJECT';

/** The JWS algorithm that a key is used with, and no other. */
export type KeyAlgorithm =
  /** Ed25519. */
  | 'EDDSA'
  /** ECDSA on P-256 with SHA-256. */
  | 'ES256'
  /** ECDSA on P-384 with SHA-384. */
  | 'ES384'
  /** RSASSA-PSS with SHA-256. */
  | 'PS256'
  /** RSASSA-PSS with SHA-384. */
  | 'PS384'
  /** RSASSA-PSS with SHA-512. */
  | 'PS512'
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  | 'RS256'
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  | 'RS384'
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  | 'RS512';

/** Where the private half of a key is. */
export type KeyCustody =
  /** With somebody else. */
  | 'HOLDER'
  /** Here, sealed. */
  | 'SERVER';

/** Where a key was made. */
export type KeyOrigin =
  /** Here. */
  | 'GENERATED'
  /** Elsewhere; only the public half came. */
  | 'IMPORTED';

/** What a key is for. No key serves another purpose. */
export type KeyPurpose =
  /** Signs admin tokens. */
  | 'ADMIN'
  /** Signs an application's assertions. */
  | 'APPLICATION'
  /** Signs a project's access tokens; published in its JWKS. */
  | 'SIGNING';

/** Where a key is in its life. */
export type KeyState =
  /** In use. */
  | 'ACTIVE'
  /** Over by its own date. */
  | 'EXPIRED'
  /** Published, not yet in use. */
  | 'PENDING'
  /** Accepted, signs no more. */
  | 'RETIRING'
  /** Taken away, with all that it signed. */
  | 'REVOKED';

/** What an admin key may do. Every permission includes READ. */
export type Permission =
  /** Admin keys. */
  | 'ADMIN_KEYS_WRITE'
  /** Applications and what belongs to them. */
  | 'APPLICATIONS_WRITE'
  /** See audit events. */
  | 'AUDIT_READ'
  /** Create and delete projects; instance keys only. */
  | 'INSTANCE_WRITE'
  /** Download retained private keys. */
  | 'KEYS_EXPORT'
  /** Application and signing keys. */
  | 'KEYS_WRITE'
  /** Change the project's settings. */
  | 'PROJECT_WRITE'
  /** See the scope, without its audit events. */
  | 'READ';

/** Takes a key away, with all that it signed. */
export type RevokeKeyInput = {
  /** The key. */
  keyId: string | number;
  /** For the audit log. */
  reason: string;
  /**
   * Application keys: also ends the tokens issued to the application so far; needs
   * `APPLICATIONS_WRITE` too.
   */
  revokeTokens?: boolean;
};

export type ProjectScopeQueryVariables = Exact<{
  slug: string;
}>;


export type ProjectScopeQuery = { project: { id: string, slug: string, name: string, createdAt: string, authorizationEndpoint: string | null, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } } | null };

export type ProjectScopeFieldsFragment = { id: string, slug: string, name: string, createdAt: string, authorizationEndpoint: string | null, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } };

export type PaletteQueryVariables = Exact<{
  text: string;
}>;


export type PaletteQuery = { search: Array<
    | { __typename: 'Application', name: string, id: string, project: { slug: string } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'Key', kid: string, name: string, purpose: KeyPurpose, id: string, scope: { slug: string } | null, application: { id: string } | null }
    | { __typename: 'Project', slug: string, name: string, id: string }
  > };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { scope: AdminScope, permissions: Array<Permission>, key: { id: string, kid: string, name: string, expiresAt: string | null }, project: { id: string, slug: string, name: string } | null }, instance: { audience: string, graphqlEndpoint: string, version: string } };

export type RevokeKeyMutationVariables = Exact<{
  input: RevokeKeyInput;
}>;


export type RevokeKeyMutation = { revokeKey: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null } } };

export type KeyFieldsFragment = { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null };

export const ProjectScopeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<ProjectScopeFieldsFragment, unknown>;
export const KeyFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<KeyFieldsFragment, unknown>;
export const ProjectScopeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectScope"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectScopeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<ProjectScopeQuery, ProjectScopeQueryVariables>;
export const PaletteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Palette"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"search"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"12"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PaletteQuery, PaletteQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"instance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"graphqlEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const RevokeKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<RevokeKeyMutation, RevokeKeyMutationVariables>;