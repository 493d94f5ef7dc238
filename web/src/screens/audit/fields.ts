import { graphql } from '../../graphql/generated'

/** Everything that the log keeps of an event. */
graphql(`
  fragment AuditEventFields on AuditEvent {
    id
    at
    targetId
    requestId
    sequence
    ...SentenceFields
    previousHash
    hash
  }
`)

/** Without a project: the events of the instance itself. */
export const AuditEventsDocument = graphql(`
  query AuditEvents($projectId: ID, $filter: AuditFilter, $search: String, $first: Int!, $after: String) {
    auditEvents(projectId: $projectId, filter: $filter, search: $search, first: $first, after: $after) {
      totalCount
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

/** The same events as lines of an export, and what the first line of such a file says. */
export const AuditExportDocument = graphql(`
  query AuditExport($projectId: ID, $filter: AuditFilter, $search: String, $first: Int!, $after: String) {
    instance {
      graphqlEndpoint
      auditCheckpointKeys
    }
    auditEvents(projectId: $projectId, filter: $filter, search: $search, first: $first, after: $after) {
      nodes {
        exportLine
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export type { AuditEventFieldsFragment } from '../../graphql/generated/graphql'
