import { linkOptions } from '@tanstack/react-router'

import { graphql } from '../graphql/generated'
import type { DestinationFieldsFragment } from '../graphql/generated/graphql'

/** What {@link destinationOf} needs of an object: spread it as `...DestinationFields`. */
graphql(`
  fragment DestinationFields on Node {
    __typename
    id
    ... on Project {
      slug
      name
    }
    ... on Application {
      name
      project {
        slug
      }
    }
    ... on Api {
      name
      identifier
      project {
        slug
      }
    }
    ... on Grant {
      holder: application {
        name
      }
      api {
        id
        name
        project {
          slug
        }
      }
    }
    ... on TrustedIssuer {
      name
      project {
        slug
      }
    }
    ... on FederatedIdentity {
      name
      client: application {
        id
        project {
          slug
        }
      }
    }
    ... on OperatorIssuer {
      name
    }
    ... on Key {
      kid
      name
      purpose
      scope: project {
        slug
      }
      application {
        id
      }
    }
  }
`)

type Found = DestinationFieldsFragment

/** Where an object is shown, and how links write it; null for what has no screen. */
export function destinationOf(node: Found) {
  switch (node.__typename) {
    case 'Project':
      return {
        label: node.name,
        description: `Project · ${node.slug}`,
        target: linkOptions({ to: '/projects/$slug', params: { slug: node.slug } }),
      }
    case 'Application':
      return {
        label: node.name,
        description: `Application · ${node.project.slug} · ${node.id}`,
        target: linkOptions({
          to: '/projects/$slug/applications/$applicationId',
          params: { slug: node.project.slug, applicationId: node.id },
        }),
      }
    case 'Api':
      return {
        label: node.name,
        description: `API · ${node.project.slug} · ${node.identifier}`,
        target: linkOptions({ to: '/projects/$slug/apis/$apiId', params: { slug: node.project.slug, apiId: node.id } }),
      }
    case 'Grant':
      return grantDestination(node)
    case 'Key':
      return keyDestination(node)
    case 'TrustedIssuer':
      return {
        label: node.name,
        description: `Trusted issuer · ${node.project.slug}`,
        target: linkOptions({
          to: '/projects/$slug/issuers/$issuerId',
          params: { slug: node.project.slug, issuerId: node.id },
        }),
      }
    case 'FederatedIdentity':
      return identityDestination(node)
    case 'OperatorIssuer':
      return {
        label: node.name,
        description: 'Provider of operators',
        target: linkOptions({ to: '/instance/operators/$issuerId', params: { issuerId: node.id } }),
      }
    default:
      return null
  }
}

function grantDestination({ holder, api }: Extract<Found, { __typename: 'Grant' }>) {
  const { slug } = api.project
  return {
    label: `${holder.name} at ${api.name}`,
    description: `Grant · ${slug}`,
    target: linkOptions({
      to: '/projects/$slug/apis/$apiId',
      params: { slug, apiId: api.id },
      search: { tab: 'grants' },
    }),
  }
}

function identityDestination({ name, client }: Extract<Found, { __typename: 'FederatedIdentity' }>) {
  const { slug } = client.project
  return {
    label: name,
    description: `Federated identity · ${slug}`,
    target: linkOptions({
      to: '/projects/$slug/applications/$applicationId',
      params: { slug, applicationId: client.id },
      search: { tab: 'identities' },
    }),
  }
}

function keyDestination(key: Extract<Found, { __typename: 'Key' }>) {
  const search = { key: key.id }
  const label = key.name
  if (!key.scope) {
    return {
      label,
      description: `Key of the instance · ${key.kid}`,
      target: linkOptions({ to: '/instance', search }),
    }
  }
  const { slug } = key.scope
  if (key.application) {
    const params = { slug, applicationId: key.application.id }
    return {
      label,
      description: `Application key · ${slug} · ${key.kid}`,
      target: linkOptions({ to: '/projects/$slug/applications/$applicationId', params, search }),
    }
  }
  const params = { slug }
  return key.purpose === 'SIGNING'
    ? {
        label,
        description: `Signing key · ${slug} · ${key.kid}`,
        target: linkOptions({ to: '/projects/$slug/signing-keys', params, search }),
      }
    : {
        label,
        description: `Admin key · ${slug} · ${key.kid}`,
        target: linkOptions({ to: '/projects/$slug/admin-api', params, search }),
      }
}
