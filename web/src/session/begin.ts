import { refusedProblem, unreachable } from '../graphql/errors'
import type { Refusal } from '../graphql/errors'
import { ENDPOINT, signedFetch } from '../graphql/fetch'
import { graphql } from '../graphql/generated'
import type { BeginQuery } from '../graphql/generated/graphql'
import { Problem } from './problem'

const BeginDocument = graphql(`
  query Begin($slug: String!, $inProject: Boolean!) {
    viewer {
      scope
      permissions
      steppedUpUntil
      key {
        id
        kid
        name
        expiresAt
      }
      project {
        id
        slug
        name
      }
      session {
        id
        displayName
        email
        subject
        rule {
          id
          name
          claimRules {
            claim
            match
            values
          }
        }
      }
    }
    instance {
      audience
      graphqlEndpoint
      version
    }
    project(slug: $slug) @include(if: $inProject) {
      ...ProjectScopeFields
    }
  }
`)

/** The project of an address, as the first answer of a session has it; null if there is none. */
export interface OpenedProject {
  slug: string
  project: NonNullable<BeginQuery['project']> | null
}

/** What the first answer of a session says. */
export interface Beginning {
  viewer: BeginQuery['viewer']
  instance: BeginQuery['instance']
  /** Undefined where the address is not that of a project, or its project was refused. */
  opened: OpenedProject | undefined
}

interface Body {
  data?: BeginQuery | null
  errors?: Refusal[]
}

/**
 * Asks who is signed in and, at an address below a project, for that project: one question, so that a screen needs no
 * second one before its own. Without a GraphQL client, so that the sign-in screen needs none. Throws a {@link Problem}.
 */
export async function askBeginning(token: () => Promise<string>, path = location.pathname): Promise<Beginning> {
  const slug = /^\/console\/projects\/([a-z0-9-]+)(?:\/|$)/.exec(path)?.[1]
  const { data, errors } = await ask(token, { slug: slug ?? '', inProject: slug !== undefined })
  // A project that is refused is a matter of its screens.
  if (data?.viewer) {
    const opened = slug === undefined || data.project === undefined ? undefined : { slug, project: data.project }
    return { viewer: data.viewer, instance: data.instance, opened: errors ? undefined : opened }
  }
  const [refused] = errors ?? []
  throw refused ? refusedProblem(refused) : new Problem('The server sent no answer.', 'Try again.')
}

async function ask(token: () => Promise<string>, variables: { slug: string; inProject: boolean }): Promise<Body> {
  const body = JSON.stringify({ operationName: 'Begin', query: await textOf(BeginDocument), variables })
  let status: number | undefined
  try {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    }
    const response = await signedFetch(token)(ENDPOINT, { method: 'POST', headers, body })
    status = response.status
    return (await response.json()) as Body
  } catch (error) {
    // What the source of tokens says, which no server was asked for.
    if (error instanceof Problem) throw error
    throw unreachable(status)
  }
}

/** The build has the text of each document in its place; the development server has the parsed document. */
async function textOf(document: unknown): Promise<string> {
  if (typeof document === 'string') return document
  if (!import.meta.env.DEV) return ''
  const { print } = await import('graphql')
  return print(document as Parameters<typeof print>[0])
}
