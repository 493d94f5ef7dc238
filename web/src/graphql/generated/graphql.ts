/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Kind of token that an API accepts. */
export type AcceptedToken =
  /** Access token issued by the project, with the API's identifier in `aud`. */
  | 'ACCESS_TOKEN'
  /**
   * JWT signed by an application: `iss` and `sub` are its `client_id`, `aud` is its `client_id`
   * or the API's identifier.
   */
  | 'APPLICATION_JWT'
  /**
   * Token of a trusted issuer, which a federated identity ties to an application; its only `aud`
   * is the API's identifier.
   */
  | 'FEDERATED_JWT';

/** Format of an application's access tokens. */
export type AccessTokenFormat =
  /** Signed JWT (RFC 9068). */
  | 'JWT'
  /** Random string, verified by introspection. */
  | 'OPAQUE';

/** Kind of actor that caused an audit event. */
export type ActorType =
  /** Admin API request signed with an admin key. */
  | 'ADMIN_KEY'
  /** Command line, with direct access to the database. */
  | 'LOCAL'
  /** Person who signed in by an operators' issuer. */
  | 'OPERATOR'
  /** Scheduled work of the server. */
  | 'SYSTEM';

/** Scope of an admin key. */
export type AdminScope =
  /** The whole deployment, with all projects. */
  | 'INSTANCE'
  /** A single project. */
  | 'PROJECT';

/** Conditions on applications, all of which must hold. */
export type ApplicationFilter = {
  /** Methods of client authentication to include; every method if absent or empty. */
  authMethods?: Array<ClientAuthMethod> | null | undefined;
  /** Whether the applications are enabled; both if absent. */
  enabled?: boolean | null | undefined;
  /**
   * Days from now, 0 to 36,500: only applications with a key that expires within them and has no
   * successor.
   */
  keysExpireWithinDays?: number | null | undefined;
  /** Types to include; every type if absent or empty. */
  types?: Array<ApplicationType> | null | undefined;
  /**
   * Time since which the applications were not used, to the minute. Applications that were never
   * used are included.
   */
  unusedSince?: string | null | undefined;
  /** Earliest time of the last use, inclusive, to the minute. */
  usedSince?: string | null | undefined;
};

/** Order of a list of applications. */
export type ApplicationOrder =
  /** By last use, longest ago first, to the minute; applications that were never used come first. */
  | 'LEAST_RECENTLY_USED'
  /** By name, from A to Z; letters beyond A to Z come last. */
  | 'NAME'
  /** By name, from Z to A; letters beyond A to Z come first. */
  | 'NAME_DESCENDING'
  /** By creation, newest first. */
  | 'NEWEST'
  /** By creation, oldest first. */
  | 'OLDEST'
  /** By last use, most recent first, to the minute; applications that were never used come last. */
  | 'RECENTLY_USED';

/** Type of an application. */
export type ApplicationType =
  /** Serves an API and introspects tokens; obtains no access tokens. */
  | 'RESOURCE_SERVER'
  /** Obtains access tokens; may also serve an API. */
  | 'SERVICE';

/** Conditions on audit events, all of which must hold. */
export type AuditFilter = {
  /** Actions to include, such as `project.create`, at most 100; every action if absent or empty. */
  actions?: Array<string> | null | undefined;
  /** ID of the admin key that caused the events; every actor if absent. */
  actorKeyId?: string | number | null | undefined;
  /** Earliest time of the events, inclusive; no limit if absent. */
  since?: string | null | undefined;
  /** ID of the changed object; every object if absent. */
  targetId?: string | number | null | undefined;
  /** Latest time of the events, exclusive; no limit if absent. */
  until?: string | null | undefined;
};

/** Arguments of `blockOperator`. */
export type BlockOperatorInput = {
  /** ID of the operators' issuer. */
  operatorIssuerId: string | number;
  /** Reason, 1 to 500 characters. */
  reason: string;
  /** The person: `sub` of the provider's ID tokens, 1 to 255 bytes. */
  subject: string;
};

/** Result of one check of a token. */
export type CheckStatus =
  /** The check does not hold. */
  | 'FAILED'
  /** The check holds. */
  | 'PASSED'
  /** Not evaluated, because an earlier check failed. */
  | 'SKIPPED';

/** How a rule compares a claim with its values. Comparison is by bytes; only text matches. */
export type ClaimMatch =
  /** The claim is the value. */
  | 'EXACT'
  /** The claim is one of the values. */
  | 'ONE_OF'
  /** The claim begins with the value. */
  | 'PREFIX';

/** Rule about one claim of a token. Texts are compared byte for byte and by their JSON type. */
export type ClaimRuleInput = {
  /**
   * Name of the claim, or a JSON Pointer (RFC 6901), which begins with `/`; 1 to 255 bytes. `*`
   * as its last segment stands for any element of an array.
   */
  claim: string;
  /** Comparison of the claim with the values. */
  match: ClaimMatch;
  /** Values of 1 to 2,048 bytes: one, or with `ONE_OF` up to 64. */
  values: Array<string>;
};

/** Method of client authentication. */
export type ClientAuthMethod =
  /** Client secret in the `Authorization` header (RFC 6749, section 2.3.1). */
  | 'CLIENT_SECRET_BASIC'
  /** Assertion signed with the client secret, HS256 (RFC 7523). */
  | 'CLIENT_SECRET_JWT'
  /** Client secret in the request body (RFC 6749, section 2.3.1). */
  | 'CLIENT_SECRET_POST'
  /**
   * Token of a trusted issuer as `client_assertion`, which a federated identity of the
   * application accepts (RFC 7523; a JWT-SVID of SPIFFE). Nothing secret is stored.
   */
  | 'FEDERATED_JWT'
  /** Assertion signed with a key of the application (RFC 7523). */
  | 'PRIVATE_KEY_JWT';

/** Arguments for a new API. */
export type CreateApiInput = {
  /** Kinds of token that the API accepts, at least one; `ACCESS_TOKEN` for a new API. */
  accepts?: Array<AcceptedToken> | null | undefined;
  /** What the API is for, 0 to 500 characters. Null is the same as an empty text. */
  description?: string | null | undefined;
  /**
   * Name in files and other tools, unique among the APIs of the project: 1 to 128 printable
   * ASCII characters without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /**
   * Audience of the API's tokens: an absolute URI without a fragment, at most 255 characters,
   * not under this server's URL; never changes.
   */
  identifier: string;
  /** Name in URLs, 3 to 32 lower-case letters, digits and inner hyphens; never changes. */
  name: string;
  /** ID of the project that the API belongs to. */
  projectId: string | number;
  /** ID of the application that serves the API and may introspect its tokens; null for none. */
  resourceServerId?: string | number | null | undefined;
  /**
   * Scopes that can be granted: up to 100 names of 1 to 100 printable ASCII characters, 2,000
   * characters together; none for a new API. A scope that is removed here is removed from the
   * grants too.
   */
  scopes?: Array<string> | null | undefined;
};

/** Arguments for a new application. */
export type CreateApplicationInput = {
  /** Format of the application's access tokens; `JWT` in a new application. */
  accessTokenFormat?: AccessTokenFormat | null | undefined;
  /** Access token lifetime in seconds, 60 to 2,419,200; 1,800 in a new application. */
  accessTokenLifetimeSeconds?: number | null | undefined;
  /**
   * Whether the application's grant assertions may name a `sub` other than its `client_id`;
   * false in a new application.
   */
  allowAnySubject?: boolean | null | undefined;
  /**
   * Whether the application's assertions may name the token endpoint instead of the issuer in
   * `aud`; false in a new application.
   */
  allowTokenEndpointAudience?: boolean | null | undefined;
  /**
   * Names of claims that are copied from a grant assertion into the access token: up to 32 names
   * of 1 to 255 printable ASCII characters, without registered claims; none in a new application.
   */
  allowedClaims?: Array<string> | null | undefined;
  /**
   * Further values of `aud` that the application's assertions may have, such as the token
   * endpoint of the server that it comes from: up to 5 of 1 to 1,024 printable ASCII characters
   * without blanks; none in a new application. None is the identifier of an API of the project, an
   * application's ID, an alias of this application, or a URL of another project of this server:
   * the receiver of a token with such an audience could authenticate as the application. Null is
   * the same as an empty list.
   */
  assertionAudiences?: Array<string> | null | undefined;
  /**
   * Method of client authentication; `PRIVATE_KEY_JWT` in a new application. A change deletes
   * the client secrets; a method with a secret then needs `rotateClientSecret`.
   */
  authMethod?: ClientAuthMethod | null | undefined;
  /**
   * Other values of `client_id` that name the application: up to 5 of 1 to 255 printable ASCII
   * characters, unique in the project, none that begins with `app_`; they replace its present
   * aliases. Null is the same as an empty list.
   */
  clientIdAliases?: Array<string> | null | undefined;
  /** What the application is for, 0 to 500 characters. Null is the same as an empty text. */
  description?: string | null | undefined;
  /**
   * Name in files and other tools, unique among the applications of the project: 1 to 128 printable
   * ASCII characters without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /**
   * Whether an access token that was issued for a token of a trusted issuer names its `iss` and
   * `sub` in the claim `federated`; false in a new application.
   */
  federatedClaim?: boolean | null | undefined;
  /**
   * Grants for which the application may send a token of a trusted issuer; none in a new
   * application.
   */
  federatedGrants?: Array<FederatedGrant> | null | undefined;
  /**
   * Whether the application gets a client secret, if its authentication method uses one; default
   * true. False for one whose secret is imported next.
   */
  generateSecret?: boolean | null | undefined;
  /**
   * Labels of the application: up to 32, each key once; they replace its present labels. Null is
   * the same as an empty list.
   */
  labels?: Array<LabelInput> | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /**
   * Contact for the application, such as a team or an address, 0 to 200 characters. Null is the
   * same as an empty text.
   */
  owner?: string | null | undefined;
  /** ID of the project that the application belongs to. */
  projectId: string | number;
  /**
   * Maximum number of access tokens a minute, 1 to 1,000,000; null for no quota, as in a new
   * application.
   */
  tokensPerMinute?: number | null | undefined;
  /** Type of the application; never changes. */
  type: ApplicationType;
};

/** Arguments for a new federated identity. */
export type CreateFederatedIdentityInput = {
  /** ID of the application that the tokens stand for. Never changes. */
  applicationId: string | number;
  /** End of the identity; default: none. Not after the end of the admin key that acts. */
  expiresAt?: string | null | undefined;
  /**
   * Name in files and other tools, unique in the project: 1 to 128 printable ASCII characters
   * without blanks.
   */
  externalId?: string | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /**
   * Rules that the claims of a token must all satisfy, 1 to 16, at most 8 KiB together. At least
   * one must identify the workload: `EXACT` or `ONE_OF` on a claim that does, or `PREFIX` on `sub`
   * with the whole tenant.
   */
  rules: Array<ClaimRuleInput>;
  /** ID of the issuer of the tokens, in the same project. Never changes. */
  trustedIssuerId: string | number;
};

/** Arguments for a new operators' issuer. */
export type CreateOperatorIssuerInput = {
  /** Certificate authority of the provider's certificate, as PEM; the system's if absent. */
  caCertificate?: string | null | undefined;
  /** Client ID at the provider, 1 to 255 characters. */
  clientId: string;
  /** Client secret at the provider, 1 to 1,024 bytes. It is never shown again. */
  clientSecret: string;
  /** Time in seconds after which a session without use ends, 300 to 43,200; default 3,600. */
  idleSeconds?: number | null | undefined;
  /** The provider's issuer URL, byte for byte as its discovery document says it. */
  issuer: string;
  /** Display name, 1 to 100 characters. */
  name: string;
  /** Scopes to ask for beside `openid`, at most 20; default `profile` and `email`. */
  scopes?: Array<string> | null | undefined;
  /** Longest time of a session in seconds, 300 to 43,200; default 28,800. */
  sessionLengthSeconds?: number | null | undefined;
};

/** Arguments for a new rule of an operators' issuer. */
export type CreateOperatorRuleInput = {
  /**
   * Conditions on the claims of the ID token, 1 to 16, all of which must hold. At least one is
   * `EXACT` or `ONE_OF` on `sub`, on a group or role, or on a tenant claim (`hd`, `tid`).
   */
  claimRules: Array<ClaimRuleInput>;
  /** Time at which the rule and its sessions end; never if absent. */
  expiresAt?: string | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /** ID of the operators' issuer. */
  operatorIssuerId: string | number;
  /** Permissions of the people; all of them the calling key's too. */
  permissions: Array<Permission>;
  /** ID of the project that the people see; the instance with all projects if absent. */
  projectId?: string | number | null | undefined;
};

/** Arguments for a new project. */
export type CreateProjectInput = {
  /**
   * Whether the token endpoint takes the parameter `audience` as another name of `resource`; true
   * in a new project.
   */
  acceptAudienceParameter?: boolean | null | undefined;
  /** What the project is for, 0 to 500 characters. Null is the same as an empty text. */
  description?: string | null | undefined;
  /** Differences from the present key policy; from the default one for a new project. */
  keyPolicy?: KeyPolicyInput | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /**
   * Name in URLs, 3 to 32 lower-case letters, digits and inner hyphens. Never changes and is
   * never reused.
   */
  slug: string;
};

/**
 * Arguments for a new trusted issuer: `issuer`, or `trustDomain` for SPIFFE. `DISCOVERY` needs
 * nothing more, `JWKS_URL` a `jwksUri`, `JWKS` a `jwks`.
 */
export type CreateTrustedIssuerInput = {
  /** Algorithms that its tokens may be signed with; default: those of the platform, or all. */
  algorithms?: Array<KeyAlgorithm> | null | undefined;
  /**
   * Whether `audience` may be one that other parties are known to accept too; needs a `reason`.
   * Default false.
   */
  allowSharedAudience?: boolean | null | undefined;
  /**
   * The one `aud` that its tokens must have, 1 to 512 printable ASCII characters; not the
   * identifier of an API. Default: the project's issuer URL.
   */
  audience?: string | null | undefined;
  /**
   * Certificates in PEM, the only ones that may sign the certificate of the server with the keys;
   * default: those of the machine.
   */
  caCertificate?: string | null | undefined;
  /** URL of its discovery document; default: below `issuer`. */
  discoveryUrl?: string | null | undefined;
  /** End of the trust; default: none. Not after the end of the admin key that acts. */
  expiresAt?: string | null | undefined;
  /**
   * Name in files and other tools, unique in the project: 1 to 128 printable ASCII characters
   * without blanks.
   */
  externalId?: string | null | undefined;
  /**
   * `iss` of its tokens, 1 to 1,024 printable ASCII characters, compared byte for byte. Not under
   * this server's URL. Never changes.
   */
  issuer?: string | null | undefined;
  /** JWKS or SPIFFE bundle with public keys, at most 32 KiB. */
  jwks?: unknown;
  /** URL of its JWKS, or of the bundle of the trust domain. */
  jwksUri?: string | null | undefined;
  /** Place of its keys; default `DISCOVERY`. Never changes. */
  keySource?: IssuerKeySource | null | undefined;
  /** Maximum age of its tokens in seconds, 60 to 86,400; default 3,600. */
  maxAgeSeconds?: number | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /**
   * Name of the preset that the issuer is one of, such as `gitlab-ci`. Needed only for an issuer
   * whose `iss` does not tell it. Never changes.
   */
  preset?: string | null | undefined;
  /** ID of the project that trusts the issuer. */
  projectId: string | number;
  /** Reason for `allowSharedAudience`, 1 to 500 characters. */
  reason?: string | null | undefined;
  /** Whether each token is accepted once only, by its `jti`, which it then needs. Default false. */
  singleUse?: boolean | null | undefined;
  /** SPIFFE trust domain, such as `example.org`, without `spiffe://`. Never changes. */
  trustDomain?: string | null | undefined;
};

