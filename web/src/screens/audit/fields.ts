import { graphql } from '../../graphql/generated'

/** Everything that the log keeps of an event. */
graphql(`
  fragment AuditEventFields on AuditEvent {
    id
    at
    action
    actorType
    actorKeyId
    actorKid
    targetId
    changes
    requestId
    sourceAddress
    sequence
    previousHash
    hash
  }
`)

/** Without a project: the events of the instance itself. */
export const AuditEventsDocument = graphql(`
  query AuditEvents($projectId: ID, $filter: AuditFilter, $first: Int!, $after: String) {
    auditEvents(projectId: $projectId, filter: $filter, first: $first, after: $after) {
      nodes {
        ...AuditEventFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export type { AuditEventFieldsFragment } from '../../graphql/generated/graphql'
