/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query ProjectScope($slug: String!) {\n    project(slug: $slug) {\n      ...ProjectScopeFields\n    }\n  }\n\n  fragment ProjectScopeFields on Project {\n    id\n    slug\n    name\n    createdAt\n    authorizationEndpoint\n    endpoints {\n      issuer\n      openidConfiguration\n      jwks\n      token\n      introspection\n      revocation\n      graphql\n    }\n    keyPolicy {\n      signingAlgorithm\n      rsaBits\n      rotationPeriodSeconds\n      publishAheadSeconds\n      jwksMaxAgeSeconds\n      maxAdminTokenLifetimeSeconds\n    }\n  }\n": typeof types.ProjectScopeDocument,
    "\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      __typename\n      id\n      ... on Project {\n        slug\n        name\n      }\n      ... on Application {\n        name\n        project {\n          slug\n        }\n      }\n      ... on Key {\n        kid\n        name\n        purpose\n        scope: project {\n          slug\n        }\n        application {\n          id\n        }\n      }\n    }\n  }\n": typeof types.PaletteDocument,
    "\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": typeof types.RevokeKeyDocument,
    "\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n": typeof types.KeyFieldsFragmentDoc,
};
const documents: Documents = {
    "\n  query ProjectScope($slug: String!) {\n    project(slug: $slug) {\n      ...ProjectScopeFields\n    }\n  }\n\n  fragment ProjectScopeFields on Project {\n    id\n    slug\n    name\n    createdAt\n    authorizationEndpoint\n    endpoints {\n      issuer\n      openidConfiguration\n      jwks\n      token\n      introspection\n      revocation\n      graphql\n    }\n    keyPolicy {\n      signingAlgorithm\n      rsaBits\n      rotationPeriodSeconds\n      publishAheadSeconds\n      jwksMaxAgeSeconds\n      maxAdminTokenLifetimeSeconds\n    }\n  }\n": types.ProjectScopeDocument,
    "\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      __typename\n      id\n      ... on Project {\n        slug\n        name\n      }\n      ... on Application {\n        name\n        project {\n          slug\n        }\n      }\n      ... on Key {\n        kid\n        name\n        purpose\n        scope: project {\n          slug\n        }\n        application {\n          id\n        }\n      }\n    }\n  }\n": types.PaletteDocument,
    "\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": types.RevokeKeyDocument,
    "\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n": types.KeyFieldsFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectScope($slug: String!) {\n    project(slug: $slug) {\n      ...ProjectScopeFields\n    }\n  }\n\n  fragment ProjectScopeFields on Project {\n    id\n    slug\n    name\n    createdAt\n    authorizationEndpoint\n    endpoints {\n      issuer\n      openidConfiguration\n      jwks\n      token\n      introspection\n      revocation\n      graphql\n    }\n    keyPolicy {\n      signingAlgorithm\n      rsaBits\n      rotationPeriodSeconds\n      publishAheadSeconds\n      jwksMaxAgeSeconds\n      maxAdminTokenLifetimeSeconds\n    }\n  }\n"): (typeof documents)["\n  query ProjectScope($slug: String!) {\n    project(slug: $slug) {\n      ...ProjectScopeFields\n    }\n  }\n\n  fragment ProjectScopeFields on Project {\n    id\n    slug\n    name\n    createdAt\n    authorizationEndpoint\n    endpoints {\n      issuer\n      openidConfiguration\n      jwks\n      token\n      introspection\n      revocation\n      graphql\n    }\n    keyPolicy {\n      signingAlgorithm\n      rsaBits\n      rotationPeriodSeconds\n      publishAheadSeconds\n      jwksMaxAgeSeconds\n      maxAdminTokenLifetimeSeconds\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      __typename\n      id\n      ... on Project {\n        slug\n        name\n      }\n      ... on Application {\n        name\n        project {\n          slug\n        }\n      }\n      ... on Key {\n        kid\n        name\n        purpose\n        scope: project {\n          slug\n        }\n        application {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      __typename\n      id\n      ... on Project {\n        slug\n        name\n      }\n      ... on Application {\n        name\n        project {\n          slug\n        }\n      }\n      ... on Key {\n        kid\n        name\n        purpose\n        scope: project {\n          slug\n        }\n        application {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n"): (typeof documents)["\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;