/** Arguments for a new webhook. */
export type CreateWebhookInput = {
  /** Types of events to send, such as `key.expiring`; every type if absent or empty. */
  eventTypes?: Array<string> | null | undefined;
  /** ID of the project whose events are sent; the instance's own events if absent. */
  projectId?: string | number | null | undefined;
  /**
   * URL that events are sent to, at most 2,048 characters. Begins with `https://`; private
   * addresses must be listed in `KEYPLANE_ALLOW_PRIVATE_ISSUERS`.
   */
  url: string;
};

/** Arguments of `deleteApi`. */
export type DeleteApiInput = {
  /** ID of the API to delete. */
  apiId: string | number;
};

/** Arguments of `deleteApplication`. */
export type DeleteApplicationInput = {
  /** ID of the application to delete. */
  applicationId: string | number;
};

/** Arguments of `deleteFederatedIdentity`. */
export type DeleteFederatedIdentityInput = {
  /** ID of the identity to delete. */
  federatedIdentityId: string | number;
};

/** Arguments of `deleteOperatorIssuer`. */
export type DeleteOperatorIssuerInput = {
  /** ID of the operators' issuer. `PRECONDITION_FAILED` while it has rules. */
  operatorIssuerId: string | number;
};

/** Arguments of `deleteOperatorRule`. */
export type DeleteOperatorRuleInput = {
  /** ID of the rule. Its sessions end, and its key is revoked. */
  operatorRuleId: string | number;
};

/** Arguments of `deleteTrustedIssuer`. */
export type DeleteTrustedIssuerInput = {
  /** ID of the issuer to delete. */
  trustedIssuerId: string | number;
};

/** Arguments of `deleteWebhook`. */
export type DeleteWebhookInput = {
  /** ID of the webhook to delete. */
  webhookId: string | number;
};

/** Arguments of `exportPrivateKey`. */
export type ExportPrivateKeyInput = {
  /** Format of the private key file; default `KEY_FILE`, for signing keys `PEM_PKCS8`. */
  format?: PrivateKeyFormat | null | undefined;
  /** ID of a key whose private key is retained. */
  keyId: string | number;
};

/** Grant for which an application may send a token of a trusted issuer. */
export type FederatedGrant =
  /**
   * JWT bearer grant (RFC 7523): the token is the `assertion`, and the client does not
   * authenticate otherwise.
   */
  | 'JWT_BEARER'
  /** Token exchange (RFC 8693): the token is the `subject_token`. */
  | 'TOKEN_EXCHANGE';

/** Gateway product that can ask Keyplane about each request to an API. */
export type Gateway =
  /** Caddy, with `forward_auth`. */
  | 'CADDY'
  /** Envoy, with `ext_authz`. */
  | 'ENVOY'
  /** nginx, with `auth_request`. */
  | 'NGINX'
  /** Traefik, with `ForwardAuth`. */
  | 'TRAEFIK';

/** Arguments for a new admin key; its algorithm is RS256. */
export type GenerateAdminKeyInput = {
  /** Time at which the key expires; no expiry if absent. */
  expiresAt?: string | null | undefined;
  /** Format of the private key file; default `KEY_FILE`. */
  format?: PrivateKeyFormat | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /** Permissions of the key, at least one; only permissions that the calling key has. */
  permissions: Array<Permission>;
  /** ID of the project that the key administers; an instance key if absent. */
  projectId?: string | number | null | undefined;
  /** Whether the server keeps the private key, encrypted, for `exportPrivateKey`; default false. */
  retainPrivateKey?: boolean | null | undefined;
};

/** Arguments for a new application key. */
export type GenerateApplicationKeyInput = {
  /** Algorithm of the key; default `RS256`. */
  algorithm?: KeyAlgorithm | null | undefined;
  /** ID of the application that the key belongs to. */
  applicationId: string | number;
  /** Time at which the key expires; no expiry if absent. */
  expiresAt?: string | null | undefined;
  /** Format of the private key file; default `KEY_FILE`. */
  format?: PrivateKeyFormat | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /** Whether the server keeps the private key, encrypted, for `exportPrivateKey`; default false. */
  retainPrivateKey?: boolean | null | undefined;
  /** Size of an RSA key in bits: 2048, 3072 or 4096; default 2048. */
  rsaBits?: number | null | undefined;
};

/** Arguments for a new signing key, which is published in the project's JWKS. */
export type GenerateSigningKeyInput = {
  /**
   * Time from which the key is used; default: the end of the publish-ahead; now for `HOLDER`, or
   * if no key signs.
   */
  activatesAt?: string | null | undefined;
  /** Algorithm of the key; default: the key policy's `signingAlgorithm`. */
  algorithm?: KeyAlgorithm | null | undefined;
  /**
   * Holder of the private key. `SERVER`: the server signs with it. `HOLDER`: it is returned
   * once, and the caller signs with it; default `SERVER`.
   */
  custody?: KeyCustody | null | undefined;
  /** Time at which the key expires; no expiry if absent. */
  expiresAt?: string | null | undefined;
  /**
   * Whether the key may activate before the publish-ahead has passed; requires `reason`; default
   * false. Without `activatesAt` the key then activates now.
   */
  force?: boolean | null | undefined;
  /** Format of the private key file, for `HOLDER`; default `PEM_PKCS8`. */
  format?: PrivateKeyFormat | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /** ID of the project that the key belongs to. */
  projectId: string | number;
  /** Reason for the audit log, 1 to 500 characters. Required with `force`. */
  reason?: string | null | undefined;
  /**
   * Whether the private key can be read with `exportPrivateKey`; must be false for `HOLDER`;
   * default false.
   */
  retainPrivateKey?: boolean | null | undefined;
  /** Size of an RSA key in bits: 2048, 3072 or 4096; default: the key policy's `rsaBits`. */
  rsaBits?: number | null | undefined;
};

/** Arguments of `grantApi`. */
export type GrantApiInput = {
  /** ID of the API. */
  apiId: string | number;
  /** ID of the application, of type `SERVICE` and in the API's project. */
  applicationId: string | number;
  /**
   * Name in files and other tools, unique among the grants of the project: 1 to 128 printable
   * ASCII characters without blanks; null for none; absent keeps it.
   */
  externalId?: string | null | undefined;
  /**
   * Granted scopes, a subset of the API's scopes; replaces the scopes of an existing grant;
   * default none.
   */
  scopes?: Array<string> | null | undefined;
};

/** Arguments for an admin key whose key pair was generated elsewhere. */
export type ImportAdminKeyInput = {
  /** Time at which the key expires; no expiry if absent. */
  expiresAt?: string | null | undefined;
  /**
   * Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` of the JWK, else
   * the RFC 7638 thumbprint.
   */
  kid?: string | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /** Permissions of the key, at least one; only permissions that the calling key has. */
  permissions: Array<Permission>;
  /** ID of the project that the key administers; an instance key if absent. */
  projectId?: string | number | null | undefined;
  /** Public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK. */
  publicKey: string;
};

/** Arguments for an application key whose key pair was generated elsewhere. */
export type ImportApplicationKeyInput = {
  /** Further RSA algorithms of an RSA key; default none. */
  additionalAlgorithms?: Array<KeyAlgorithm> | null | undefined;
  /** Algorithm of the key; default: the `alg` of the JWK, else the algorithm that fits the key. */
  algorithm?: KeyAlgorithm | null | undefined;
  /** ID of the application that the key belongs to. */
  applicationId: string | number;
  /** Time at which the key expires; no expiry if absent. */
  expiresAt?: string | null | undefined;
  /**
   * Name in files and other tools, unique among the keys of the project: 1 to 128 printable
   * ASCII characters without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /**
   * Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` of the JWK, else
   * the RFC 7638 thumbprint.
   */
  kid?: string | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /**
   * Public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK, alone or as the only entry of
   * an array or JWK Set.
   */
  publicKey: string;
};

/** Arguments for a signing key whose key pair was generated elsewhere; its holder signs with it. */
export type ImportSigningKeyInput = {
  /** Time from which the key is used; default now. */
  activatesAt?: string | null | undefined;
  /** Algorithm of the key; default: the `alg` of the JWK, else the algorithm that fits the key. */
  algorithm?: KeyAlgorithm | null | undefined;
  /** Time at which the key expires; no expiry if absent. */
  expiresAt?: string | null | undefined;
  /**
   * Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` of the JWK, else
   * the RFC 7638 thumbprint.
   */
  kid?: string | null | undefined;
  /** Display name, 1 to 100 characters. */
  name: string;
  /** ID of the project whose JWKS publishes the key. */
  projectId: string | number;
  /** Public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK. */
  publicKey: string;
};

/** Arguments of `inspectToken`. Inspecting a token consumes no `jti` and records no use of a key. */
export type InspectTokenInput = {
  /** ID of the API whose gateway check is applied; its project then replaces `projectId`. */
  apiId?: string | number | null | undefined;
  /**
   * ID of the project in which the token is checked; default: the calling key's project, for
   * instance keys the project that the token names, else the instance.
   */
  projectId?: string | number | null | undefined;
  /** Scopes that the route of that API requires; default none. */
  scopes?: Array<string> | null | undefined;
  /**
   * Token to inspect: an admin token, assertion, application JWT or access token; at most 16
   * KiB.
   */
  token: string;
};

/** Place of a trusted issuer's keys. */
export type IssuerKeySource =
  /** `jwks_uri` of its discovery document. */
  | 'DISCOVERY'
  /** JWKS or SPIFFE bundle that is stored with the issuer. */
  | 'JWKS'
  /** URL of a JWKS, or of the bundle of a SPIFFE trust domain. */
  | 'JWKS_URL';

/** A JWS algorithm of a key (RFC 7518 section 3.1, RFC 8037). */
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

/** Holder of a private key. */
export type KeyCustody =
  /** The owner of the key; the server signs nothing with it. */
  | 'HOLDER'
  /** The server, which stores it encrypted. */
  | 'SERVER';

/** Conditions on the keys of an owner, all of which must hold. */
export type KeyFilter = {
  /** Days from now, 0 to 36,500: only keys that expire within them, soonest first. */
  expiresWithinDays?: number | null | undefined;
  /**
   * Prefix of the kid, or of a word of the name; case-insensitive, at most 200 characters. Every
   * key if absent or empty.
   */
  search?: string | null | undefined;
  /** Time since which the keys were not used. Keys that were never used are included. */
  unusedSince?: string | null | undefined;
};

/** Place where a key pair was generated. */
export type KeyOrigin =
  /** Generated by the server. */
  | 'GENERATED'
  /** Generated elsewhere; only the public key was imported. */
  | 'IMPORTED';

/** Key policy of a project. An absent field keeps its value; in a new project it gets the default. */
export type KeyPolicyInput = {
  /** Time in seconds for which verifiers may cache the JWKS, 60 to 3,600; default 300. */
  jwksMaxAgeSeconds?: number | null | undefined;
  /**
   * Maximum lifetime in seconds of admin tokens signed with this project's keys, 60 to 86,400;
   * default 86,400.
   */
  maxAdminTokenLifetimeSeconds?: number | null | undefined;
  /**
   * Time in seconds for which a signing key is published before it signs, 900 to 7,776,000 and
   * at least twice `jwksMaxAgeSeconds`; default 86,400.
   */
  publishAheadSeconds?: number | null | undefined;
  /**
   * Time in seconds after which a signing key is replaced, 86,400 to 315,360,000 and at least
   * twice `publishAheadSeconds`; null for no schedule, which is the default.
   */
  rotationPeriodSeconds?: number | null | undefined;
  /** Size of new RSA signing keys in bits: 2048, 3072 or 4096; default 2048. */
  rsaBits?: number | null | undefined;
  /** Algorithm of new signing keys; default `RS256`. Existing keys keep theirs. */
  signingAlgorithm?: KeyAlgorithm | null | undefined;
};

/** Purpose of a key; a key never serves another purpose. */
export type KeyPurpose =
  /** Signs admin tokens. */
  | 'ADMIN'
  /** Signs an application's assertions. */
  | 'APPLICATION'
  /** Signs a project's access tokens; published in its JWKS. */
  | 'SIGNING';

/** State of a key. */
export type KeyState =
  /** Used and accepted. */
  | 'ACTIVE'
  /** No longer accepted, because its expiry has passed. */
  | 'EXPIRED'
  /** Not used yet; a pending signing key is published. */
  | 'PENDING'
  /** No longer signs, but is still accepted. */
  | 'RETIRING'
  /** Revoked; tokens that it signed are no longer accepted. */
  | 'REVOKED';

/** Label of an application. */
export type LabelInput = {
  /** Key, 1 to 63 lower-case letters, digits, dots, underscores, slashes and hyphens. */
  key: string;
  /** Value, 0 to 255 characters. */
  value: string;
};

/** Order of a list. */
export type ListOrder =
  /** By name, from A to Z; letters beyond A to Z come last. */
  | 'NAME'
  /** By name, from Z to A; letters beyond A to Z come first. */
  | 'NAME_DESCENDING'
  /** By creation, newest first. */
  | 'NEWEST'
  /** By creation, oldest first. */
  | 'OLDEST';

/** Permission of an admin key. Every permission includes `READ`. */
export type Permission =
  /** Create, change, rotate and revoke admin keys. */
  | 'ADMIN_KEYS_WRITE'
  /** Create, change and delete applications, client secrets, APIs and grants. */
  | 'APPLICATIONS_WRITE'
  /** Read audit events. */
  | 'AUDIT_READ'
  /** Create and delete projects; instance keys only. */
  | 'INSTANCE_WRITE'
  /** Export retained private keys. */
  | 'KEYS_EXPORT'
  /** Create, change, rotate and revoke application and signing keys. */
  | 'KEYS_WRITE'
  /** Change the project's settings. */
  | 'PROJECT_WRITE'
  /** Read everything in the scope except audit events. */
  | 'READ';

