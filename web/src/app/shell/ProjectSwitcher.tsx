import { Combobox, Group, Loader, Text, UnstyledButton, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSelector } from '@tabler/icons-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import type { AddressOf } from '../shortcuts/screens'
import classes from './ProjectSwitcher.module.css'

const SwitcherDocument = graphql(`
  query ProjectSwitcher($search: String, $first: Int!) {
    projects(search: $search, first: $first, orderBy: NAME) {
      nodes {
        id
        slug
        name
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`)

const ROWS = 50
const DEBOUNCE_MILLISECONDS = 120

interface ProjectSwitcherProps {
  slug: string
  /** How often a shortcut asked for it: it opens each time that this grows. */
  asked: number
}

/** Leads from one project to another, to the same screen there. */
export function ProjectSwitcher({ slug, asked }: ProjectSwitcherProps) {
  const [text, setText] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setText('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const open = useEffectEvent(() => combobox.openDropdown())
  useEffect(() => {
    if (asked > 0) open()
  }, [asked])
  const [search] = useDebouncedValue(text.trim(), DEBOUNCE_MILLISECONDS)
  const [{ data, fetching }] = useQuery({
    query: SwitcherDocument,
    variables: { search: search === '' ? null : search, first: ROWS },
    pause: !combobox.dropdownOpened,
  })
  const projects = data?.projects.nodes ?? []
  const follow = useSwitch()
  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-start"
      shadow="md"
      // In the navigation, and not cut off by its edge.
      withinPortal={false}
      floatingStrategy="fixed"
      onOptionSubmit={(chosen) => {
        combobox.closeDropdown()
        if (chosen !== slug) follow(chosen)
      }}
    >
      <Combobox.Target targetType="button">
        <UnstyledButton
          className={classes.button}
          aria-label={`Project ${slug}: switch project`}
          onClick={() => combobox.toggleDropdown()}
        >
          <Text size="sm" className="mono" truncate>
            {slug}
          </Text>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.updateSelectedOptionIndex()
          }}
          aria-label="Find a project"
          placeholder="Find a project"
        />
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label="Projects">
          {projects.map((project) => (
            <Combobox.Option key={project.id} value={project.slug} active={project.slug === slug}>
              <Text size="sm" fw={project.slug === slug ? 600 : undefined} truncate>
                {project.name}
              </Text>
              <Text className="mono" c="dimmed" truncate>
                {project.slug}
              </Text>
            </Combobox.Option>
          ))}
          {projects.length === 0 && (
            <Combobox.Empty>
              {fetching ? <Loader size="xs" aria-label="Searching" /> : 'No project matches.'}
            </Combobox.Empty>
          )}
        </Combobox.Options>
        {data?.projects.pageInfo.hasNextPage && (
          <Combobox.Footer>
            <Group justify="center">
              <Text size="xs" c="dimmed">
                Type to find more projects.
              </Text>
            </Group>
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Leads to another project: to its screen of the same kind, or to its overview from what only one project has. */
function useSwitch(): (slug: string) => void {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const navigate = useNavigate()
  return (slug) => {
    const [, , , screen] = path.replace(/^\/console(?=\/)/, '').split('/')
    const to = screen === undefined ? '/projects/$slug' : `/projects/$slug/${screen}`
    void navigate({ to, params: { slug } } as unknown as AddressOf)
  }
}
