import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useQuery } from 'urql'

import { useProject } from '../app/project'
import { graphql } from '../graphql/generated'
import type { ApplicationType } from '../graphql/generated/graphql'
import { SearchSelect } from './SearchSelect'
import type { ChoiceField } from './SearchSelect'

const ApplicationChoicesDocument = graphql(`
  query ApplicationChoices($slug: String!, $search: String) {
    project(slug: $slug) {
      id
      applications(search: $search, first: 50) {
        nodes {
          id
          name
          type
        }
      }
    }
  }
`)

const DEBOUNCE_MILLISECONDS = 150

/** As much of an application as a choice needs. */
export interface ChosenApplication {
  id: string
  name: string
}

interface ApplicationSelectProps extends ChoiceField {
  value: ChosenApplication | null
  onChange: (application: ChosenApplication | null) => void
  /** Only applications of this type. */
  type?: ApplicationType
}

/** One of the project's applications; the server searches while one types. */
export function ApplicationSelect({ value, onChange, type, ...field }: ApplicationSelectProps) {
  const { slug } = useProject()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), DEBOUNCE_MILLISECONDS)
  // The name of what is chosen stands in the field, and is no search.
  const search = asked === '' || asked === value?.name ? null : asked
  const [{ data, fetching }] = useQuery({ query: ApplicationChoicesDocument, variables: { slug, search } })
  const found = (data?.project?.applications.nodes ?? []).filter((one) => type === undefined || one.type === type)
  const choices = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found
  return (
    <SearchSelect
      {...field}
      choices={choices.map(({ id, name }) => ({ id, name, detail: id }))}
      // The server has searched already.
      filter={({ options }) => options}
      onSearchChange={setText}
      nothingFoundMessage={fetching ? 'Searching…' : 'No application matches.'}
      value={value?.id ?? null}
      onChange={(id) => {
        const chosen = choices.find((one) => one.id === id)
        onChange(chosen ? { id: chosen.id, name: chosen.name } : null)
      }}
    />
  )
}
