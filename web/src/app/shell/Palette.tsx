import '@mantine/spotlight/styles.css'

import { Spotlight, spotlight } from '@mantine/spotlight'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import type { PaletteQuery } from '../../graphql/generated/graphql'
import { useViewer } from '../../session/useSession'
import { destinationOf } from '../../ui/destination'
import { INSTANCE_SCREENS, INSTANCE_TOOLS, PROJECT_SCREENS } from '../shortcuts/screens'
import type { AddressOf } from '../shortcuts/screens'
import { INSTANCE_ACTIONS, PROJECT_ACTIONS, isFoundBy, readQuery } from './actions'
import type { KeyVerb } from './actions'
import classes from './Palette.module.css'

const PaletteDocument = graphql(`
  query Palette($text: String!, $projectId: ID) {
    search(text: $text, first: 12, projectId: $projectId) {
      id
      ...DestinationFields
    }
  }
`)

const PaletteProjectDocument = graphql(`
  query PaletteProject($slug: String!) {
    project(slug: $slug) {
      id
      name
    }
  }
`)

const DEBOUNCE_MILLISECONDS = 120
/** So many screens and actions stand above what the server finds. */
const MOST_OWN = 6

/** An entry of the palette. */
interface Entry {
  id: string
  label: string
  description: string
  address: AddressOf
}

/**
 * Ctrl/Cmd-K: jumps to a screen, begins an action, and finds projects, applications, APIs and keys by any part of a
 * name, an ID or a kid; what the open project holds comes first. Opens each time that `asked` grows.
 */
export function Palette({ asked: times }: { asked: number }) {
  useEffect(() => spotlight.open(), [times])
  const [text, setText] = useState('')
  const { verb, search } = readQuery(text)
  const [asked] = useDebouncedValue(search, DEBOUNCE_MILLISECONDS)
  const { slug } = useParams({ strict: false })
  const [{ data: own }] = useQuery({ query: PaletteProjectDocument, variables: { slug: slug ?? '' }, pause: !slug })
  const project = slug === undefined ? null : own?.project
  const [{ data, fetching }] = useQuery({
    query: PaletteDocument,
    variables: { text: asked, projectId: project?.id ?? null },
    pause: asked === '' || project === undefined,
  })
  const navigate = useNavigate()
  const { screens, actions } = useOwnEntries(text.trim(), slug)
  const found = asked === '' ? [] : (data?.search ?? []).flatMap((node) => entryOf(node, verb))
  const groups: [string, Entry[]][] = [
    ['Actions', actions],
    ['Screens', screens],
    [verb === undefined ? 'Found' : 'Keys', found],
  ]
  const isEmpty = groups.every(([, entries]) => entries.length === 0)
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
        placeholder="Screen, action, or any part of a name or kid"
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {groups.map(
          ([label, entries]) =>
            entries.length > 0 && (
              <Spotlight.ActionsGroup key={label} label={label}>
                {entries.map((entry) => (
                  <Spotlight.Action
                    key={entry.id}
                    label={entry.label}
                    description={entry.description}
                    classNames={{ actionDescription: classes.description }}
                    onClick={() => void navigate(entry.address)}
                  />
                ))}
              </Spotlight.ActionsGroup>
            ),
        )}
        {isEmpty && <Spotlight.Empty>{fetching ? 'Searching…' : 'No results.'}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** The screens and actions that a text finds; without a text, the first actions of the open project. */
function useOwnEntries(text: string, slug: string | undefined): { screens: Entry[]; actions: Entry[] } {
  const { scope, permissions } = useViewer()
  const isInstance = scope === 'INSTANCE'
  const scopes = [
    ...(slug === undefined ? [] : [{ at: slug, screens: PROJECT_SCREENS, actions: PROJECT_ACTIONS }]),
    ...(isInstance
      ? [
          {
            at: '',
            screens: [...INSTANCE_SCREENS, ...(slug === undefined ? INSTANCE_TOOLS : [])],
            actions: INSTANCE_ACTIONS,
          },
        ]
      : []),
  ]
  const describe = (kind: string, at: string) => `${kind} · ${at === '' ? 'instance' : at}`
  const screens = scopes.flatMap(({ at, screens }) =>
    screens
      .filter(({ label, words }) => text !== '' && isFoundBy(text, label, words))
      .map(({ label, address }) => entry(label, describe('Screen', at), address(at))),
  )
  const actions = scopes.flatMap(({ at, actions }) =>
    actions
      .filter(({ permission }) => permissions.includes(permission))
      .filter(({ label, words }) => isFoundBy(text, label, words))
      .map(({ label, address }) => entry(label, describe('Action', at), address(at))),
  )
  return { screens: screens.slice(0, MOST_OWN), actions: actions.slice(0, MOST_OWN) }
}

function entry(label: string, description: string, address: AddressOf): Entry {
  return { id: `${description} ${label}`, label, description, address }
}

type Node = PaletteQuery['search'][number]

/** Where a found object is, or, with a verb, what is done to a found key. */
function entryOf(node: Node, verb: KeyVerb | undefined): Entry[] {
  const destination = destinationOf(node)
  if (!destination) return []
  const { label, description, target } = destination
  if (verb === undefined) return [{ id: node.id, label, description, address: target }]
  if (node.__typename !== 'Key') return []
  const name = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${label}`
  const search = { key: node.id, do: verb }
  return [{ id: node.id, label: name, description, address: { ...target, search } }]
}
