import { noteServerDate } from '../session/clock'

/** The Admin API, always of the server that the portal came from, whatever a key file says. */
export const ENDPOINT = '/graphql'

/** `fetch` that signs each request with the session's token as it is then. */
export function signedFetch(token: () => Promise<string>): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('Authorization', `Bearer ${await token()}`)
    const response = await fetch(input, { ...init, headers, credentials: 'omit' })
    noteServerDate(response, Date.now())
    return response
  }
}
