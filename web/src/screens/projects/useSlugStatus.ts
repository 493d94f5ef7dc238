import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import type { SlugStatus } from '../../graphql/generated/graphql'
import { SHORTEST_SLUG } from './slug'

const SlugStatusDocument = graphql(`
  query SlugStatus($slug: String!) {
    slugStatus(slug: $slug)
  }
`)

const DEBOUNCE_MILLISECONDS = 250

/** Whether a project could have the slug; undefined while that is not known. */
export function useSlugStatus(slug: string): SlugStatus | undefined {
  const [asked] = useDebouncedValue(slug, DEBOUNCE_MILLISECONDS)
  const [{ data, stale, operation }] = useQuery({
    query: SlugStatusDocument,
    variables: { slug: asked },
    pause: asked.length < SHORTEST_SLUG,
    // Another operator may have taken it since.
    requestPolicy: 'network-only',
  })
  // What is known belongs to the text that was asked for, which the typing may have left behind.
  const isCurrent = asked === slug && operation?.variables.slug === slug && !stale
  return isCurrent ? data?.slugStatus : undefined
}
