import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { SearchSelect } from '../../ui/SearchSelect'

const ProjectChoicesDocument = graphql(`
  query ProjectChoices($search: String) {
    projects(search: $search, first: 50) {
      nodes {
        id
        slug
        name
      }
    }
  }
`)

const DEBOUNCE_MILLISECONDS = 150

interface ProjectSelectProps {
  value: { id: string; name: string } | null
  onChange: (project: { id: string; name: string } | null) => void
  error?: ReactNode
}

/** One of the instance's projects; the server searches while one types. */
export function ProjectSelect({ value, onChange, error }: ProjectSelectProps) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), DEBOUNCE_MILLISECONDS)
  // The name of what is chosen stands in the field, and is no search.
  const search = asked === '' || asked === value?.name ? null : asked
  const [{ data, fetching }] = useQuery({ query: ProjectChoicesDocument, variables: { search } })
  const found = data?.projects.nodes.map(({ id, name, slug }) => ({ id, name, detail: slug })) ?? []
  const choices = value && !found.some(({ id }) => id === value.id) ? [{ ...value, detail: '' }, ...found] : found
  return (
    <SearchSelect
      label="Project"
      required
      choices={choices}
      // The server has searched already.
      filter={({ options }) => options}
      onSearchChange={setText}
      nothingFoundMessage={fetching ? 'Searching…' : 'No project matches.'}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((one) => one.id === id) ?? null)}
      error={error}
    />
  )
}