/** Format of a private key file. */
export type PrivateKeyFormat =
  /** JSON Web Key (RFC 7517). */
  | 'JWK'
  /**
   * JSON with the private key, its `kid` and the endpoints that it is used with; admin and
   * application keys only.
   */
  | 'KEY_FILE'
  /** PKCS#1 in PEM; RSA keys only. */
  | 'PEM_PKCS1'
  /** PKCS#8 in PEM. */
  | 'PEM_PKCS8';

/** Arguments of `redeliverWebhookEvent`. */
export type RedeliverWebhookEventInput = {
  /** ID of the event, `evt_…`: one that the webhook has passed, sent or not. */
  eventId: string | number;
  /** ID of the webhook. */
  webhookId: string | number;
};

/** Arguments of `refreshTrustedIssuer`. */
export type RefreshTrustedIssuerInput = {
  /** ID of the issuer. */
  trustedIssuerId: string | number;
};

/** Arguments of `revokeApplicationTokens`. */
export type RevokeApplicationTokensInput = {
  /** ID of the application whose access tokens are revoked. */
  applicationId: string | number;
};

/** Arguments of `revokeClientSecret`. */
export type RevokeClientSecretInput = {
  /** ID of the client secret to revoke. */
  clientSecretId: string | number;
};

/** Arguments of `revokeGrant`. */
export type RevokeGrantInput = {
  /** ID of the grant to revoke. */
  grantId: string | number;
};

/** Arguments of `revokeKey`. */
export type RevokeKeyInput = {
  /** ID of the key to revoke. */
  keyId: string | number;
  /** Reason for the audit log, 1 to 500 characters. */
  reason: string;
  /**
   * Application keys: whether all access tokens issued to the application so far are revoked
   * too; also needs `APPLICATIONS_WRITE`; default false.
   */
  revokeTokens?: boolean | null | undefined;
};

/** Arguments of `revokeOperatorSession`. */
export type RevokeOperatorSessionInput = {
  /** ID of the session. The person may sign in again. */
  operatorSessionId: string | number;
  /** Reason for the audit log, 1 to 500 characters. */
  reason: string;
};

/** Arguments of `rotateClientSecret`. */
export type RotateClientSecretInput = {
  /** ID of the application. */
  applicationId: string | number;
  /** Time from which the new secret is no longer accepted, in the future; null for no end. */
  expiresAt?: string | null | undefined;
  /** Display name of the new secret, 0 to 100 characters; default empty. */
  name?: string | null | undefined;
  /**
   * Time in seconds for which the previous secret stays valid, 0 to 7,776,000; older secrets end
   * now; default 0.
   */
  overlapSeconds?: number | null | undefined;
};

/** Arguments of `rotateKey`. The successor has the same owner, purpose, algorithm and custody. */
export type RotateKeyInput = {
  /** Signing keys: time from which the successor signs; default: the end of the publish-ahead. */
  activatesAt?: string | null | undefined;
  /**
   * Time at which the successor expires; default: the predecessor's validity length after
   * activation, no expiry if it has none.
   */
  expiresAt?: string | null | undefined;
  /**
   * Signing keys: whether the successor may activate before the publish-ahead has passed;
   * requires `reason`; default false. Without `activatesAt` it then activates now.
   */
  force?: boolean | null | undefined;
  /** Format of the private key file; default `KEY_FILE`, for signing keys `PEM_PKCS8`. */
  format?: PrivateKeyFormat | null | undefined;
  /** ID of the active key to replace. */
  keyId: string | number;
  /** Display name of the successor, 1 to 100 characters; default: the predecessor's. */
  name?: string | null | undefined;
  /**
   * Admin and application keys: time in seconds for which the predecessor stays accepted, 0 to
   * 7,776,000; default 86,400.
   */
  overlapSeconds?: number | null | undefined;
  /** Reason for the audit log, 1 to 500 characters. Required with `force`. */
  reason?: string | null | undefined;
};

/** Arguments of `rotateWebhookSecret`. */
export type RotateWebhookSecretInput = {
  /**
   * Time in seconds for which deliveries are signed with the previous secret too, 0 to
   * 7,776,000; default 86,400.
   */
  overlapSeconds?: number | null | undefined;
  /** ID of the webhook. */
  webhookId: string | number;
};

/** Availability of a slug. */
export type SlugStatus =
  /** Free. */
  | 'AVAILABLE'
  /** Not 3 to 32 lower-case letters, digits and inner hyphens. */
  | 'MALFORMED'
  /** A reserved word. */
  | 'RESERVED'
  /** Used by a project, now or in the past. */
  | 'TAKEN';

/** Arguments of `testWebhook`. */
export type TestWebhookInput = {
  /** ID of the webhook. */
  webhookId: string | number;
};

/** Kind of a token. */
export type TokenKind =
  /** Access token issued by a project. */
  | 'ACCESS_TOKEN'
  /** Token for the Admin API. */
  | 'ADMIN_TOKEN'
  /** JWT that an application signs to call an API directly. */
  | 'APPLICATION_JWT'
  /** Assertion that authenticates an application at an OAuth endpoint. */
  | 'CLIENT_ASSERTION'
  /** Token of a trusted issuer, which stands for an application. */
  | 'FEDERATED_JWT'
  /** Assertion that is exchanged for an access token (RFC 7523). */
  | 'GRANT_ASSERTION'
  /** Token of no known kind. */
  | 'UNKNOWN';

/** Arguments of `unblockOperator`. */
export type UnblockOperatorInput = {
  /** ID of the block to remove. */
  operatorBlockId: string | number;
};

/** Changes to an API. An absent field keeps its value. */
export type UpdateApiInput = {
  /** Kinds of token that the API accepts, at least one; `ACCESS_TOKEN` for a new API. */
  accepts?: Array<AcceptedToken> | null | undefined;
  /** ID of the API. */
  apiId: string | number;
  /** What the API is for, 0 to 500 characters. Null is the same as an empty text. */
  description?: string | null | undefined;
  /**
   * Whether the API is enabled. A disabled API gets no tokens, and its gateway check refuses
   * every request.
   */
  enabled?: boolean | null | undefined;
  /**
   * Name in files and other tools, unique among the APIs of the project: 1 to 128 printable
   * ASCII characters without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /** ID of the application that serves the API and may introspect its tokens; null for none. */
  resourceServerId?: string | number | null | undefined;
  /**
   * Scopes that can be granted: up to 100 names of 1 to 100 printable ASCII characters, 2,000
   * characters together; none for a new API. A scope that is removed here is removed from the
   * grants too.
   */
  scopes?: Array<string> | null | undefined;
};

/** Changes to an application. An absent field keeps its value. */
export type UpdateApplicationInput = {
  /** Format of the application's access tokens; `JWT` in a new application. */
  accessTokenFormat?: AccessTokenFormat | null | undefined;
  /** Access token lifetime in seconds, 60 to 2,419,200; 1,800 in a new application. */
  accessTokenLifetimeSeconds?: number | null | undefined;
  /**
   * Whether the application's grant assertions may name a `sub` other than its `client_id`;
   * false in a new application.
   */
  allowAnySubject?: boolean | null | undefined;
  /**
   * Whether the application's assertions may name the token endpoint instead of the issuer in
   * `aud`; false in a new application.
   */
  allowTokenEndpointAudience?: boolean | null | undefined;
  /**
   * Names of claims that are copied from a grant assertion into the access token: up to 32 names
   * of 1 to 255 printable ASCII characters, without registered claims; none in a new application.
   */
  allowedClaims?: Array<string> | null | undefined;
  /** ID of the application. */
  applicationId: string | number;
  /**
   * Further values of `aud` that the application's assertions may have, such as the token
   * endpoint of the server that it comes from: up to 5 of 1 to 1,024 printable ASCII characters
   * without blanks; none in a new application. None is the identifier of an API of the project, an
   * application's ID, an alias of this application, or a URL of another project of this server:
   * the receiver of a token with such an audience could authenticate as the application. Null is
   * the same as an empty list.
   */
  assertionAudiences?: Array<string> | null | undefined;
  /**
   * Method of client authentication; `PRIVATE_KEY_JWT` in a new application. A change deletes
   * the client secrets; a method with a secret then needs `rotateClientSecret`.
   */
  authMethod?: ClientAuthMethod | null | undefined;
  /**
   * Other values of `client_id` that name the application: up to 5 of 1 to 255 printable ASCII
   * characters, unique in the project, none that begins with `app_`; they replace its present
   * aliases. Null is the same as an empty list.
   */
  clientIdAliases?: Array<string> | null | undefined;
  /**
   * ID of the API whose identifier is the audience of tokens requested without `resource`; null
   * for the issuer.
   */
  defaultApiId?: string | number | null | undefined;
  /** What the application is for, 0 to 500 characters. Null is the same as an empty text. */
  description?: string | null | undefined;
  /**
   * Whether the application is enabled. A disabled application cannot authenticate or use its
   * tokens.
   */
  enabled?: boolean | null | undefined;
  /**
   * Name in files and other tools, unique among the applications of the project: 1 to 128 printable
   * ASCII characters without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /**
   * Whether an access token that was issued for a token of a trusted issuer names its `iss` and
   * `sub` in the claim `federated`; false in a new application.
   */
  federatedClaim?: boolean | null | undefined;
  /**
   * Grants for which the application may send a token of a trusted issuer; none in a new
   * application.
   */
  federatedGrants?: Array<FederatedGrant> | null | undefined;
  /**
   * Labels of the application: up to 32, each key once; they replace its present labels. Null is
   * the same as an empty list.
   */
  labels?: Array<LabelInput> | null | undefined;
  /** Display name, 1 to 100 characters. */
  name?: string | null | undefined;
  /**
   * Contact for the application, such as a team or an address, 0 to 200 characters. Null is the
   * same as an empty text.
   */
  owner?: string | null | undefined;
  /**
   * Maximum number of access tokens a minute, 1 to 1,000,000; null for no quota, as in a new
   * application.
   */
  tokensPerMinute?: number | null | undefined;
};

/** Changes to a federated identity. An absent field keeps its value. */
export type UpdateFederatedIdentityInput = {
  /** Whether tokens stand for the application. */
  enabled?: boolean | null | undefined;
  /** End of the identity; null for none. Not after the end of the admin key that acts. */
  expiresAt?: string | null | undefined;
  /**
   * Name in files and other tools, unique in the project: 1 to 128 printable ASCII
   * characters without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /** ID of the identity. */
  federatedIdentityId: string | number;
  /** Display name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** Rules, in place of all old ones. */
  rules?: Array<ClaimRuleInput> | null | undefined;
};

/** Changes to a key. An absent field keeps its value. */
export type UpdateKeyInput = {
  /**
   * Further RSA algorithms of an application's RSA key, replacing the previous ones; empty for
   * none.
   */
  additionalAlgorithms?: Array<KeyAlgorithm> | null | undefined;
  /** Time at which the key expires; null for no expiry. A `RETIRING` key can only expire earlier. */
  expiresAt?: string | null | undefined;
  /**
   * Application keys: name in files and other tools, unique among the keys of the project: 1 to
   * 128 printable ASCII characters without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /**
   * Signing keys: whether the successor may activate before the publish-ahead has passed;
   * requires `reason`; default false.
   */
  force?: boolean | null | undefined;
  /** ID of the key. */
  keyId: string | number;
  /** Display name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** Permissions of an admin key, at least one; only permissions that the calling key has. */
  permissions?: Array<Permission> | null | undefined;
  /** Reason for the audit log, 1 to 500 characters. Required with `force`. */
  reason?: string | null | undefined;
};

/** Changes to an operators' issuer. An absent field keeps its value. */
export type UpdateOperatorIssuerInput = {
  /** Certificate authority of the provider's certificate, as PEM; the system's if null. */
  caCertificate?: string | null | undefined;
  /** Client ID at the provider. */
  clientId?: string | null | undefined;
  /** Client secret at the provider. It is never shown again. */
  clientSecret?: string | null | undefined;
  /** Whether operators may sign in by the provider. False ends its sessions. */
  enabled?: boolean | null | undefined;
  /** Time in seconds after which a session without use ends, 300 to 43,200. */
  idleSeconds?: number | null | undefined;
  /** Display name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** ID of the operators' issuer. */
  operatorIssuerId: string | number;
  /** Scopes to ask for beside `openid`; `profile` and `email` if null. */
  scopes?: Array<string> | null | undefined;
  /** Longest time of a session in seconds, 300 to 43,200. Applies to new sessions. */
  sessionLengthSeconds?: number | null | undefined;
};

/** Changes to a rule of an operators' issuer. An absent field keeps its value. */
export type UpdateOperatorRuleInput = {
  /** All conditions on the claims, in place of the old ones. Ends the rule's sessions. */
  claimRules?: Array<ClaimRuleInput> | null | undefined;
  /** Whether the rule lets people in. False ends its sessions. */
  enabled?: boolean | null | undefined;
  /** Time at which the rule and its sessions end; never if null. */
  expiresAt?: string | null | undefined;
  /** Display name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** ID of the rule. */
  operatorRuleId: string | number;
  /** Permissions of the people, at once. */
  permissions?: Array<Permission> | null | undefined;
};

/** Changes to a project. An absent field keeps its value. */
export type UpdateProjectInput = {
  /**
   * Whether the token endpoint takes the parameter `audience` as another name of `resource`; true
   * in a new project.
   */
  acceptAudienceParameter?: boolean | null | undefined;
  /**
   * URL of the project's own login: https (http for localhost), at most 2,048 characters,
   * without a fragment; null for none.
   */
  authorizationEndpoint?: string | null | undefined;
  /** What the project is for, 0 to 500 characters. Null is the same as an empty text. */
  description?: string | null | undefined;
  /** Differences from the present key policy; from the default one for a new project. */
  keyPolicy?: KeyPolicyInput | null | undefined;
  /** Display name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** ID of the project. */
  projectId: string | number;
};

