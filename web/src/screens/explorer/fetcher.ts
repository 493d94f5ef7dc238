import type { GraphiQLProps } from 'graphiql'

import { ENDPOINT, signedFetch } from '../../graphql/fetch'

/** Sends what GraphiQL asks for, each request signed with the session's token as it is then. */
export function signedFetcher(token: () => Promise<string>): GraphiQLProps['fetcher'] {
  const post = signedFetch(token)
  return async (request) => {
    const response = await post(ENDPOINT, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(request),
    })
    // A refusal has the same form, whatever its status.
    return (await response.json()) as object
  }
}
