import type { AcceptedToken } from '../../graphql/generated/graphql'

/** Each kind of token that opens an API, and what follows from taking it. */
export const ACCEPTED: Record<AcceptedToken, { label: string; explanation: string }> = {
  ACCESS_TOKEN: {
    label: 'Access tokens',
    explanation:
      'Issued by this project to an application that requests this API. Valid for minutes to days; can be revoked.',
  },
  APPLICATION_JWT: {
    label: 'JWTs of applications',
    explanation:
      'Signed by an application with its own key, often for a second only. No token request is needed; the grant sets the scopes.',
  },
  FEDERATED_JWT: {
    label: 'Tokens of trusted issuers',
    explanation:
      'Issued by a platform to a workload that is a federated identity of an application. The only audience has to be the API’s identifier; the grant sets the scopes.',
  },
}

/** The kinds in the order in which they are offered. */
export const ACCEPTED_CHOICES = (['ACCESS_TOKEN', 'APPLICATION_JWT', 'FEDERATED_JWT'] as const).map((value) => ({
  value,
  ...ACCEPTED[value],
}))
