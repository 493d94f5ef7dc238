import { Outlet, useParams } from '@tanstack/react-router'
import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import { NotFound } from '../ui/NotFound'
import { ProblemAlert } from '../ui/ProblemAlert'
import { ScreenSkeleton } from '../ui/ScreenSkeleton'
import { ProjectContext } from './project'

/** What the screens of a project need of it. The first answer of a session has the same: see `session/begin.ts`. */
export const ProjectDocument = graphql(`
  query ProjectScope($slug: String!) {
    project(slug: $slug) {
      ...ProjectScopeFields
    }
  }

  fragment ProjectScopeFields on Project {
    id
    slug
    name
    description
    createdAt
    authorizationEndpoint
    acceptAudienceParameter
    endpoints {
      issuer
      openidConfiguration
      jwks
      token
      introspection
      revocation
      graphql
    }
    keyPolicy {
      signingAlgorithm
      rsaBits
      rotationPeriodSeconds
      publishAheadSeconds
      jwksMaxAgeSeconds
      maxAdminTokenLifetimeSeconds
    }
  }
`)

/** Loads the project of the address once for all of its screens: see `useProject`. */
export function ProjectScope() {
  const { slug } = useParams({ from: '/projects/$slug' })
  const [{ data, error }] = useQuery({ query: ProjectDocument, variables: { slug } })
  if (data?.project) {
    return (
      <ProjectContext value={data.project}>
        {/* Another project is another screen: no form keeps what was typed for the last one. */}
        <Outlet key={data.project.id} />
      </ProjectContext>
    )
  }
  if (error) return <ProblemAlert error={error} />
  if (data) return <NotFound what={`Project “${slug}”`} />
  return <ScreenSkeleton />
}
