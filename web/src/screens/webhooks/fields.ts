import { graphql } from '../../graphql/generated'

graphql(`
  fragment WebhookFields on Webhook {
    id
    url
    eventTypes
    enabled
    createdAt
    lastDeliveryAt
    lastError
    nextAttemptAt
  }
`)

/** A webhook as its list shows it. */
export type { WebhookFieldsFragment as WebhookRow } from '../../graphql/generated/graphql'
