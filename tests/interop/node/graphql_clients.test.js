// Clients of GraphQL that send a hash in place of the query: Apollo Client and urql.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'

import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { Client, fetchExchange } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'

import { fixtures } from './fixtures.js'

const { endpoint, token } = fixtures.admin
const headers = { authorization: `Bearer ${token}` }

const QUERIES = ['{ viewer { scope } }', '{ instance { audience } }']

/** A `fetch` that notes whether each request had a query, and its status. */
function noting(notes) {
  return async (url, options) => {
    const answer = await fetch(url, options)
    notes.push([options.method, 'query' in JSON.parse(options.body), answer.status])
    return answer
  }
}

/** The first query is sent twice, by its hash and then itself; the second one only itself. */
const EXPECTED = [
  ['POST', false, 200],
  ['POST', true, 200],
  ['POST', true, 200],
]

test('the persisted query link of Apollo Client sends the query itself, and no hash again', async () => {
  const notes = []
  const sha256 = (text) => createHash('sha256').update(text).digest('hex')
  const http = new HttpLink({ uri: endpoint, headers, fetch: noting(notes) })
  const link = ApolloLink.from([new PersistedQueryLink({ sha256 }), http])
  const client = new ApolloClient({ link, cache: new InMemoryCache() })

  const [first, second] = QUERIES.map((text) => ({ query: gql(text), fetchPolicy: 'network-only' }))
  assert.equal((await client.query(first)).data.viewer.scope, 'INSTANCE')
  assert.equal((await client.query(second)).data.instance.audience, 'keyplane')
  assert.deepEqual(notes, EXPECTED)
})

test('the persisted exchange of urql sends the query itself, and no hash again', async () => {
  const notes = []
  const persisted = persistedExchange({ preferGetForPersistedQueries: false })
  const client = new Client({
    url: endpoint,
    exchanges: [persisted, fetchExchange],
    fetchOptions: { headers },
    fetch: noting(notes),
    preferGetMethod: false,
  })

  const answers = []
  for (const text of QUERIES) answers.push(await client.query(text, {}).toPromise())
  assert.deepEqual(
    answers.map(({ error }) => error),
    [undefined, undefined],
  )
  assert.equal(answers[0].data.viewer.scope, 'INSTANCE')
  assert.equal(answers[1].data.instance.audience, 'keyplane')
  assert.deepEqual(notes, EXPECTED)
})
