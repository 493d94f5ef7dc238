import '@mantine/spotlight/styles.css'

import { Spotlight, spotlight } from '@mantine/spotlight'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { destinationOf } from '../../ui/destination'

const PaletteDocument = graphql(`
  query Palette($text: String!) {
    search(text: $text, first: 12) {
      id
      ...DestinationFields
    }
  }
`)

const DEBOUNCE_MILLISECONDS = 120

/**
 * Ctrl/Cmd-K: jumps to a project, an application, an API or a key by slug, name, identifier, ID or kid. Opens each time
 * that `asked` grows.
 */
export function Palette({ asked: times }: { asked: number }) {
  useEffect(() => spotlight.open(), [times])
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), DEBOUNCE_MILLISECONDS)
  const [{ data, fetching }] = useQuery({
    query: PaletteDocument,
    variables: { text: asked },
    pause: asked === '',
  })
  const navigate = useNavigate()
  const found = asked === '' ? [] : (data?.search ?? [])
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      // The shell listens, before this is fetched.
      shortcut={null}
      scrollable
      maxHeight="60vh"
      attributes={{ content: { 'aria-label': 'Jump to' } }}
    >
      <Spotlight.Search
        aria-label="Jump to"
        placeholder="Project, application, API or key: name, slug, ID or kid"
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {found.map((node) => {
          const destination = destinationOf(node)
          if (!destination) return null
          const { label, description, target } = destination
          return (
            <Spotlight.Action
              key={node.id}
              label={label}
              description={description}
              onClick={() => void navigate(target)}
            />
          )
        })}
        {found.length === 0 && (
          <Spotlight.Empty>
            {asked === '' ? 'Type to search.' : fetching ? 'Searching…' : 'No results.'}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