/** Changes to a trusted issuer. An absent field keeps its value. */
export type UpdateTrustedIssuerInput = {
  /** Algorithms that its tokens may be signed with. */
  algorithms?: Array<KeyAlgorithm> | null | undefined;
  /** Whether `audience` may be one that other parties are known to accept too; needs a `reason`. */
  allowSharedAudience?: boolean | null | undefined;
  /** The one `aud` that its tokens must have; null for the project's issuer URL. */
  audience?: string | null | undefined;
  /**
   * Certificates in PEM, the only ones that may sign the certificate of the server with the keys;
   * null for those of the machine.
   */
  caCertificate?: string | null | undefined;
  /** URL of its discovery document; null for the one below `issuer`. */
  discoveryUrl?: string | null | undefined;
  /** Whether its tokens are accepted. */
  enabled?: boolean | null | undefined;
  /** End of the trust; null for none. Not after the end of the admin key that acts. */
  expiresAt?: string | null | undefined;
  /**
   * Name in files and other tools, unique in the project: 1 to 128 printable ASCII characters
   * without blanks; null for none.
   */
  externalId?: string | null | undefined;
  /** JWKS or SPIFFE bundle with public keys, at most 32 KiB. */
  jwks?: unknown;
  /** URL of its JWKS, or of the bundle of the trust domain. */
  jwksUri?: string | null | undefined;
  /** Maximum age of its tokens in seconds, 60 to 86,400. */
  maxAgeSeconds?: number | null | undefined;
  /** Display name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** Reason for `allowSharedAudience`, 1 to 500 characters; needed again for another audience. */
  reason?: string | null | undefined;
  /** Whether each token is accepted once only, by its `jti`. */
  singleUse?: boolean | null | undefined;
  /** ID of the issuer. */
  trustedIssuerId: string | number;
};

/**
 * Changes to a webhook. An absent field keeps its value. If events wait, the next attempt is made
 * at once.
 */
export type UpdateWebhookInput = {
  /** Whether events are sent. A disabled webhook keeps its place. */
  enabled?: boolean | null | undefined;
  /** Types of events to send; every type if empty or null. Applies to the events that wait, too. */
  eventTypes?: Array<string> | null | undefined;
  /** URL that events are sent to. */
  url?: string | null | undefined;
  /** ID of the webhook. */
  webhookId: string | number;
};

/** Length of time of a usage point. */
export type UsageStep =
  /** One day, which begins at midnight UTC. Days are kept for a year. */
  | 'DAY'
  /** One hour, which begins at minute 0 in UTC. Hours are kept for 8 days. */
  | 'HOUR';

/** Whether a token would be accepted now. */
export type Verdict =
  /** At least one check fails. */
  | 'INVALID'
  /** Every check passes. */
  | 'VALID';

export type ProjectScopeQueryVariables = Exact<{
  slug: string;
}>;


export type ProjectScopeQuery = { project: { id: string, slug: string, name: string, description: string, createdAt: string, authorizationEndpoint: string | null, acceptAudienceParameter: boolean, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } } | null };

export type ProjectScopeFieldsFragment = { id: string, slug: string, name: string, description: string, createdAt: string, authorizationEndpoint: string | null, acceptAudienceParameter: boolean, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } };

export type ExpiryBellQueryVariables = Exact<{
  withinDays: number;
  first: number;
}>;


export type ExpiryBellQuery = { expiringKeys: { totalCount: number, nodes: Array<{ __typename: 'Key', id: string, expiresAt: string | null, kid: string, name: string, purpose: KeyPurpose, scope: { slug: string } | null, application: { id: string } | null }> } };

export type PaletteQueryVariables = Exact<{
  text: string;
  projectId?: string | number | null | undefined;
}>;


export type PaletteQuery = { search: Array<
    | { __typename: 'Api', id: string, name: string, identifier: string, project: { slug: string } }
    | { __typename: 'Application', id: string, name: string, project: { slug: string } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string, name: string, client: { id: string, project: { slug: string } } }
    | { __typename: 'Grant', id: string, holder: { name: string }, api: { id: string, name: string, project: { slug: string } } }
    | { __typename: 'Key', id: string, kid: string, name: string, purpose: KeyPurpose, scope: { slug: string } | null, application: { id: string } | null }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string, name: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string, slug: string, name: string }
    | { __typename: 'TrustedIssuer', id: string, name: string, project: { slug: string } }
    | { __typename: 'Webhook', id: string }
  > };

export type PaletteProjectQueryVariables = Exact<{
  slug: string;
}>;


export type PaletteProjectQuery = { project: { id: string, name: string } | null };

export type ProjectSwitcherQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type ProjectSwitcherQuery = { projects: { nodes: Array<{ id: string, slug: string, name: string }>, pageInfo: { hasNextPage: boolean } } };

export type SentenceFieldsFragment = { action: string, actorType: ActorType, actorKeyId: string | null, actorKid: string | null, sourceAddress: string | null, targetId: string | null, changes: unknown, operator: { sessionId: string, issuer: string, subject: string, name: string, email: string | null, ruleName: string | null } | null, target: { name: string | null, slug: string | null, kid: string | null, exists: boolean, application: { id: string, name: string } | null, api: { id: string, name: string } | null } | null };

export type AuditActorsQueryVariables = Exact<{
  projectId: string | number;
  ofProject: boolean;
  ofInstance: boolean;
}>;


export type AuditActorsQuery = { node?:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string, adminKeys: { nodes: Array<{ id: string, kid: string, name: string }> } }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null, adminKeys?: { nodes: Array<{ id: string, kid: string, name: string }> } };

export type ActorFieldsFragment = { id: string, kid: string, name: string };

export type IssuerFieldsFragment = { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> };

export type IdentityFieldsFragment = { id: string, name: string, enabled: boolean, expiresAt: string | null, createdAt: string, lastUsedAt: string | null, rules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, trustedIssuer: { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> } };

export type TrustedIssuerPresetsQueryVariables = Exact<{ [key: string]: never; }>;


export type TrustedIssuerPresetsQuery = { trustedIssuerPresets: Array<{ name: string, title: string, algorithms: Array<KeyAlgorithm>, audience: string | null, maxAgeSeconds: number, singleUse: boolean, identifyingClaims: Array<string>, prefixes: Array<string>, notes: Array<string>, documentation: Array<string>, issuers: Array<{ title: string, issuer: string | null, trustDomain: string | null, recognized: boolean, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwksCommand: string | null }>, parameters: Array<{ name: string, title: string, example: string, hint: string }>, rules: Array<{ claim: string, match: ClaimMatch, values: Array<string>, optional: boolean, reason: string }>, snippet: { place: string, language: string, text: string } }> };

export type GrantsOfQueryVariables = Exact<{
  id: string | number;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type GrantsOfQuery = { node:
    | { __typename: 'Api', id: string, grants: { totalCount: number, nodes: Array<{ id: string, scopes: Array<string>, createdAt: string, application: { id: string, name: string, enabled: boolean }, api: { id: string, name: string, scopes: Array<string>, enabled: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'Application', id: string, grants: { totalCount: number, nodes: Array<{ id: string, scopes: Array<string>, createdAt: string, application: { id: string, name: string, enabled: boolean }, api: { id: string, name: string, scopes: Array<string>, enabled: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type GrantPageFragment = { totalCount: number, nodes: Array<{ id: string, scopes: Array<string>, createdAt: string, application: { id: string, name: string, enabled: boolean }, api: { id: string, name: string, scopes: Array<string>, enabled: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type GrantFieldsFragment = { id: string, scopes: Array<string>, createdAt: string, application: { id: string, name: string, enabled: boolean }, api: { id: string, name: string, scopes: Array<string>, enabled: boolean } };

export type ApiChoicesQueryVariables = Exact<{
  slug: string;
  first: number;
  after?: string | null | undefined;
}>;


export type ApiChoicesQuery = { project: { id: string, apis: { nodes: Array<{ id: string, name: string, identifier: string, scopes: Array<string>, enabled: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type GrantApiMutationVariables = Exact<{
  input: GrantApiInput;
}>;


export type GrantApiMutation = { grantApi: { grant: { id: string, scopes: Array<string>, createdAt: string, application: { id: string, name: string, enabled: boolean }, api: { id: string, name: string, scopes: Array<string>, enabled: boolean } } } };

export type RevokeGrantMutationVariables = Exact<{
  input: RevokeGrantInput;
}>;


export type RevokeGrantMutation = { revokeGrant: { deletedId: string } };

export type HeldGrantsQueryVariables = Exact<{
  applicationId: string | number;
}>;


export type HeldGrantsQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string, grants: { nodes: Array<{ id: string, scopes: Array<string>, api: { id: string } }> } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type InspectTokenQueryVariables = Exact<{
  input: InspectTokenInput;
}>;


export type InspectTokenQuery = { inspectToken: { verdict: Verdict, kind: TokenKind, reason: string | null, header: unknown, claims: unknown, application: { id: string } | null, key: { __typename: 'Key', id: string, state: KeyState, kid: string, name: string, purpose: KeyPurpose, scope: { slug: string } | null, application: { id: string } | null } | null, checks: Array<{ name: string, status: CheckStatus, expected: string | null, found: string | null, detail: string }> } };

export type InspectionFieldsFragment = { verdict: Verdict, kind: TokenKind, reason: string | null, header: unknown, claims: unknown, application: { id: string } | null, key: { __typename: 'Key', id: string, state: KeyState, kid: string, name: string, purpose: KeyPurpose, scope: { slug: string } | null, application: { id: string } | null } | null, checks: Array<{ name: string, status: CheckStatus, expected: string | null, found: string | null, detail: string }> };

export type UpdateKeyMutationVariables = Exact<{
  input: UpdateKeyInput;
}>;


export type UpdateKeyMutation = { updateKey: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null } } };

export type ExportPrivateKeyMutationVariables = Exact<{
  input: ExportPrivateKeyInput;
}>;


export type ExportPrivateKeyMutation = { exportPrivateKey: { privateKey: { filename: string, mediaType: string, content: string } } };

export type KeyDetailsQueryVariables = Exact<{
  id: string | number;
}>;


export type KeyDetailsQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string, additionalAlgorithms: Array<KeyAlgorithm>, publicKeyPem: string, jwk: unknown, thumbprint: string, certificatePem: string | null, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, project: { id: string } | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type KeyDetailsFragment = { additionalAlgorithms: Array<KeyAlgorithm>, publicKeyPem: string, jwk: unknown, thumbprint: string, certificatePem: string | null, id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, project: { id: string } | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null };

export type RevocationFactsQueryVariables = Exact<{
  id: string | number;
}>;


export type RevocationFactsQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', kid: string, purpose: KeyPurpose, state: KeyState, custody: KeyCustody, id: string, predecessor: { id: string, name: string, kid: string } | null, project: { id: string, keyPolicy: { jwksMaxAgeSeconds: number }, currentSigningKey: { id: string } | null, signers: { nodes: Array<{ id: string, name: string, kid: string, state: KeyState, custody: KeyCustody }> } } | null, application: { id: string, name: string, accepted: { nodes: Array<{ id: string }> } } | null }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type RevokeKeyMutationVariables = Exact<{
  input: RevokeKeyInput;
}>;


export type RevokeKeyMutation = { revokeKey: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null } } };

export type RotateKeyMutationVariables = Exact<{
  input: RotateKeyInput;
}>;


export type RotateKeyMutation = { rotateKey: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }, previous: { id: string }, privateKey: { filename: string, mediaType: string, content: string } | null } };

export type RotationPlanQueryVariables = Exact<{
  id: string | number;
  activatesAt?: string | null | undefined;
  overlapSeconds?: number | null | undefined;
  force: boolean;
}>;


export type RotationPlanQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string, rotationPreview: { successorPublishedAt: string, successorActivatesAt: string, retiresAt: string, expiresAt: string, refusal: string | null } }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type ImportAdminKeyMutationVariables = Exact<{
  input: ImportAdminKeyInput;
}>;


export type ImportAdminKeyMutation = { made: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null } } };

export type ImportApplicationKeyMutationVariables = Exact<{
  input: ImportApplicationKeyInput;
}>;


export type ImportApplicationKeyMutation = { made: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null } } };

export type ImportSigningKeyMutationVariables = Exact<{
  input: ImportSigningKeyInput;
}>;


export type ImportSigningKeyMutation = { made: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null } } };

export type KeyFieldsFragment = { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null };

export type GenerateAdminKeyMutationVariables = Exact<{
  input: GenerateAdminKeyInput;
}>;


export type GenerateAdminKeyMutation = { made: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }, privateKey: { filename: string, mediaType: string, content: string } | null } };

export type MadeKeyFragment = { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }, privateKey: { filename: string, mediaType: string, content: string } | null };

export type GenerateApplicationKeyMutationVariables = Exact<{
  input: GenerateApplicationKeyInput;
}>;


export type GenerateApplicationKeyMutation = { made: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }, privateKey: { filename: string, mediaType: string, content: string } | null } };

export type GenerateSigningKeyMutationVariables = Exact<{
  input: GenerateSigningKeyInput;
}>;


export type GenerateSigningKeyMutation = { made: { key: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }, privateKey: { filename: string, mediaType: string, content: string } | null } };

