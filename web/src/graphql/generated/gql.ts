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
    "\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      id\n      ...DestinationFields\n    }\n  }\n": typeof types.PaletteDocument,
    "\n  query RevocationFacts($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        kid\n        purpose\n        state\n        custody\n        predecessor {\n          id\n          kid\n        }\n        project {\n          id\n          keyPolicy {\n            jwksMaxAgeSeconds\n          }\n          currentSigningKey {\n            id\n          }\n          signers: signingKeys(first: 50, states: [PENDING, ACTIVE]) {\n            nodes {\n              id\n              kid\n              state\n              custody\n            }\n          }\n        }\n        application {\n          id\n          name\n          accepted: keys(first: 2, states: [ACTIVE, RETIRING]) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.RevocationFactsDocument,
    "\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": typeof types.RevokeKeyDocument,
    "\n  mutation RotateKey($input: RotateKeyInput!) {\n    rotateKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n      previous {\n        id\n      }\n      privateKey {\n        filename\n        mediaType\n        content\n      }\n    }\n  }\n": typeof types.RotateKeyDocument,
    "\n  query RotationPlan($id: ID!, $activatesAt: DateTime, $overlapSeconds: Int, $force: Boolean!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        rotationPreview(activatesAt: $activatesAt, overlapSeconds: $overlapSeconds, force: $force) {\n          successorPublishedAt\n          successorActivatesAt\n          retiresAt\n          expiresAt\n          refusal\n        }\n      }\n    }\n  }\n": typeof types.RotationPlanDocument,
    "\n  mutation ImportAdminKey($input: ImportAdminKeyInput!) {\n    made: importAdminKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": typeof types.ImportAdminKeyDocument,
    "\n  mutation ImportApplicationKey($input: ImportApplicationKeyInput!) {\n    made: importApplicationKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": typeof types.ImportApplicationKeyDocument,
    "\n  mutation ImportSigningKey($input: ImportSigningKeyInput!) {\n    made: importSigningKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": typeof types.ImportSigningKeyDocument,
    "\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n": typeof types.KeyFieldsFragmentDoc,
    "\n  mutation GenerateAdminKey($input: GenerateAdminKeyInput!) {\n    made: generateAdminKey(input: $input) {\n      ...MadeKey\n    }\n  }\n\n  fragment MadeKey on GenerateKeyPayload {\n    key {\n      ...KeyFields\n    }\n    privateKey {\n      filename\n      mediaType\n      content\n    }\n  }\n": typeof types.GenerateAdminKeyDocument,
    "\n  mutation GenerateApplicationKey($input: GenerateApplicationKeyInput!) {\n    made: generateApplicationKey(input: $input) {\n      ...MadeKey\n    }\n  }\n": typeof types.GenerateApplicationKeyDocument,
    "\n  mutation GenerateSigningKey($input: GenerateSigningKeyInput!) {\n    made: generateSigningKey(input: $input) {\n      ...MadeKey\n    }\n  }\n": typeof types.GenerateSigningKeyDocument,
    "\n  query Keys(\n    $owner: ID!\n    $isInstance: Boolean!\n    $isAdmin: Boolean!\n    $states: [KeyState!]\n    $first: Int!\n    $after: String\n  ) {\n    adminKeys(states: $states, first: $first, after: $after) @include(if: $isInstance) {\n      ...KeyPage\n    }\n    node(id: $owner) @skip(if: $isInstance) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(states: $states, first: $first, after: $after) @include(if: $isAdmin) {\n          ...KeyPage\n        }\n        signingKeys(states: $states, first: $first, after: $after) @skip(if: $isAdmin) {\n          ...KeyPage\n        }\n      }\n      ... on Application {\n        keys(states: $states, first: $first, after: $after) {\n          ...KeyPage\n        }\n      }\n    }\n  }\n\n  fragment KeyPage on KeyConnection {\n    nodes {\n      ...KeyFields\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n": typeof types.KeysDocument,
    "\n  query Application($slug: String!, $clientId: String!) {\n    project(slug: $slug) {\n      id\n      application(clientId: $clientId) {\n        ...ApplicationFields\n      }\n    }\n  }\n": typeof types.ApplicationDocument,
    "\n  query Applications($slug: String!, $search: String, $first: Int!, $after: String) {\n    project(slug: $slug) {\n      id\n      applications(search: $search, first: $first, after: $after) {\n        nodes {\n          ...ApplicationRow\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n\n  fragment ApplicationRow on Application {\n    id\n    name\n    type\n    authMethod\n    enabled\n    createdAt\n  }\n": typeof types.ApplicationsDocument,
    "\n  mutation DeleteApplication($input: DeleteApplicationInput!) {\n    deleteApplication(input: $input) {\n      deletedId\n    }\n  }\n": typeof types.DeleteApplicationDocument,
    "\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      application {\n        id\n        name\n      }\n      clientSecret\n    }\n  }\n": typeof types.CreateApplicationDocument,
    "\n  mutation RevokeClientSecret($input: RevokeClientSecretInput!) {\n    revokeClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n": typeof types.RevokeClientSecretDocument,
    "\n  mutation RevokeApplicationTokens($input: RevokeApplicationTokensInput!) {\n    revokeApplicationTokens(input: $input) {\n      application {\n        id\n      }\n    }\n  }\n": typeof types.RevokeApplicationTokensDocument,
    "\n  mutation RotateClientSecret($input: RotateClientSecretInput!) {\n    rotateClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n      clientSecret\n    }\n  }\n": typeof types.RotateClientSecretDocument,
    "\n  fragment ApplicationFields on Application {\n    id\n    clientId\n    name\n    type\n    authMethod\n    enabled\n    accessTokenFormat\n    accessTokenLifetimeSeconds\n    allowAnySubject\n    allowTokenEndpointAudience\n    allowedClaims\n    createdAt\n    updatedAt\n    clientSecrets {\n      id\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n": typeof types.ApplicationFieldsFragmentDoc,
    "\n  mutation UpdateApplication($input: UpdateApplicationInput!) {\n    updateApplication(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n": typeof types.UpdateApplicationDocument,
    "\n  query AuditEvent($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on AuditEvent {\n        ...AuditEventFields\n      }\n    }\n  }\n": typeof types.AuditEventDocument,
    "\n  fragment AuditEventFields on AuditEvent {\n    id\n    at\n    action\n    actorType\n    actorKeyId\n    actorKid\n    targetId\n    changes\n    requestId\n    sourceAddress\n    sequence\n    previousHash\n    hash\n  }\n": typeof types.AuditEventFieldsFragmentDoc,
    "\n  query AuditEvents($projectId: ID, $filter: AuditFilter, $first: Int!, $after: String) {\n    auditEvents(projectId: $projectId, filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...AuditEventFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.AuditEventsDocument,
    "\n  query AuditActors($projectId: ID!, $ofProject: Boolean!, $ofInstance: Boolean!) {\n    node(id: $projectId) @include(if: $ofProject) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(first: 100) {\n          nodes {\n            ...ActorFields\n          }\n        }\n      }\n    }\n    adminKeys(first: 100) @include(if: $ofInstance) {\n      nodes {\n        ...ActorFields\n      }\n    }\n  }\n\n  fragment ActorFields on Key {\n    id\n    kid\n    name\n  }\n": typeof types.AuditActorsDocument,
    "\n  fragment InspectionFields on TokenInspection {\n    verdict\n    kind\n    reason\n    header\n    claims\n    key {\n      id\n      state\n      ...DestinationFields\n    }\n    checks {\n      name\n      status\n      expected\n      found\n      detail\n    }\n  }\n": typeof types.InspectionFieldsFragmentDoc,
    "\n  query InspectToken($input: InspectTokenInput!) {\n    inspectToken(input: $input) {\n      ...InspectionFields\n    }\n  }\n": typeof types.InspectTokenDocument,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        ...ProjectScopeFields\n      }\n    }\n  }\n": typeof types.CreateProjectDocument,
    "\n  query ProjectCount($search: String) {\n    projects(first: 1, search: $search) {\n      totalCount\n    }\n  }\n": typeof types.ProjectCountDocument,
    "\n  query Projects($first: Int!, $after: String, $search: String) {\n    projects(first: $first, after: $after, search: $search) {\n      nodes {\n        id\n        slug\n        name\n        createdAt\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ProjectsDocument,
    "\n  query SlugStatus($slug: String!) {\n    slugStatus(slug: $slug)\n  }\n": typeof types.SlugStatusDocument,
    "\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  query NodeLink($id: ID!) {\n    node(id: $id) {\n      id\n      ...DestinationFields\n    }\n  }\n": typeof types.NodeLinkDocument,
    "\n  fragment DestinationFields on Node {\n    __typename\n    id\n    ... on Project {\n      slug\n      name\n    }\n    ... on Application {\n      name\n      project {\n        slug\n      }\n    }\n    ... on Key {\n      kid\n      name\n      purpose\n      scope: project {\n        slug\n      }\n      application {\n        id\n      }\n    }\n  }\n": typeof types.DestinationFieldsFragmentDoc,
};
const documents: Documents = {
    "\n  query ProjectScope($slug: String!) {\n    project(slug: $slug) {\n      ...ProjectScopeFields\n    }\n  }\n\n  fragment ProjectScopeFields on Project {\n    id\n    slug\n    name\n    createdAt\n    authorizationEndpoint\n    endpoints {\n      issuer\n      openidConfiguration\n      jwks\n      token\n      introspection\n      revocation\n      graphql\n    }\n    keyPolicy {\n      signingAlgorithm\n      rsaBits\n      rotationPeriodSeconds\n      publishAheadSeconds\n      jwksMaxAgeSeconds\n      maxAdminTokenLifetimeSeconds\n    }\n  }\n": types.ProjectScopeDocument,
    "\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      id\n      ...DestinationFields\n    }\n  }\n": types.PaletteDocument,
    "\n  query RevocationFacts($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        kid\n        purpose\n        state\n        custody\n        predecessor {\n          id\n          kid\n        }\n        project {\n          id\n          keyPolicy {\n            jwksMaxAgeSeconds\n          }\n          currentSigningKey {\n            id\n          }\n          signers: signingKeys(first: 50, states: [PENDING, ACTIVE]) {\n            nodes {\n              id\n              kid\n              state\n              custody\n            }\n          }\n        }\n        application {\n          id\n          name\n          accepted: keys(first: 2, states: [ACTIVE, RETIRING]) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.RevocationFactsDocument,
    "\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": types.RevokeKeyDocument,
    "\n  mutation RotateKey($input: RotateKeyInput!) {\n    rotateKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n      previous {\n        id\n      }\n      privateKey {\n        filename\n        mediaType\n        content\n      }\n    }\n  }\n": types.RotateKeyDocument,
    "\n  query RotationPlan($id: ID!, $activatesAt: DateTime, $overlapSeconds: Int, $force: Boolean!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        rotationPreview(activatesAt: $activatesAt, overlapSeconds: $overlapSeconds, force: $force) {\n          successorPublishedAt\n          successorActivatesAt\n          retiresAt\n          expiresAt\n          refusal\n        }\n      }\n    }\n  }\n": types.RotationPlanDocument,
    "\n  mutation ImportAdminKey($input: ImportAdminKeyInput!) {\n    made: importAdminKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": types.ImportAdminKeyDocument,
    "\n  mutation ImportApplicationKey($input: ImportApplicationKeyInput!) {\n    made: importApplicationKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": types.ImportApplicationKeyDocument,
    "\n  mutation ImportSigningKey($input: ImportSigningKeyInput!) {\n    made: importSigningKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n": types.ImportSigningKeyDocument,
    "\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n": types.KeyFieldsFragmentDoc,
    "\n  mutation GenerateAdminKey($input: GenerateAdminKeyInput!) {\n    made: generateAdminKey(input: $input) {\n      ...MadeKey\n    }\n  }\n\n  fragment MadeKey on GenerateKeyPayload {\n    key {\n      ...KeyFields\n    }\n    privateKey {\n      filename\n      mediaType\n      content\n    }\n  }\n": types.GenerateAdminKeyDocument,
    "\n  mutation GenerateApplicationKey($input: GenerateApplicationKeyInput!) {\n    made: generateApplicationKey(input: $input) {\n      ...MadeKey\n    }\n  }\n": types.GenerateApplicationKeyDocument,
    "\n  mutation GenerateSigningKey($input: GenerateSigningKeyInput!) {\n    made: generateSigningKey(input: $input) {\n      ...MadeKey\n    }\n  }\n": types.GenerateSigningKeyDocument,
    "\n  query Keys(\n    $owner: ID!\n    $isInstance: Boolean!\n    $isAdmin: Boolean!\n    $states: [KeyState!]\n    $first: Int!\n    $after: String\n  ) {\n    adminKeys(states: $states, first: $first, after: $after) @include(if: $isInstance) {\n      ...KeyPage\n    }\n    node(id: $owner) @skip(if: $isInstance) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(states: $states, first: $first, after: $after) @include(if: $isAdmin) {\n          ...KeyPage\n        }\n        signingKeys(states: $states, first: $first, after: $after) @skip(if: $isAdmin) {\n          ...KeyPage\n        }\n      }\n      ... on Application {\n        keys(states: $states, first: $first, after: $after) {\n          ...KeyPage\n        }\n      }\n    }\n  }\n\n  fragment KeyPage on KeyConnection {\n    nodes {\n      ...KeyFields\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n": types.KeysDocument,
    "\n  query Application($slug: String!, $clientId: String!) {\n    project(slug: $slug) {\n      id\n      application(clientId: $clientId) {\n        ...ApplicationFields\n      }\n    }\n  }\n": types.ApplicationDocument,
    "\n  query Applications($slug: String!, $search: String, $first: Int!, $after: String) {\n    project(slug: $slug) {\n      id\n      applications(search: $search, first: $first, after: $after) {\n        nodes {\n          ...ApplicationRow\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n\n  fragment ApplicationRow on Application {\n    id\n    name\n    type\n    authMethod\n    enabled\n    createdAt\n  }\n": types.ApplicationsDocument,
    "\n  mutation DeleteApplication($input: DeleteApplicationInput!) {\n    deleteApplication(input: $input) {\n      deletedId\n    }\n  }\n": types.DeleteApplicationDocument,
    "\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      application {\n        id\n        name\n      }\n      clientSecret\n    }\n  }\n": types.CreateApplicationDocument,
    "\n  mutation RevokeClientSecret($input: RevokeClientSecretInput!) {\n    revokeClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n": types.RevokeClientSecretDocument,
    "\n  mutation RevokeApplicationTokens($input: RevokeApplicationTokensInput!) {\n    revokeApplicationTokens(input: $input) {\n      application {\n        id\n      }\n    }\n  }\n": types.RevokeApplicationTokensDocument,
    "\n  mutation RotateClientSecret($input: RotateClientSecretInput!) {\n    rotateClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n      clientSecret\n    }\n  }\n": types.RotateClientSecretDocument,
    "\n  fragment ApplicationFields on Application {\n    id\n    clientId\n    name\n    type\n    authMethod\n    enabled\n    accessTokenFormat\n    accessTokenLifetimeSeconds\n    allowAnySubject\n    allowTokenEndpointAudience\n    allowedClaims\n    createdAt\n    updatedAt\n    clientSecrets {\n      id\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n": types.ApplicationFieldsFragmentDoc,
    "\n  mutation UpdateApplication($input: UpdateApplicationInput!) {\n    updateApplication(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n": types.UpdateApplicationDocument,
    "\n  query AuditEvent($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on AuditEvent {\n        ...AuditEventFields\n      }\n    }\n  }\n": types.AuditEventDocument,
    "\n  fragment AuditEventFields on AuditEvent {\n    id\n    at\n    action\n    actorType\n    actorKeyId\n    actorKid\n    targetId\n    changes\n    requestId\n    sourceAddress\n    sequence\n    previousHash\n    hash\n  }\n": types.AuditEventFieldsFragmentDoc,
    "\n  query AuditEvents($projectId: ID, $filter: AuditFilter, $first: Int!, $after: String) {\n    auditEvents(projectId: $projectId, filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...AuditEventFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.AuditEventsDocument,
    "\n  query AuditActors($projectId: ID!, $ofProject: Boolean!, $ofInstance: Boolean!) {\n    node(id: $projectId) @include(if: $ofProject) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(first: 100) {\n          nodes {\n            ...ActorFields\n          }\n        }\n      }\n    }\n    adminKeys(first: 100) @include(if: $ofInstance) {\n      nodes {\n        ...ActorFields\n      }\n    }\n  }\n\n  fragment ActorFields on Key {\n    id\n    kid\n    name\n  }\n": types.AuditActorsDocument,
    "\n  fragment InspectionFields on TokenInspection {\n    verdict\n    kind\n    reason\n    header\n    claims\n    key {\n      id\n      state\n      ...DestinationFields\n    }\n    checks {\n      name\n      status\n      expected\n      found\n      detail\n    }\n  }\n": types.InspectionFieldsFragmentDoc,
    "\n  query InspectToken($input: InspectTokenInput!) {\n    inspectToken(input: $input) {\n      ...InspectionFields\n    }\n  }\n": types.InspectTokenDocument,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        ...ProjectScopeFields\n      }\n    }\n  }\n": types.CreateProjectDocument,
    "\n  query ProjectCount($search: String) {\n    projects(first: 1, search: $search) {\n      totalCount\n    }\n  }\n": types.ProjectCountDocument,
    "\n  query Projects($first: Int!, $after: String, $search: String) {\n    projects(first: $first, after: $after, search: $search) {\n      nodes {\n        id\n        slug\n        name\n        createdAt\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ProjectsDocument,
    "\n  query SlugStatus($slug: String!) {\n    slugStatus(slug: $slug)\n  }\n": types.SlugStatusDocument,
    "\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n": types.ViewerDocument,
    "\n  query NodeLink($id: ID!) {\n    node(id: $id) {\n      id\n      ...DestinationFields\n    }\n  }\n": types.NodeLinkDocument,
    "\n  fragment DestinationFields on Node {\n    __typename\n    id\n    ... on Project {\n      slug\n      name\n    }\n    ... on Application {\n      name\n      project {\n        slug\n      }\n    }\n    ... on Key {\n      kid\n      name\n      purpose\n      scope: project {\n        slug\n      }\n      application {\n        id\n      }\n    }\n  }\n": types.DestinationFieldsFragmentDoc,
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
export function graphql(source: "\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      id\n      ...DestinationFields\n    }\n  }\n"): (typeof documents)["\n  query Palette($text: String!) {\n    search(text: $text, first: 12) {\n      id\n      ...DestinationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RevocationFacts($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        kid\n        purpose\n        state\n        custody\n        predecessor {\n          id\n          kid\n        }\n        project {\n          id\n          keyPolicy {\n            jwksMaxAgeSeconds\n          }\n          currentSigningKey {\n            id\n          }\n          signers: signingKeys(first: 50, states: [PENDING, ACTIVE]) {\n            nodes {\n              id\n              kid\n              state\n              custody\n            }\n          }\n        }\n        application {\n          id\n          name\n          accepted: keys(first: 2, states: [ACTIVE, RETIRING]) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RevocationFacts($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        kid\n        purpose\n        state\n        custody\n        predecessor {\n          id\n          kid\n        }\n        project {\n          id\n          keyPolicy {\n            jwksMaxAgeSeconds\n          }\n          currentSigningKey {\n            id\n          }\n          signers: signingKeys(first: 50, states: [PENDING, ACTIVE]) {\n            nodes {\n              id\n              kid\n              state\n              custody\n            }\n          }\n        }\n        application {\n          id\n          name\n          accepted: keys(first: 2, states: [ACTIVE, RETIRING]) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeKey($input: RevokeKeyInput!) {\n    revokeKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateKey($input: RotateKeyInput!) {\n    rotateKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n      previous {\n        id\n      }\n      privateKey {\n        filename\n        mediaType\n        content\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RotateKey($input: RotateKeyInput!) {\n    rotateKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n      previous {\n        id\n      }\n      privateKey {\n        filename\n        mediaType\n        content\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RotationPlan($id: ID!, $activatesAt: DateTime, $overlapSeconds: Int, $force: Boolean!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        rotationPreview(activatesAt: $activatesAt, overlapSeconds: $overlapSeconds, force: $force) {\n          successorPublishedAt\n          successorActivatesAt\n          retiresAt\n          expiresAt\n          refusal\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RotationPlan($id: ID!, $activatesAt: DateTime, $overlapSeconds: Int, $force: Boolean!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Key {\n        rotationPreview(activatesAt: $activatesAt, overlapSeconds: $overlapSeconds, force: $force) {\n          successorPublishedAt\n          successorActivatesAt\n          retiresAt\n          expiresAt\n          refusal\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportAdminKey($input: ImportAdminKeyInput!) {\n    made: importAdminKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportAdminKey($input: ImportAdminKeyInput!) {\n    made: importAdminKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportApplicationKey($input: ImportApplicationKeyInput!) {\n    made: importApplicationKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportApplicationKey($input: ImportApplicationKeyInput!) {\n    made: importApplicationKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportSigningKey($input: ImportSigningKeyInput!) {\n    made: importSigningKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportSigningKey($input: ImportSigningKeyInput!) {\n    made: importSigningKey(input: $input) {\n      key {\n        ...KeyFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n"): (typeof documents)["\n  fragment KeyFields on Key {\n    id\n    kid\n    name\n    purpose\n    algorithm\n    state\n    custody\n    origin\n    privateKeyRetained\n    createdByKid\n    createdAt\n    activatesAt\n    retiresAt\n    expiresAt\n    revokedAt\n    lastUsedAt\n    permissions\n    predecessor {\n      id\n      kid\n    }\n    successor {\n      id\n      kid\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GenerateAdminKey($input: GenerateAdminKeyInput!) {\n    made: generateAdminKey(input: $input) {\n      ...MadeKey\n    }\n  }\n\n  fragment MadeKey on GenerateKeyPayload {\n    key {\n      ...KeyFields\n    }\n    privateKey {\n      filename\n      mediaType\n      content\n    }\n  }\n"): (typeof documents)["\n  mutation GenerateAdminKey($input: GenerateAdminKeyInput!) {\n    made: generateAdminKey(input: $input) {\n      ...MadeKey\n    }\n  }\n\n  fragment MadeKey on GenerateKeyPayload {\n    key {\n      ...KeyFields\n    }\n    privateKey {\n      filename\n      mediaType\n      content\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GenerateApplicationKey($input: GenerateApplicationKeyInput!) {\n    made: generateApplicationKey(input: $input) {\n      ...MadeKey\n    }\n  }\n"): (typeof documents)["\n  mutation GenerateApplicationKey($input: GenerateApplicationKeyInput!) {\n    made: generateApplicationKey(input: $input) {\n      ...MadeKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GenerateSigningKey($input: GenerateSigningKeyInput!) {\n    made: generateSigningKey(input: $input) {\n      ...MadeKey\n    }\n  }\n"): (typeof documents)["\n  mutation GenerateSigningKey($input: GenerateSigningKeyInput!) {\n    made: generateSigningKey(input: $input) {\n      ...MadeKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Keys(\n    $owner: ID!\n    $isInstance: Boolean!\n    $isAdmin: Boolean!\n    $states: [KeyState!]\n    $first: Int!\n    $after: String\n  ) {\n    adminKeys(states: $states, first: $first, after: $after) @include(if: $isInstance) {\n      ...KeyPage\n    }\n    node(id: $owner) @skip(if: $isInstance) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(states: $states, first: $first, after: $after) @include(if: $isAdmin) {\n          ...KeyPage\n        }\n        signingKeys(states: $states, first: $first, after: $after) @skip(if: $isAdmin) {\n          ...KeyPage\n        }\n      }\n      ... on Application {\n        keys(states: $states, first: $first, after: $after) {\n          ...KeyPage\n        }\n      }\n    }\n  }\n\n  fragment KeyPage on KeyConnection {\n    nodes {\n      ...KeyFields\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n"): (typeof documents)["\n  query Keys(\n    $owner: ID!\n    $isInstance: Boolean!\n    $isAdmin: Boolean!\n    $states: [KeyState!]\n    $first: Int!\n    $after: String\n  ) {\n    adminKeys(states: $states, first: $first, after: $after) @include(if: $isInstance) {\n      ...KeyPage\n    }\n    node(id: $owner) @skip(if: $isInstance) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(states: $states, first: $first, after: $after) @include(if: $isAdmin) {\n          ...KeyPage\n        }\n        signingKeys(states: $states, first: $first, after: $after) @skip(if: $isAdmin) {\n          ...KeyPage\n        }\n      }\n      ... on Application {\n        keys(states: $states, first: $first, after: $after) {\n          ...KeyPage\n        }\n      }\n    }\n  }\n\n  fragment KeyPage on KeyConnection {\n    nodes {\n      ...KeyFields\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Application($slug: String!, $clientId: String!) {\n    project(slug: $slug) {\n      id\n      application(clientId: $clientId) {\n        ...ApplicationFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query Application($slug: String!, $clientId: String!) {\n    project(slug: $slug) {\n      id\n      application(clientId: $clientId) {\n        ...ApplicationFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Applications($slug: String!, $search: String, $first: Int!, $after: String) {\n    project(slug: $slug) {\n      id\n      applications(search: $search, first: $first, after: $after) {\n        nodes {\n          ...ApplicationRow\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n\n  fragment ApplicationRow on Application {\n    id\n    name\n    type\n    authMethod\n    enabled\n    createdAt\n  }\n"): (typeof documents)["\n  query Applications($slug: String!, $search: String, $first: Int!, $after: String) {\n    project(slug: $slug) {\n      id\n      applications(search: $search, first: $first, after: $after) {\n        nodes {\n          ...ApplicationRow\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n\n  fragment ApplicationRow on Application {\n    id\n    name\n    type\n    authMethod\n    enabled\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteApplication($input: DeleteApplicationInput!) {\n    deleteApplication(input: $input) {\n      deletedId\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteApplication($input: DeleteApplicationInput!) {\n    deleteApplication(input: $input) {\n      deletedId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      application {\n        id\n        name\n      }\n      clientSecret\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      application {\n        id\n        name\n      }\n      clientSecret\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeClientSecret($input: RevokeClientSecretInput!) {\n    revokeClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeClientSecret($input: RevokeClientSecretInput!) {\n    revokeClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApplicationTokens($input: RevokeApplicationTokensInput!) {\n    revokeApplicationTokens(input: $input) {\n      application {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApplicationTokens($input: RevokeApplicationTokensInput!) {\n    revokeApplicationTokens(input: $input) {\n      application {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateClientSecret($input: RotateClientSecretInput!) {\n    rotateClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n      clientSecret\n    }\n  }\n"): (typeof documents)["\n  mutation RotateClientSecret($input: RotateClientSecretInput!) {\n    rotateClientSecret(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n      clientSecret\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ApplicationFields on Application {\n    id\n    clientId\n    name\n    type\n    authMethod\n    enabled\n    accessTokenFormat\n    accessTokenLifetimeSeconds\n    allowAnySubject\n    allowTokenEndpointAudience\n    allowedClaims\n    createdAt\n    updatedAt\n    clientSecrets {\n      id\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  fragment ApplicationFields on Application {\n    id\n    clientId\n    name\n    type\n    authMethod\n    enabled\n    accessTokenFormat\n    accessTokenLifetimeSeconds\n    allowAnySubject\n    allowTokenEndpointAudience\n    allowedClaims\n    createdAt\n    updatedAt\n    clientSecrets {\n      id\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateApplication($input: UpdateApplicationInput!) {\n    updateApplication(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateApplication($input: UpdateApplicationInput!) {\n    updateApplication(input: $input) {\n      application {\n        ...ApplicationFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEvent($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on AuditEvent {\n        ...AuditEventFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditEvent($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on AuditEvent {\n        ...AuditEventFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditEventFields on AuditEvent {\n    id\n    at\n    action\n    actorType\n    actorKeyId\n    actorKid\n    targetId\n    changes\n    requestId\n    sourceAddress\n    sequence\n    previousHash\n    hash\n  }\n"): (typeof documents)["\n  fragment AuditEventFields on AuditEvent {\n    id\n    at\n    action\n    actorType\n    actorKeyId\n    actorKid\n    targetId\n    changes\n    requestId\n    sourceAddress\n    sequence\n    previousHash\n    hash\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEvents($projectId: ID, $filter: AuditFilter, $first: Int!, $after: String) {\n    auditEvents(projectId: $projectId, filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...AuditEventFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditEvents($projectId: ID, $filter: AuditFilter, $first: Int!, $after: String) {\n    auditEvents(projectId: $projectId, filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...AuditEventFields\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditActors($projectId: ID!, $ofProject: Boolean!, $ofInstance: Boolean!) {\n    node(id: $projectId) @include(if: $ofProject) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(first: 100) {\n          nodes {\n            ...ActorFields\n          }\n        }\n      }\n    }\n    adminKeys(first: 100) @include(if: $ofInstance) {\n      nodes {\n        ...ActorFields\n      }\n    }\n  }\n\n  fragment ActorFields on Key {\n    id\n    kid\n    name\n  }\n"): (typeof documents)["\n  query AuditActors($projectId: ID!, $ofProject: Boolean!, $ofInstance: Boolean!) {\n    node(id: $projectId) @include(if: $ofProject) {\n      __typename\n      id\n      ... on Project {\n        adminKeys(first: 100) {\n          nodes {\n            ...ActorFields\n          }\n        }\n      }\n    }\n    adminKeys(first: 100) @include(if: $ofInstance) {\n      nodes {\n        ...ActorFields\n      }\n    }\n  }\n\n  fragment ActorFields on Key {\n    id\n    kid\n    name\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InspectionFields on TokenInspection {\n    verdict\n    kind\n    reason\n    header\n    claims\n    key {\n      id\n      state\n      ...DestinationFields\n    }\n    checks {\n      name\n      status\n      expected\n      found\n      detail\n    }\n  }\n"): (typeof documents)["\n  fragment InspectionFields on TokenInspection {\n    verdict\n    kind\n    reason\n    header\n    claims\n    key {\n      id\n      state\n      ...DestinationFields\n    }\n    checks {\n      name\n      status\n      expected\n      found\n      detail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InspectToken($input: InspectTokenInput!) {\n    inspectToken(input: $input) {\n      ...InspectionFields\n    }\n  }\n"): (typeof documents)["\n  query InspectToken($input: InspectTokenInput!) {\n    inspectToken(input: $input) {\n      ...InspectionFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        ...ProjectScopeFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        ...ProjectScopeFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectCount($search: String) {\n    projects(first: 1, search: $search) {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query ProjectCount($search: String) {\n    projects(first: 1, search: $search) {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Projects($first: Int!, $after: String, $search: String) {\n    projects(first: $first, after: $after, search: $search) {\n      nodes {\n        id\n        slug\n        name\n        createdAt\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Projects($first: Int!, $after: String, $search: String) {\n    projects(first: $first, after: $after, search: $search) {\n      nodes {\n        id\n        slug\n        name\n        createdAt\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SlugStatus($slug: String!) {\n    slugStatus(slug: $slug)\n  }\n"): (typeof documents)["\n  query SlugStatus($slug: String!) {\n    slugStatus(slug: $slug)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      scope\n      permissions\n      key {\n        id\n        kid\n        name\n        expiresAt\n      }\n      project {\n        id\n        slug\n        name\n      }\n    }\n    instance {\n      audience\n      graphqlEndpoint\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NodeLink($id: ID!) {\n    node(id: $id) {\n      id\n      ...DestinationFields\n    }\n  }\n"): (typeof documents)["\n  query NodeLink($id: ID!) {\n    node(id: $id) {\n      id\n      ...DestinationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DestinationFields on Node {\n    __typename\n    id\n    ... on Project {\n      slug\n      name\n    }\n    ... on Application {\n      name\n      project {\n        slug\n      }\n    }\n    ... on Key {\n      kid\n      name\n      purpose\n      scope: project {\n        slug\n      }\n      application {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment DestinationFields on Node {\n    __typename\n    id\n    ... on Project {\n      slug\n      name\n    }\n    ... on Application {\n      name\n      project {\n        slug\n      }\n    }\n    ... on Key {\n      kid\n      name\n      purpose\n      scope: project {\n        slug\n      }\n      application {\n        id\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;