import { Text } from '@mantine/core'
import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import { destinationOf } from './destination'
import { TextLink } from './links'

const NodeDocument = graphql(`
  query NodeLink($id: ID!) {
    node(id: $id) {
      id
      ...DestinationFields
    }
  }
`)

/** An object by its name, as a link to its screen; its ID alone where it is gone or out of sight. */
export function NodeLink({ id }: { id: string }) {
  const isObject = /^(prj|app|api|grt|key|tis|fid|opi)_/.test(id)
  const [{ data }] = useQuery({ query: NodeDocument, variables: { id }, pause: !isObject })
  const destination = data?.node ? destinationOf(data.node) : null
  return (
    <>
      {destination && (
        <TextLink {...destination.target} size="sm" fw={500}>
          {destination.label}
        </TextLink>
      )}
      <Text className="mono" c={destination ? 'dimmed' : undefined} fz="xs">
        {id}
      </Text>
    </>
  )
}