export type KeysQueryVariables = Exact<{
  owner: string | number;
  isInstance: boolean;
  isAdmin: boolean;
  states?: Array<KeyState> | KeyState | null | undefined;
  filter?: KeyFilter | null | undefined;
  orderBy?: ListOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type KeysQuery = { adminKeys?: { totalCount: number, nodes: Array<{ id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, node?:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string, keys: { totalCount: number, nodes: Array<{ id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string, adminKeys?: { totalCount: number, nodes: Array<{ id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, signingKeys?: { totalCount: number, nodes: Array<{ id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type KeyPageFragment = { totalCount: number, nodes: Array<{ id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type RingQueryVariables = Exact<{
  projectId: string | number;
}>;


export type RingQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', nextRotationAt: string | null, id: string, currentSigningKey: { id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null } | null, usable: { totalCount: number, nodes: Array<{ id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }> }, over: { nodes: Array<{ id: string, kid: string, name: string, purpose: KeyPurpose, algorithm: KeyAlgorithm, state: KeyState, custody: KeyCustody, origin: KeyOrigin, privateKeyRetained: boolean, createdByKid: string | null, createdAt: string, activatesAt: string, retiresAt: string | null, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, permissions: Array<Permission> | null, predecessor: { id: string, kid: string } | null, successor: { id: string, kid: string } | null }> } }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type ApiQueryVariables = Exact<{
  id: string | number;
}>;


export type ApiQuery = { node:
    | { __typename: 'Api', id: string, name: string, description: string, externalId: string | null, identifier: string, scopes: Array<string>, accepts: Array<AcceptedToken>, enabled: boolean, verifyEndpoint: string, resourceMetadataEndpoint: string | null, createdAt: string, updatedAt: string, project: { id: string }, resourceServer: { id: string, name: string } | null }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type GatewayConfigQueryVariables = Exact<{
  id: string | number;
  gateway: Gateway;
  upstream: string;
}>;


export type GatewayConfigQuery = { node:
    | { __typename: 'Api', gatewayConfig: string, id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type ApisQueryVariables = Exact<{
  slug: string;
  search?: string | null | undefined;
  enabled?: boolean | null | undefined;
  orderBy?: ListOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ApisQuery = { project: { id: string, apis: { totalCount: number, nodes: Array<{ id: string, name: string, identifier: string, scopes: Array<string>, accepts: Array<AcceptedToken>, enabled: boolean, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ApiRowFragment = { id: string, name: string, identifier: string, scopes: Array<string>, accepts: Array<AcceptedToken>, enabled: boolean, createdAt: string };

export type ScopeHoldersQueryVariables = Exact<{
  apiId: string | number;
}>;


export type ScopeHoldersQuery = { node:
    | { __typename: 'Api', id: string, grants: { nodes: Array<{ id: string, scopes: Array<string>, application: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean } } }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type DeleteApiMutationVariables = Exact<{
  input: DeleteApiInput;
}>;


export type DeleteApiMutation = { deleteApi: { deletedId: string } };

export type CreateApiMutationVariables = Exact<{
  input: CreateApiInput;
}>;


export type CreateApiMutation = { createApi: { api: { id: string } } };

export type ApiFieldsFragment = { id: string, name: string, description: string, externalId: string | null, identifier: string, scopes: Array<string>, accepts: Array<AcceptedToken>, enabled: boolean, verifyEndpoint: string, resourceMetadataEndpoint: string | null, createdAt: string, updatedAt: string, resourceServer: { id: string, name: string } | null };

export type UpdateApiMutationVariables = Exact<{
  input: UpdateApiInput;
}>;


export type UpdateApiMutation = { updateApi: { api: { id: string, name: string, description: string, externalId: string | null, identifier: string, scopes: Array<string>, accepts: Array<AcceptedToken>, enabled: boolean, verifyEndpoint: string, resourceMetadataEndpoint: string | null, createdAt: string, updatedAt: string, resourceServer: { id: string, name: string } | null } } };

export type ApplicationQueryVariables = Exact<{
  slug: string;
  clientId: string;
}>;


export type ApplicationQuery = { project: { id: string, application: { id: string, clientId: string, name: string, description: string, owner: string, type: ApplicationType, authMethod: ClientAuthMethod, enabled: boolean, accessTokenFormat: AccessTokenFormat, accessTokenLifetimeSeconds: number, tokensPerMinute: number | null, allowAnySubject: boolean, allowTokenEndpointAudience: boolean, assertionAudiences: Array<string>, allowedClaims: Array<string>, federatedGrants: Array<FederatedGrant>, federatedClaim: boolean, externalId: string | null, clientIdAliases: Array<string>, createdAt: string, updatedAt: string, labels: Array<{ key: string, value: string }>, clientSecrets: Array<{ id: string, name: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null }> } | null } | null };

export type ApplicationsQueryVariables = Exact<{
  slug: string;
  search?: string | null | undefined;
  labels?: Array<LabelInput> | LabelInput | null | undefined;
  filter?: ApplicationFilter | null | undefined;
  orderBy?: ApplicationOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
  from: string;
  to: string;
}>;


export type ApplicationsQuery = { project: { id: string, applications: { totalCount: number, nodes: Array<{ id: string, name: string, owner: string, type: ApplicationType, authMethod: ClientAuthMethod, enabled: boolean, createdAt: string, lastUsedAt: string | null, labels: Array<{ key: string, value: string }>, usage: Array<{ at: string, accepted: number, refused: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ApplicationRowFragment = { id: string, name: string, owner: string, type: ApplicationType, authMethod: ClientAuthMethod, enabled: boolean, createdAt: string, lastUsedAt: string | null, labels: Array<{ key: string, value: string }>, usage: Array<{ at: string, accepted: number, refused: number }> };

export type BulkUpdateApplicationMutationVariables = Exact<{
  input: UpdateApplicationInput;
}>;


export type BulkUpdateApplicationMutation = { updateApplication: { application: { id: string } } };

export type LabelsOfApplicationQueryVariables = Exact<{
  id: string | number;
}>;


export type LabelsOfApplicationQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string, labels: Array<{ key: string, value: string }> }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type DefaultApiQueryVariables = Exact<{
  id: string | number;
}>;


export type DefaultApiQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string, defaultApi: { id: string, name: string } | null }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type DeleteApplicationMutationVariables = Exact<{
  input: DeleteApplicationInput;
}>;


export type DeleteApplicationMutation = { deleteApplication: { deletedId: string } };

export type DeleteFederatedIdentityMutationVariables = Exact<{
  input: DeleteFederatedIdentityInput;
}>;


export type DeleteFederatedIdentityMutation = { deleteFederatedIdentity: { deletedId: string } };

export type FederatedIdentitiesQueryVariables = Exact<{
  id: string | number;
  search?: string | null | undefined;
  enabled?: boolean | null | undefined;
  orderBy?: ListOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type FederatedIdentitiesQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string, federatedIdentities: { totalCount: number, nodes: Array<{ id: string, name: string, enabled: boolean, expiresAt: string | null, createdAt: string, lastUsedAt: string | null, rules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, trustedIssuer: { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type GrantedResourcesQueryVariables = Exact<{
  id: string | number;
}>;


export type GrantedResourcesQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string, grants: { nodes: Array<{ id: string, api: { id: string, identifier: string } }> } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type IssuerChoicesQueryVariables = Exact<{
  slug: string;
}>;


export type IssuerChoicesQuery = { project: { id: string, trustedIssuers: { nodes: Array<{ id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> }> } } | null };

export type CreateFederatedIdentityMutationVariables = Exact<{
  input: CreateFederatedIdentityInput;
}>;


export type CreateFederatedIdentityMutation = { createFederatedIdentity: { federatedIdentity: { id: string, name: string, enabled: boolean, expiresAt: string | null, createdAt: string, lastUsedAt: string | null, rules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, trustedIssuer: { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> } } } };

export type CreateApplicationMutationVariables = Exact<{
  input: CreateApplicationInput;
}>;


export type CreateApplicationMutation = { createApplication: { clientSecret: string | null, application: { id: string, name: string } } };

export type RevokeClientSecretMutationVariables = Exact<{
  input: RevokeClientSecretInput;
}>;


export type RevokeClientSecretMutation = { revokeClientSecret: { application: { id: string, clientId: string, name: string, description: string, owner: string, type: ApplicationType, authMethod: ClientAuthMethod, enabled: boolean, accessTokenFormat: AccessTokenFormat, accessTokenLifetimeSeconds: number, tokensPerMinute: number | null, allowAnySubject: boolean, allowTokenEndpointAudience: boolean, assertionAudiences: Array<string>, allowedClaims: Array<string>, federatedGrants: Array<FederatedGrant>, federatedClaim: boolean, externalId: string | null, clientIdAliases: Array<string>, createdAt: string, updatedAt: string, labels: Array<{ key: string, value: string }>, clientSecrets: Array<{ id: string, name: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null }> } } };

export type RevokeApplicationTokensMutationVariables = Exact<{
  input: RevokeApplicationTokensInput;
}>;


export type RevokeApplicationTokensMutation = { revokeApplicationTokens: { application: { id: string } } };

export type RotateClientSecretMutationVariables = Exact<{
  input: RotateClientSecretInput;
}>;


export type RotateClientSecretMutation = { rotateClientSecret: { clientSecret: string, application: { id: string, clientId: string, name: string, description: string, owner: string, type: ApplicationType, authMethod: ClientAuthMethod, enabled: boolean, accessTokenFormat: AccessTokenFormat, accessTokenLifetimeSeconds: number, tokensPerMinute: number | null, allowAnySubject: boolean, allowTokenEndpointAudience: boolean, assertionAudiences: Array<string>, allowedClaims: Array<string>, federatedGrants: Array<FederatedGrant>, federatedClaim: boolean, externalId: string | null, clientIdAliases: Array<string>, createdAt: string, updatedAt: string, labels: Array<{ key: string, value: string }>, clientSecrets: Array<{ id: string, name: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null }> } } };

export type ApplicationFieldsFragment = { id: string, clientId: string, name: string, description: string, owner: string, type: ApplicationType, authMethod: ClientAuthMethod, enabled: boolean, accessTokenFormat: AccessTokenFormat, accessTokenLifetimeSeconds: number, tokensPerMinute: number | null, allowAnySubject: boolean, allowTokenEndpointAudience: boolean, assertionAudiences: Array<string>, allowedClaims: Array<string>, federatedGrants: Array<FederatedGrant>, federatedClaim: boolean, externalId: string | null, clientIdAliases: Array<string>, createdAt: string, updatedAt: string, labels: Array<{ key: string, value: string }>, clientSecrets: Array<{ id: string, name: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null }> };

export type UpdateApplicationMutationVariables = Exact<{
  input: UpdateApplicationInput;
}>;


export type UpdateApplicationMutation = { updateApplication: { application: { id: string, clientId: string, name: string, description: string, owner: string, type: ApplicationType, authMethod: ClientAuthMethod, enabled: boolean, accessTokenFormat: AccessTokenFormat, accessTokenLifetimeSeconds: number, tokensPerMinute: number | null, allowAnySubject: boolean, allowTokenEndpointAudience: boolean, assertionAudiences: Array<string>, allowedClaims: Array<string>, federatedGrants: Array<FederatedGrant>, federatedClaim: boolean, externalId: string | null, clientIdAliases: Array<string>, createdAt: string, updatedAt: string, labels: Array<{ key: string, value: string }>, clientSecrets: Array<{ id: string, name: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null }> } } };

export type UpdateFederatedIdentityMutationVariables = Exact<{
  input: UpdateFederatedIdentityInput;
}>;


export type UpdateFederatedIdentityMutation = { updateFederatedIdentity: { federatedIdentity: { id: string, name: string, enabled: boolean, expiresAt: string | null, createdAt: string, lastUsedAt: string | null, rules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, trustedIssuer: { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> } } } };

export type AuditEventQueryVariables = Exact<{
  id: string | number;
}>;


export type AuditEventQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string, at: string, targetId: string | null, requestId: string | null, sequence: number, previousHash: string, hash: string, action: string, actorType: ActorType, actorKeyId: string | null, actorKid: string | null, sourceAddress: string | null, changes: unknown, operator: { sessionId: string, issuer: string, subject: string, name: string, email: string | null, ruleName: string | null } | null, target: { name: string | null, slug: string | null, kid: string | null, exists: boolean, application: { id: string, name: string } | null, api: { id: string, name: string } | null } | null }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type AuditEventFieldsFragment = { id: string, at: string, targetId: string | null, requestId: string | null, sequence: number, previousHash: string, hash: string, action: string, actorType: ActorType, actorKeyId: string | null, actorKid: string | null, sourceAddress: string | null, changes: unknown, operator: { sessionId: string, issuer: string, subject: string, name: string, email: string | null, ruleName: string | null } | null, target: { name: string | null, slug: string | null, kid: string | null, exists: boolean, application: { id: string, name: string } | null, api: { id: string, name: string } | null } | null };

export type AuditEventsQueryVariables = Exact<{
  projectId?: string | number | null | undefined;
  filter?: AuditFilter | null | undefined;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditEventsQuery = { auditEvents: { totalCount: number, nodes: Array<{ id: string, at: string, targetId: string | null, requestId: string | null, sequence: number, previousHash: string, hash: string, action: string, actorType: ActorType, actorKeyId: string | null, actorKid: string | null, sourceAddress: string | null, changes: unknown, operator: { sessionId: string, issuer: string, subject: string, name: string, email: string | null, ruleName: string | null } | null, target: { name: string | null, slug: string | null, kid: string | null, exists: boolean, application: { id: string, name: string } | null, api: { id: string, name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type AuditExportQueryVariables = Exact<{
  projectId?: string | number | null | undefined;
  filter?: AuditFilter | null | undefined;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditExportQuery = { instance: { graphqlEndpoint: string, auditCheckpointKeys: unknown }, auditEvents: { nodes: Array<{ exportLine: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type GrantMatrixQueryVariables = Exact<{
  slug: string;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type GrantMatrixQuery = { project: { id: string, applications: { nodes: Array<{ id: string, name: string, type: ApplicationType, enabled: boolean, grants: { nodes: Array<{ id: string, scopes: Array<string>, api: { id: string } }>, pageInfo: { hasNextPage: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeleteTrustedIssuerMutationVariables = Exact<{
  input: DeleteTrustedIssuerInput;
}>;


export type DeleteTrustedIssuerMutation = { deleteTrustedIssuer: { deletedId: string } };

export type IssuerIdentitiesQueryVariables = Exact<{
  id: string | number;
  search?: string | null | undefined;
  enabled?: boolean | null | undefined;
  orderBy?: ListOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type IssuerIdentitiesQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string, federatedIdentities: { totalCount: number, nodes: Array<{ id: string, name: string, enabled: boolean, lastUsedAt: string | null, rules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, application: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'Webhook', id: string }
   | null };

export type IssuerIdentityFragment = { id: string, name: string, enabled: boolean, lastUsedAt: string | null, rules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, application: { id: string, name: string } };

export type RefreshTrustedIssuerMutationVariables = Exact<{
  input: RefreshTrustedIssuerInput;
}>;


export type RefreshTrustedIssuerMutation = { refreshTrustedIssuer: { trustedIssuer: { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> } } };

export type TrustedIssuerQueryVariables = Exact<{
  id: string | number;
}>;


export type TrustedIssuerQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> }
    | { __typename: 'Webhook', id: string }
   | null };

export type TrustedIssuersQueryVariables = Exact<{
  slug: string;
  search?: string | null | undefined;
  enabled?: boolean | null | undefined;
  orderBy?: ListOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type TrustedIssuersQuery = { project: { id: string, trustedIssuers: { totalCount: number, nodes: Array<{ id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CreateTrustedIssuerMutationVariables = Exact<{
  input: CreateTrustedIssuerInput;
}>;


export type CreateTrustedIssuerMutation = { createTrustedIssuer: { trustedIssuer: { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> } } };

export type UpdateTrustedIssuerMutationVariables = Exact<{
  input: UpdateTrustedIssuerInput;
}>;


export type UpdateTrustedIssuerMutation = { updateTrustedIssuer: { trustedIssuer: { id: string, name: string, preset: string | null, issuer: string | null, trustDomain: string | null, keySource: IssuerKeySource, discoveryUrl: string | null, jwksUri: string | null, jwks: unknown, caCertificate: string | null, algorithms: Array<KeyAlgorithm>, audience: string, allowSharedAudience: boolean, sharedAudienceReason: string | null, singleUse: boolean, maxAgeSeconds: number, enabled: boolean, expiresAt: string | null, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string> } } };

export type OperatorBlocksQueryVariables = Exact<{
  id: string | number;
}>;


export type OperatorBlocksQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string, blocks: { nodes: Array<{ id: string, subject: string, reason: string, createdAt: string }> } | null }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type UnblockOperatorMutationVariables = Exact<{
  input: UnblockOperatorInput;
}>;


export type UnblockOperatorMutation = { unblockOperator: { deletedId: string } };

export type DeleteOperatorIssuerMutationVariables = Exact<{
  input: DeleteOperatorIssuerInput;
}>;


export type DeleteOperatorIssuerMutation = { deleteOperatorIssuer: { deletedId: string } };

export type DeleteOperatorRuleMutationVariables = Exact<{
  input: DeleteOperatorRuleInput;
}>;


export type DeleteOperatorRuleMutation = { deleteOperatorRule: { deletedId: string } };

export type RevokeOperatorSessionMutationVariables = Exact<{
  input: RevokeOperatorSessionInput;
}>;


export type RevokeOperatorSessionMutation = { revokeOperatorSession: { operatorSession: { id: string, subject: string, displayName: string, email: string | null, createdAt: string, authenticatedAt: string | null, lastUsedAt: string, expiresAt: string, endedAt: string | null, rule: { id: string, name: string } | null } } };

export type BlockOperatorMutationVariables = Exact<{
  input: BlockOperatorInput;
}>;


export type BlockOperatorMutation = { blockOperator: { operatorBlock: { id: string, subject: string, reason: string, createdAt: string } } };

export type CreateOperatorIssuerMutationVariables = Exact<{
  input: CreateOperatorIssuerInput;
}>;


export type CreateOperatorIssuerMutation = { createOperatorIssuer: { operatorIssuer: { id: string, name: string, issuer: string, clientId: string, scopes: Array<string>, caCertificate: string | null, sessionLengthSeconds: number, idleSeconds: number, enabled: boolean, redirectUri: string, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string>, rules: Array<{ id: string, name: string, permissions: Array<Permission>, enabled: boolean, expiresAt: string | null, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, project: { id: string, slug: string, name: string } | null }> } } };

export type OperatorIssuersQueryVariables = Exact<{ [key: string]: never; }>;


export type OperatorIssuersQuery = { operatorIssuers: Array<{ id: string, name: string, issuer: string, enabled: boolean, lastError: string | null, rules: Array<{ id: string }> }> };

export type ProjectChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type ProjectChoicesQuery = { projects: { nodes: Array<{ id: string, slug: string, name: string }> } };

export type OperatorIssuerQueryVariables = Exact<{
  id: string | number;
}>;


export type OperatorIssuerQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string, name: string, issuer: string, clientId: string, scopes: Array<string>, caCertificate: string | null, sessionLengthSeconds: number, idleSeconds: number, enabled: boolean, redirectUri: string, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string>, rules: Array<{ id: string, name: string, permissions: Array<Permission>, enabled: boolean, expiresAt: string | null, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, project: { id: string, slug: string, name: string } | null }> }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type CreateOperatorRuleMutationVariables = Exact<{
  input: CreateOperatorRuleInput;
}>;


export type CreateOperatorRuleMutation = { createOperatorRule: { operatorRule: { id: string, name: string, permissions: Array<Permission>, enabled: boolean, expiresAt: string | null, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, project: { id: string, slug: string, name: string } | null } } };

export type OperatorSessionsQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type OperatorSessionsQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string, sessions: { nodes: Array<{ id: string, subject: string, displayName: string, email: string | null, createdAt: string, authenticatedAt: string | null, lastUsedAt: string, expiresAt: string, endedAt: string | null, rule: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type ProviderRowFragment = { id: string, name: string, issuer: string, enabled: boolean, lastError: string | null, rules: Array<{ id: string }> };

export type ProviderFieldsFragment = { id: string, name: string, issuer: string, clientId: string, scopes: Array<string>, caCertificate: string | null, sessionLengthSeconds: number, idleSeconds: number, enabled: boolean, redirectUri: string, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string>, rules: Array<{ id: string, name: string, permissions: Array<Permission>, enabled: boolean, expiresAt: string | null, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, project: { id: string, slug: string, name: string } | null }> };

export type OperatorRuleFieldsFragment = { id: string, name: string, permissions: Array<Permission>, enabled: boolean, expiresAt: string | null, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, project: { id: string, slug: string, name: string } | null };

export type OperatorSessionFieldsFragment = { id: string, subject: string, displayName: string, email: string | null, createdAt: string, authenticatedAt: string | null, lastUsedAt: string, expiresAt: string, endedAt: string | null, rule: { id: string, name: string } | null };

export type OperatorBlockFieldsFragment = { id: string, subject: string, reason: string, createdAt: string };

export type UpdateOperatorRuleMutationVariables = Exact<{
  input: UpdateOperatorRuleInput;
}>;


export type UpdateOperatorRuleMutation = { updateOperatorRule: { operatorRule: { id: string, name: string, permissions: Array<Permission>, enabled: boolean, expiresAt: string | null, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, project: { id: string, slug: string, name: string } | null } } };

export type UpdateOperatorIssuerMutationVariables = Exact<{
  input: UpdateOperatorIssuerInput;
}>;


export type UpdateOperatorIssuerMutation = { updateOperatorIssuer: { operatorIssuer: { id: string, name: string, issuer: string, clientId: string, scopes: Array<string>, caCertificate: string | null, sessionLengthSeconds: number, idleSeconds: number, enabled: boolean, redirectUri: string, createdAt: string, fetchedAt: string | null, lastError: string | null, keyIds: Array<string>, rules: Array<{ id: string, name: string, permissions: Array<Permission>, enabled: boolean, expiresAt: string | null, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }>, project: { id: string, slug: string, name: string } | null }> } } };

export type ProjectProgressQueryVariables = Exact<{
  projectId: string | number;
}>;


export type ProjectProgressQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string, adminKeys: { nodes: Array<{ id: string }> }, applications: { nodes: Array<{ id: string, clientSecrets: Array<{ id: string, lastUsedAt: string | null }> }> }, keys: { nodes: Array<{ id: string, lastUsedAt: string | null }> }, signingKeys: { nodes: Array<{ id: string, lastUsedAt: string | null }> } }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type ProjectCountsQueryVariables = Exact<{
  slug: string;
}>;


export type ProjectCountsQuery = { project: { id: string, applications: { totalCount: number }, apis: { totalCount: number }, grants: { totalCount: number }, trustedIssuers: { totalCount: number } } | null };

export type UpdateProjectMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type UpdateProjectMutation = { updateProject: { project: { id: string, slug: string, name: string, description: string, createdAt: string, authorizationEndpoint: string | null, acceptAudienceParameter: boolean, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } } } };

export type ExpiringKeysQueryVariables = Exact<{
  projectId: string | number;
  withinDays: number;
  first: number;
}>;


export type ExpiringKeysQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string, expiringKeys: { totalCount: number, nodes: Array<{ __typename: 'Key', id: string, kid: string, expiresAt: string | null, name: string, purpose: KeyPurpose, successor: { id: string } | null, owner: { id: string, name: string } | null, scope: { slug: string } | null, application: { id: string } | null }> } }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type LatestEventsQueryVariables = Exact<{
  projectId: string | number;
  first: number;
}>;


export type LatestEventsQuery = { auditEvents: { nodes: Array<{ id: string, at: string, action: string, actorType: ActorType, actorKeyId: string | null, actorKid: string | null, sourceAddress: string | null, targetId: string | null, changes: unknown, operator: { sessionId: string, issuer: string, subject: string, name: string, email: string | null, ruleName: string | null } | null, target: { name: string | null, slug: string | null, kid: string | null, exists: boolean, application: { id: string, name: string } | null, api: { id: string, name: string } | null } | null }> } | null };

export type AttentionQueryVariables = Exact<{ [key: string]: never; }>;


export type AttentionQuery = { attention: Array<{ cannotSign: boolean, expiringKeys: number, firstExpiresAt: string | null, rotationDueSince: string | null, refusedCalls: number, project: { id: string, slug: string, name: string } | null }> };

export type AttentionFieldsFragment = { cannotSign: boolean, expiringKeys: number, firstExpiresAt: string | null, rotationDueSince: string | null, refusedCalls: number, project: { id: string, slug: string, name: string } | null };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject: { project: { id: string, slug: string, name: string, description: string, createdAt: string, authorizationEndpoint: string | null, acceptAudienceParameter: boolean, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } } } };

export type ProjectsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
  orderBy?: ListOrder | null | undefined;
}>;


export type ProjectsQuery = { projects: { nodes: Array<{ id: string, slug: string, name: string, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProjectCountQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type ProjectCountQuery = { projects: { totalCount: number } };

export type SlugStatusQueryVariables = Exact<{
  slug: string;
}>;


export type SlugStatusQuery = { slugStatus: SlugStatus };

export type ChangePolicyMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type ChangePolicyMutation = { updateProject: { project: { id: string, slug: string, name: string, description: string, createdAt: string, authorizationEndpoint: string | null, acceptAudienceParameter: boolean, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } } } };

export type DeleteWebhookMutationVariables = Exact<{
  input: DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { deleteWebhook: { deletedId: string } };

export type WebhookDeliveriesQueryVariables = Exact<{
  id: string | number;
}>;


export type WebhookDeliveriesQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string, deliveries: { nodes: Array<{ deliveredAt: string | null, attemptCount: number, event: { id: string, action: string, at: string }, attempts: Array<{ at: string, durationMs: number, status: number | null, error: string | null }> }> } | null }
   | null };

export type RedeliverWebhookEventMutationVariables = Exact<{
  input: RedeliverWebhookEventInput;
}>;


export type RedeliverWebhookEventMutation = { redeliverWebhookEvent: { webhook: { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null } } };

export type InstanceWebhooksQueryVariables = Exact<{
  search?: string | null | undefined;
  enabled?: boolean | null | undefined;
}>;


export type InstanceWebhooksQuery = { webhooks: { nodes: Array<{ id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null }> } };

export type ProjectWebhooksQueryVariables = Exact<{
  projectId: string | number;
  search?: string | null | undefined;
  enabled?: boolean | null | undefined;
}>;


export type ProjectWebhooksQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string, webhooks: { nodes: Array<{ id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null }> } }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret: { secret: string, webhook: { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null } } };

export type SwitchWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type SwitchWebhookMutation = { updateWebhook: { webhook: { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null } } };

export type TestWebhookMutationVariables = Exact<{
  input: TestWebhookInput;
}>;


export type TestWebhookMutation = { testWebhook: { webhook: { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null } } };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook: { secret: string, webhook: { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null } } };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook: { webhook: { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null } } };

export type WebhookQueryVariables = Exact<{
  id: string | number;
}>;


export type WebhookQuery = { node:
    | { __typename: 'Api', id: string }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', backlog: number, publicKeys: Array<string>, id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null }
   | null };

export type WebhookFieldsFragment = { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string, lastDeliveryAt: string | null, lastError: string | null, nextAttemptAt: string | null };

export type BeginQueryVariables = Exact<{
  slug: string;
  inProject: boolean;
}>;


export type BeginQuery = { viewer: { scope: AdminScope, permissions: Array<Permission>, steppedUpUntil: string | null, key: { id: string, kid: string, name: string, expiresAt: string | null }, project: { id: string, slug: string, name: string } | null, session: { id: string, displayName: string, email: string | null, subject: string, rule: { id: string, name: string, claimRules: Array<{ claim: string, match: ClaimMatch, values: Array<string> }> } | null } | null }, instance: { audience: string, graphqlEndpoint: string, version: string }, project?: { id: string, slug: string, name: string, description: string, createdAt: string, authorizationEndpoint: string | null, acceptAudienceParameter: boolean, endpoints: { issuer: string, openidConfiguration: string, jwks: string, token: string, introspection: string, revocation: string, graphql: string }, keyPolicy: { signingAlgorithm: KeyAlgorithm, rsaBits: number, rotationPeriodSeconds: number | null, publishAheadSeconds: number, jwksMaxAgeSeconds: number, maxAdminTokenLifetimeSeconds: number } } | null };

export type ApplicationChoicesQueryVariables = Exact<{
  slug: string;
  search?: string | null | undefined;
}>;


export type ApplicationChoicesQuery = { project: { id: string, applications: { nodes: Array<{ id: string, name: string, type: ApplicationType }> } } | null };

export type NodeLinkQueryVariables = Exact<{
  id: string | number;
}>;


export type NodeLinkQuery = { node:
    | { __typename: 'Api', id: string, name: string, identifier: string, project: { slug: string } }
    | { __typename: 'Application', id: string, name: string, project: { slug: string } }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string, name: string, client: { id: string, project: { slug: string } } }
    | { __typename: 'Grant', id: string, holder: { name: string }, api: { id: string, name: string, project: { slug: string } } }
    | { __typename: 'Key', id: string, kid: string, name: string, purpose: KeyPurpose, scope: { slug: string } | null, application: { id: string } | null }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string, name: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string, slug: string, name: string }
    | { __typename: 'TrustedIssuer', id: string, name: string, project: { slug: string } }
    | { __typename: 'Webhook', id: string }
   | null };

type DestinationFields_Api_Fragment = { __typename: 'Api', name: string, identifier: string, id: string, project: { slug: string } };

type DestinationFields_Application_Fragment = { __typename: 'Application', name: string, id: string, project: { slug: string } };

type DestinationFields_AuditEvent_Fragment = { __typename: 'AuditEvent', id: string };

type DestinationFields_ClientSecret_Fragment = { __typename: 'ClientSecret', id: string };

type DestinationFields_FederatedIdentity_Fragment = { __typename: 'FederatedIdentity', name: string, id: string, client: { id: string, project: { slug: string } } };

type DestinationFields_Grant_Fragment = { __typename: 'Grant', id: string, holder: { name: string }, api: { id: string, name: string, project: { slug: string } } };

type DestinationFields_Key_Fragment = { __typename: 'Key', kid: string, name: string, purpose: KeyPurpose, id: string, scope: { slug: string } | null, application: { id: string } | null };

type DestinationFields_OperatorBlock_Fragment = { __typename: 'OperatorBlock', id: string };

type DestinationFields_OperatorIssuer_Fragment = { __typename: 'OperatorIssuer', name: string, id: string };

type DestinationFields_OperatorRule_Fragment = { __typename: 'OperatorRule', id: string };

type DestinationFields_OperatorSession_Fragment = { __typename: 'OperatorSession', id: string };

type DestinationFields_Project_Fragment = { __typename: 'Project', slug: string, name: string, id: string };

type DestinationFields_TrustedIssuer_Fragment = { __typename: 'TrustedIssuer', name: string, id: string, project: { slug: string } };

type DestinationFields_Webhook_Fragment = { __typename: 'Webhook', id: string };

export type DestinationFieldsFragment =
  | DestinationFields_Api_Fragment
  | DestinationFields_Application_Fragment
  | DestinationFields_AuditEvent_Fragment
  | DestinationFields_ClientSecret_Fragment
  | DestinationFields_FederatedIdentity_Fragment
  | DestinationFields_Grant_Fragment
  | DestinationFields_Key_Fragment
  | DestinationFields_OperatorBlock_Fragment
  | DestinationFields_OperatorIssuer_Fragment
  | DestinationFields_OperatorRule_Fragment
  | DestinationFields_OperatorSession_Fragment
  | DestinationFields_Project_Fragment
  | DestinationFields_TrustedIssuer_Fragment
  | DestinationFields_Webhook_Fragment
;

export type ImpactQueryVariables = Exact<{
  id: string | number;
}>;


export type ImpactQuery = { impactOfRevoking: { acceptedLast24Hours: number, lastUsedAt: string | null, lastSourceAddress: string | null, applications: Array<{ id: string, name: string }>, apis: Array<{ id: string, name: string }> } };

export type ApiUseQueryVariables = Exact<{
  id: string | number;
  from: string;
  to: string;
}>;


export type ApiUseQuery = { node:
    | { __typename: 'Api', id: string, usage: Array<{ at: string, accepted: number, refused: number }> }
    | { __typename: 'Application', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type UsageQueryVariables = Exact<{
  id: string | number;
  from: string;
  to: string;
  step: UsageStep;
}>;


export type UsageQuery = { node:
    | { __typename: 'Api', id: string, usage: Array<{ at: string, accepted: number, refused: number }> }
    | { __typename: 'Application', id: string, usage: Array<{ at: string, accepted: number, refused: number }> }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'ClientSecret', id: string }
    | { __typename: 'FederatedIdentity', id: string }
    | { __typename: 'Grant', id: string }
    | { __typename: 'Key', id: string, usage: Array<{ at: string, accepted: number, refused: number }> }
    | { __typename: 'OperatorBlock', id: string }
    | { __typename: 'OperatorIssuer', id: string }
    | { __typename: 'OperatorRule', id: string }
    | { __typename: 'OperatorSession', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'TrustedIssuer', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export const ProjectScopeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"acceptAudienceParameter"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<ProjectScopeFieldsFragment, unknown>;
export const ActorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<ActorFieldsFragment, unknown>;
export const IssuerFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<IssuerFieldsFragment, unknown>;
export const IdentityFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IdentityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trustedIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<IdentityFieldsFragment, unknown>;
export const GrantFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}}]}}]} as unknown as DocumentNode<GrantFieldsFragment, unknown>;
export const GrantPageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GrantConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}}]}}]} as unknown as DocumentNode<GrantPageFragment, unknown>;
export const DestinationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"holder"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"client"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<DestinationFieldsFragment, unknown>;
export const InspectionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InspectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TokenInspection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"header"}},{"kind":"Field","name":{"kind":"Name","value":"claims"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"found"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"holder"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"client"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<InspectionFieldsFragment, unknown>;
export const KeyFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<KeyFieldsFragment, unknown>;
export const KeyDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}},{"kind":"Field","name":{"kind":"Name","value":"additionalAlgorithms"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeyPem"}},{"kind":"Field","name":{"kind":"Name","value":"jwk"}},{"kind":"Field","name":{"kind":"Name","value":"thumbprint"}},{"kind":"Field","name":{"kind":"Name","value":"certificatePem"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<KeyDetailsFragment, unknown>;
export const MadeKeyFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MadeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateKeyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"privateKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<MadeKeyFragment, unknown>;
export const KeyPageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<KeyPageFragment, unknown>;
export const ApiRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"accepts"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ApiRowFragment, unknown>;
export const ApiFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"accepts"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"verifyEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"resourceMetadataEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resourceServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ApiFieldsFragment, unknown>;
export const ApplicationRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"authMethod"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}}]} as unknown as DocumentNode<ApplicationRowFragment, unknown>;
export const ApplicationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"authMethod"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenFormat"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetimeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"allowAnySubject"}},{"kind":"Field","name":{"kind":"Name","value":"allowTokenEndpointAudience"}},{"kind":"Field","name":{"kind":"Name","value":"assertionAudiences"}},{"kind":"Field","name":{"kind":"Name","value":"allowedClaims"}},{"kind":"Field","name":{"kind":"Name","value":"federatedGrants"}},{"kind":"Field","name":{"kind":"Name","value":"federatedClaim"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdAliases"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clientSecrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<ApplicationFieldsFragment, unknown>;
export const SentenceFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"actorKid"}},{"kind":"Field","name":{"kind":"Name","value":"sourceAddress"}},{"kind":"Field","name":{"kind":"Name","value":"operator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"ruleName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exists"}}]}}]}}]} as unknown as DocumentNode<SentenceFieldsFragment, unknown>;
export const AuditEventFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditEventFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SentenceFields"}},{"kind":"Field","name":{"kind":"Name","value":"previousHash"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"actorKid"}},{"kind":"Field","name":{"kind":"Name","value":"sourceAddress"}},{"kind":"Field","name":{"kind":"Name","value":"operator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"ruleName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exists"}}]}}]}}]} as unknown as DocumentNode<AuditEventFieldsFragment, unknown>;
export const IssuerIdentityFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerIdentity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<IssuerIdentityFragment, unknown>;
export const ProviderRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProviderRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ProviderRowFragment, unknown>;
export const OperatorRuleFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<OperatorRuleFieldsFragment, unknown>;
export const ProviderFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProviderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"sessionLengthSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"idleSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUri"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorRuleFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<ProviderFieldsFragment, unknown>;
export const OperatorSessionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authenticatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<OperatorSessionFieldsFragment, unknown>;
export const OperatorBlockFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorBlockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<OperatorBlockFieldsFragment, unknown>;
export const AttentionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttentionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectAttention"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cannotSign"}},{"kind":"Field","name":{"kind":"Name","value":"expiringKeys"}},{"kind":"Field","name":{"kind":"Name","value":"firstExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"rotationDueSince"}},{"kind":"Field","name":{"kind":"Name","value":"refusedCalls"}}]}}]} as unknown as DocumentNode<AttentionFieldsFragment, unknown>;
export const WebhookFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<WebhookFieldsFragment, unknown>;
export const ProjectScopeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectScope"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectScopeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"acceptAudienceParameter"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<ProjectScopeQuery, ProjectScopeQueryVariables>;
export const ExpiryBellDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExpiryBell"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withinDays"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiringKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"withinDays"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withinDays"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"holder"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"client"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ExpiryBellQuery, ExpiryBellQueryVariables>;
export const PaletteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Palette"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"search"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"12"}},{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"holder"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"client"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<PaletteQuery, PaletteQueryVariables>;
export const PaletteProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaletteProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<PaletteProjectQuery, PaletteProjectQueryVariables>;
export const ProjectSwitcherDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectSwitcher"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"EnumValue","value":"NAME"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<ProjectSwitcherQuery, ProjectSwitcherQueryVariables>;
export const AuditActorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditActors"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ofProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ofInstance"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ofProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActorFields"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"adminKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ofInstance"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<AuditActorsQuery, AuditActorsQueryVariables>;
export const TrustedIssuerPresetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TrustedIssuerPresets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trustedIssuerPresets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"issuers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"recognized"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwksCommand"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"example"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"identifyingClaims"}},{"kind":"Field","name":{"kind":"Name","value":"prefixes"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"optional"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"snippet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"place"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"documentation"}}]}}]}}]} as unknown as DocumentNode<TrustedIssuerPresetsQuery, TrustedIssuerPresetsQueryVariables>;
export const GrantsOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GrantsOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantPage"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantPage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GrantConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<GrantsOfQuery, GrantsOfQueryVariables>;
export const ApiChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"apis"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ApiChoicesQuery, ApiChoicesQueryVariables>;
export const GrantApiDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GrantApi"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantApiInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grantApi"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}}]}}]} as unknown as DocumentNode<GrantApiMutation, GrantApiMutationVariables>;
export const RevokeGrantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeGrant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeGrantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeGrant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<RevokeGrantMutation, RevokeGrantMutationVariables>;
export const HeldGrantsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HeldGrants"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"applicationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"applicationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HeldGrantsQuery, HeldGrantsQueryVariables>;
export const InspectTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InspectToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InspectTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inspectToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InspectionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"holder"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"client"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InspectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TokenInspection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"header"}},{"kind":"Field","name":{"kind":"Name","value":"claims"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"found"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]} as unknown as DocumentNode<InspectTokenQuery, InspectTokenQueryVariables>;
export const UpdateKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<UpdateKeyMutation, UpdateKeyMutationVariables>;
export const ExportPrivateKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportPrivateKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportPrivateKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportPrivateKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"privateKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}}]}}]}}]} as unknown as DocumentNode<ExportPrivateKeyMutation, ExportPrivateKeyMutationVariables>;
export const KeyDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyDetails"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}},{"kind":"Field","name":{"kind":"Name","value":"additionalAlgorithms"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeyPem"}},{"kind":"Field","name":{"kind":"Name","value":"jwk"}},{"kind":"Field","name":{"kind":"Name","value":"thumbprint"}},{"kind":"Field","name":{"kind":"Name","value":"certificatePem"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<KeyDetailsQuery, KeyDetailsQueryVariables>;
export const RevocationFactsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RevocationFacts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentSigningKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"signers"},"name":{"kind":"Name","value":"signingKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PENDING"},{"kind":"EnumValue","value":"ACTIVE"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"accepted"},"name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"},{"kind":"EnumValue","value":"RETIRING"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RevocationFactsQuery, RevocationFactsQueryVariables>;
export const RevokeKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<RevokeKeyMutation, RevokeKeyMutationVariables>;
export const RotateKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"privateKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<RotateKeyMutation, RotateKeyMutationVariables>;
export const RotationPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RotationPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"activatesAt"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"overlapSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"force"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationPreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"activatesAt"},"value":{"kind":"Variable","name":{"kind":"Name","value":"activatesAt"}}},{"kind":"Argument","name":{"kind":"Name","value":"overlapSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"overlapSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"force"},"value":{"kind":"Variable","name":{"kind":"Name","value":"force"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"successorPublishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"successorActivatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RotationPlanQuery, RotationPlanQueryVariables>;
export const ImportAdminKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportAdminKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportAdminKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"made"},"name":{"kind":"Name","value":"importAdminKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<ImportAdminKeyMutation, ImportAdminKeyMutationVariables>;
export const ImportApplicationKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportApplicationKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportApplicationKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"made"},"name":{"kind":"Name","value":"importApplicationKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<ImportApplicationKeyMutation, ImportApplicationKeyMutationVariables>;
export const ImportSigningKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportSigningKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportSigningKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"made"},"name":{"kind":"Name","value":"importSigningKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<ImportSigningKeyMutation, ImportSigningKeyMutationVariables>;
export const GenerateAdminKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GenerateAdminKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateAdminKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"made"},"name":{"kind":"Name","value":"generateAdminKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MadeKey"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MadeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateKeyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"privateKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}}]}}]} as unknown as DocumentNode<GenerateAdminKeyMutation, GenerateAdminKeyMutationVariables>;
export const GenerateApplicationKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GenerateApplicationKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateApplicationKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"made"},"name":{"kind":"Name","value":"generateApplicationKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MadeKey"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MadeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateKeyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"privateKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}}]}}]} as unknown as DocumentNode<GenerateApplicationKeyMutation, GenerateApplicationKeyMutationVariables>;
export const GenerateSigningKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GenerateSigningKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateSigningKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"made"},"name":{"kind":"Name","value":"generateSigningKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MadeKey"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MadeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateKeyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"privateKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}}]}}]} as unknown as DocumentNode<GenerateSigningKeyMutation, GenerateSigningKeyMutationVariables>;
export const KeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Keys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"owner"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isInstance"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isAdmin"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"states"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyState"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInstance"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"owner"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"skip"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isInstance"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isAdmin"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signingKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"skip"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isAdmin"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyPage"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyPage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<KeysQuery, KeysQueryVariables>;
export const RingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Ring"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentSigningKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","alias":{"kind":"Name","value":"usable"},"name":{"kind":"Name","value":"signingKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PENDING"},{"kind":"EnumValue","value":"ACTIVE"},{"kind":"EnumValue","value":"RETIRING"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"over"},"name":{"kind":"Name","value":"signingKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"EXPIRED"},{"kind":"EnumValue","value":"REVOKED"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"custody"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"privateKeyRetained"}},{"kind":"Field","name":{"kind":"Name","value":"createdByKid"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}}]}}]}}]} as unknown as DocumentNode<RingQuery, RingQueryVariables>;
export const ApiDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Api"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApiFields"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"accepts"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"verifyEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"resourceMetadataEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resourceServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ApiQuery, ApiQueryVariables>;
export const GatewayConfigDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GatewayConfig"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"gateway"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Gateway"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"upstream"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayConfig"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"gateway"},"value":{"kind":"Variable","name":{"kind":"Name","value":"gateway"}}},{"kind":"Argument","name":{"kind":"Name","value":"upstream"},"value":{"kind":"Variable","name":{"kind":"Name","value":"upstream"}}}]}]}}]}}]}}]} as unknown as DocumentNode<GatewayConfigQuery, GatewayConfigQueryVariables>;
export const ApisDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Apis"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"apis"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApiRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"accepts"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ApisQuery, ApisQueryVariables>;
export const ScopeHoldersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ScopeHolders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"apiId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"apiId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ScopeHoldersQuery, ScopeHoldersQueryVariables>;
export const DeleteApiDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteApi"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteApiInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteApi"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteApiMutation, DeleteApiMutationVariables>;
export const CreateApiDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateApi"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateApiInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createApi"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<CreateApiMutation, CreateApiMutationVariables>;
export const UpdateApiDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateApi"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateApiInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateApi"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApiFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"accepts"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"verifyEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"resourceMetadataEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resourceServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<UpdateApiMutation, UpdateApiMutationVariables>;
export const ApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Application"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApplicationFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"authMethod"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenFormat"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetimeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"allowAnySubject"}},{"kind":"Field","name":{"kind":"Name","value":"allowTokenEndpointAudience"}},{"kind":"Field","name":{"kind":"Name","value":"assertionAudiences"}},{"kind":"Field","name":{"kind":"Name","value":"allowedClaims"}},{"kind":"Field","name":{"kind":"Name","value":"federatedGrants"}},{"kind":"Field","name":{"kind":"Name","value":"federatedClaim"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdAliases"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clientSecrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<ApplicationQuery, ApplicationQueryVariables>;
export const ApplicationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Applications"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"labels"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LabelInput"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplicationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplicationOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"labels"},"value":{"kind":"Variable","name":{"kind":"Name","value":"labels"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApplicationRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"authMethod"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}}]} as unknown as DocumentNode<ApplicationsQuery, ApplicationsQueryVariables>;
export const BulkUpdateApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BulkUpdateApplication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateApplicationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateApplication"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<BulkUpdateApplicationMutation, BulkUpdateApplicationMutationVariables>;
export const LabelsOfApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LabelsOfApplication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LabelsOfApplicationQuery, LabelsOfApplicationQueryVariables>;
export const DefaultApiDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DefaultApi"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"defaultApi"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DefaultApiQuery, DefaultApiQueryVariables>;
export const DeleteApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteApplication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteApplicationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteApplication"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteApplicationMutation, DeleteApplicationMutationVariables>;
export const DeleteFederatedIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteFederatedIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteFederatedIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteFederatedIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteFederatedIdentityMutation, DeleteFederatedIdentityMutationVariables>;
export const FederatedIdentitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FederatedIdentities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"federatedIdentities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IdentityFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IdentityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trustedIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]} as unknown as DocumentNode<FederatedIdentitiesQuery, FederatedIdentitiesQueryVariables>;
export const GrantedResourcesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GrantedResources"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<GrantedResourcesQuery, GrantedResourcesQueryVariables>;
export const IssuerChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IssuerChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"trustedIssuers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<IssuerChoicesQuery, IssuerChoicesQueryVariables>;
export const CreateFederatedIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateFederatedIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateFederatedIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createFederatedIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"federatedIdentity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IdentityFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IdentityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trustedIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]} as unknown as DocumentNode<CreateFederatedIdentityMutation, CreateFederatedIdentityMutationVariables>;
export const CreateApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateApplication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateApplicationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createApplication"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientSecret"}}]}}]}}]} as unknown as DocumentNode<CreateApplicationMutation, CreateApplicationMutationVariables>;
export const RevokeClientSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeClientSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeClientSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeClientSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApplicationFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"authMethod"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenFormat"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetimeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"allowAnySubject"}},{"kind":"Field","name":{"kind":"Name","value":"allowTokenEndpointAudience"}},{"kind":"Field","name":{"kind":"Name","value":"assertionAudiences"}},{"kind":"Field","name":{"kind":"Name","value":"allowedClaims"}},{"kind":"Field","name":{"kind":"Name","value":"federatedGrants"}},{"kind":"Field","name":{"kind":"Name","value":"federatedClaim"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdAliases"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clientSecrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<RevokeClientSecretMutation, RevokeClientSecretMutationVariables>;
export const RevokeApplicationTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeApplicationTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeApplicationTokensInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeApplicationTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeApplicationTokensMutation, RevokeApplicationTokensMutationVariables>;
export const RotateClientSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateClientSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateClientSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateClientSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApplicationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientSecret"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"authMethod"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenFormat"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetimeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"allowAnySubject"}},{"kind":"Field","name":{"kind":"Name","value":"allowTokenEndpointAudience"}},{"kind":"Field","name":{"kind":"Name","value":"assertionAudiences"}},{"kind":"Field","name":{"kind":"Name","value":"allowedClaims"}},{"kind":"Field","name":{"kind":"Name","value":"federatedGrants"}},{"kind":"Field","name":{"kind":"Name","value":"federatedClaim"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdAliases"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clientSecrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<RotateClientSecretMutation, RotateClientSecretMutationVariables>;
export const UpdateApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateApplication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateApplicationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateApplication"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApplicationFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"authMethod"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenFormat"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetimeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"allowAnySubject"}},{"kind":"Field","name":{"kind":"Name","value":"allowTokenEndpointAudience"}},{"kind":"Field","name":{"kind":"Name","value":"assertionAudiences"}},{"kind":"Field","name":{"kind":"Name","value":"allowedClaims"}},{"kind":"Field","name":{"kind":"Name","value":"federatedGrants"}},{"kind":"Field","name":{"kind":"Name","value":"federatedClaim"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdAliases"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clientSecrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<UpdateApplicationMutation, UpdateApplicationMutationVariables>;
export const UpdateFederatedIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateFederatedIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateFederatedIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateFederatedIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"federatedIdentity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IdentityFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IdentityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trustedIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]} as unknown as DocumentNode<UpdateFederatedIdentityMutation, UpdateFederatedIdentityMutationVariables>;
export const AuditEventDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEvent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditEventFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"actorKid"}},{"kind":"Field","name":{"kind":"Name","value":"sourceAddress"}},{"kind":"Field","name":{"kind":"Name","value":"operator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"ruleName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exists"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditEventFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SentenceFields"}},{"kind":"Field","name":{"kind":"Name","value":"previousHash"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}}]} as unknown as DocumentNode<AuditEventQuery, AuditEventQueryVariables>;
export const AuditEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditEventFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"actorKid"}},{"kind":"Field","name":{"kind":"Name","value":"sourceAddress"}},{"kind":"Field","name":{"kind":"Name","value":"operator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"ruleName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exists"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditEventFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SentenceFields"}},{"kind":"Field","name":{"kind":"Name","value":"previousHash"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}}]} as unknown as DocumentNode<AuditEventsQuery, AuditEventsQueryVariables>;
export const AuditExportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditExport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graphqlEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"auditCheckpointKeys"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditExportQuery, AuditExportQueryVariables>;
export const GrantMatrixDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GrantMatrix"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<GrantMatrixQuery, GrantMatrixQueryVariables>;
export const DeleteTrustedIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteTrustedIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteTrustedIssuerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteTrustedIssuer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteTrustedIssuerMutation, DeleteTrustedIssuerMutationVariables>;
export const IssuerIdentitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IssuerIdentities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"federatedIdentities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerIdentity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerIdentity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<IssuerIdentitiesQuery, IssuerIdentitiesQueryVariables>;
export const RefreshTrustedIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshTrustedIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshTrustedIssuerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshTrustedIssuer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trustedIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<RefreshTrustedIssuerMutation, RefreshTrustedIssuerMutationVariables>;
export const TrustedIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TrustedIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<TrustedIssuerQuery, TrustedIssuerQueryVariables>;
export const TrustedIssuersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TrustedIssuers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"trustedIssuers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<TrustedIssuersQuery, TrustedIssuersQueryVariables>;
export const CreateTrustedIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTrustedIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTrustedIssuerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTrustedIssuer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trustedIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<CreateTrustedIssuerMutation, CreateTrustedIssuerMutationVariables>;
export const UpdateTrustedIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateTrustedIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateTrustedIssuerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateTrustedIssuer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trustedIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"preset"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"trustDomain"}},{"kind":"Field","name":{"kind":"Name","value":"keySource"}},{"kind":"Field","name":{"kind":"Name","value":"discoveryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"allowSharedAudience"}},{"kind":"Field","name":{"kind":"Name","value":"sharedAudienceReason"}},{"kind":"Field","name":{"kind":"Name","value":"singleUse"}},{"kind":"Field","name":{"kind":"Name","value":"maxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}}]}}]} as unknown as DocumentNode<UpdateTrustedIssuerMutation, UpdateTrustedIssuerMutationVariables>;
export const OperatorBlocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OperatorBlocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blocks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorBlockFields"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorBlockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<OperatorBlocksQuery, OperatorBlocksQueryVariables>;
export const UnblockOperatorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnblockOperator"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnblockOperatorInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unblockOperator"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<UnblockOperatorMutation, UnblockOperatorMutationVariables>;
export const DeleteOperatorIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteOperatorIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOperatorIssuerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteOperatorIssuer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteOperatorIssuerMutation, DeleteOperatorIssuerMutationVariables>;
export const DeleteOperatorRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteOperatorRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOperatorRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteOperatorRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteOperatorRuleMutation, DeleteOperatorRuleMutationVariables>;
export const RevokeOperatorSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeOperatorSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeOperatorSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeOperatorSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operatorSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorSessionFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authenticatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RevokeOperatorSessionMutation, RevokeOperatorSessionMutationVariables>;
export const BlockOperatorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BlockOperator"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BlockOperatorInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blockOperator"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operatorBlock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorBlockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorBlockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<BlockOperatorMutation, BlockOperatorMutationVariables>;
export const CreateOperatorIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateOperatorIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOperatorIssuerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOperatorIssuer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operatorIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProviderFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProviderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"sessionLengthSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"idleSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUri"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorRuleFields"}}]}}]}}]} as unknown as DocumentNode<CreateOperatorIssuerMutation, CreateOperatorIssuerMutationVariables>;
export const OperatorIssuersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OperatorIssuers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operatorIssuers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProviderRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProviderRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<OperatorIssuersQuery, OperatorIssuersQueryVariables>;
export const ProjectChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ProjectChoicesQuery, ProjectChoicesQueryVariables>;
export const OperatorIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OperatorIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProviderFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProviderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"sessionLengthSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"idleSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUri"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorRuleFields"}}]}}]}}]} as unknown as DocumentNode<OperatorIssuerQuery, OperatorIssuerQueryVariables>;
export const CreateOperatorRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateOperatorRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOperatorRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOperatorRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operatorRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorRuleFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<CreateOperatorRuleMutation, CreateOperatorRuleMutationVariables>;
export const OperatorSessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OperatorSessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorSessionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authenticatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<OperatorSessionsQuery, OperatorSessionsQueryVariables>;
export const UpdateOperatorRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateOperatorRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateOperatorRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateOperatorRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operatorRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorRuleFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<UpdateOperatorRuleMutation, UpdateOperatorRuleMutationVariables>;
export const UpdateOperatorIssuerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateOperatorIssuer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateOperatorIssuerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateOperatorIssuer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operatorIssuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProviderFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperatorRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProviderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificate"}},{"kind":"Field","name":{"kind":"Name","value":"sessionLengthSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"idleSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUri"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"keyIds"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperatorRuleFields"}}]}}]}}]} as unknown as DocumentNode<UpdateOperatorIssuerMutation, UpdateOperatorIssuerMutationVariables>;
export const ProjectProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientSecrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"purposes"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPLICATION"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"signingKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProjectProgressQuery, ProjectProgressQueryVariables>;
export const ProjectCountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectCounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"apis"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trustedIssuers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]} as unknown as DocumentNode<ProjectCountsQuery, ProjectCountsQueryVariables>;
export const UpdateProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectScopeFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"acceptAudienceParameter"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<UpdateProjectMutation, UpdateProjectMutationVariables>;
export const ExpiringKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExpiringKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withinDays"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiringKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"withinDays"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withinDays"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"owner"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"holder"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"client"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ExpiringKeysQuery, ExpiringKeysQueryVariables>;
export const LatestEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LatestEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SentenceFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"actorKid"}},{"kind":"Field","name":{"kind":"Name","value":"sourceAddress"}},{"kind":"Field","name":{"kind":"Name","value":"operator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"ruleName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exists"}}]}}]}}]} as unknown as DocumentNode<LatestEventsQuery, LatestEventsQueryVariables>;
export const AttentionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Attention"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attention"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttentionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttentionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectAttention"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cannotSign"}},{"kind":"Field","name":{"kind":"Name","value":"expiringKeys"}},{"kind":"Field","name":{"kind":"Name","value":"firstExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"rotationDueSince"}},{"kind":"Field","name":{"kind":"Name","value":"refusedCalls"}}]}}]} as unknown as DocumentNode<AttentionQuery, AttentionQueryVariables>;
export const CreateProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectScopeFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"acceptAudienceParameter"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<CreateProjectMutation, CreateProjectMutationVariables>;
export const ProjectsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Projects"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ProjectsQuery, ProjectsQueryVariables>;
export const ProjectCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ProjectCountQuery, ProjectCountQueryVariables>;
export const SlugStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SlugStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slugStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}]}]}}]} as unknown as DocumentNode<SlugStatusQuery, SlugStatusQueryVariables>;
export const ChangePolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangePolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectScopeFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"acceptAudienceParameter"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<ChangePolicyMutation, ChangePolicyMutationVariables>;
export const DeleteWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const WebhookDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptCount"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"error"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const RedeliverWebhookEventDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RedeliverWebhookEvent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RedeliverWebhookEventInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"redeliverWebhookEvent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<RedeliverWebhookEventMutation, RedeliverWebhookEventMutationVariables>;
export const InstanceWebhooksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InstanceWebhooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<InstanceWebhooksQuery, InstanceWebhooksQueryVariables>;
export const ProjectWebhooksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProjectWebhooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<ProjectWebhooksQuery, ProjectWebhooksQueryVariables>;
export const RotateWebhookSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateWebhookSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateWebhookSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateWebhookSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SwitchWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SwitchWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<SwitchWebhookMutation, SwitchWebhookMutationVariables>;
export const TestWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<TestWebhookMutation, TestWebhookMutationVariables>;
export const CreateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const UpdateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<UpdateWebhookMutation, UpdateWebhookMutationVariables>;
export const WebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}},{"kind":"Field","name":{"kind":"Name","value":"backlog"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeys"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastDeliveryAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}}]}}]} as unknown as DocumentNode<WebhookQuery, WebhookQueryVariables>;
export const BeginDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Begin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inProject"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"steppedUpUntil"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"claimRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"}},{"kind":"Field","name":{"kind":"Name","value":"match"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"instance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"}},{"kind":"Field","name":{"kind":"Name","value":"graphqlEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inProject"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectScopeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectScopeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationEndpoint"}},{"kind":"Field","name":{"kind":"Name","value":"acceptAudienceParameter"}},{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"openidConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"introspection"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}},{"kind":"Field","name":{"kind":"Name","value":"graphql"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingAlgorithm"}},{"kind":"Field","name":{"kind":"Name","value":"rsaBits"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"publishAheadSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"jwksMaxAgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"maxAdminTokenLifetimeSeconds"}}]}}]}}]} as unknown as DocumentNode<BeginQuery, BeginQueryVariables>;
export const ApplicationChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApplicationChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ApplicationChoicesQuery, ApplicationChoicesQueryVariables>;
export const NodeLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"holder"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"api"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TrustedIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"client"},"name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperatorIssuer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","alias":{"kind":"Name","value":"scope"},"name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<NodeLinkQuery, NodeLinkQueryVariables>;
export const ImpactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Impact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"impactOfRevoking"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptedLast24Hours"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSourceAddress"}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"apis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ImpactQuery, ImpactQueryVariables>;
export const ApiUseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiUse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ApiUseQuery, ApiUseQueryVariables>;
export const UsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Usage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"step"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UsageStep"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"step"},"value":{"kind":"Variable","name":{"kind":"Name","value":"step"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Api"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"step"},"value":{"kind":"Variable","name":{"kind":"Name","value":"step"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"step"},"value":{"kind":"Variable","name":{"kind":"Name","value":"step"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UsageQuery, UsageQueryVariables>;