import { Box, Button, Group, MultiSelect, Select, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter, IconX } from '@tabler/icons-react'
import { useId } from 'react'

import classes from './AuditFilters.module.css'
import { NO_FILTER, hasFilter, isFiltered } from './search'
import type { AuditSearch } from './search'
import { TargetInput } from './TargetInput'
import type { Actor } from '../../audit/useActors'
import { actionChoices } from '../../audit/words'
import { SearchBox } from '../../ui/SearchBox'
import { numberOf } from '../../usage/words'

interface AuditFiltersProps {
  search: AuditSearch
  actors: ReadonlyMap<string, Actor>
  onChange: (change: AuditSearch) => void
  /** Undefined until it is known. */
  count: number | undefined
}

/** Which events are listed, and how many they are. On a phone the filters are folded away behind a button. */
export function AuditFilters({ search, actors, onChange, count }: AuditFiltersProps) {
  const [isOpen, { toggle }] = useDisclosure(hasFilter(search))
  const id = useId()
  return (
    <Box component="search" aria-label="Find events">
      <Group gap="xs" align="flex-start">
        <Box flex="1 1 14rem" maw="24rem">
          <SearchBox
            label="Search by action, name or ID"
            value={search.search ?? ''}
            onSearch={(text) => onChange({ search: text === '' ? undefined : text })}
          />
        </Box>
        <Button
          hiddenFrom="sm"
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          {hasFilter(search) ? 'Filter (on)' : 'Filter'}
        </Button>
      </Group>
      <Group id={id} gap="xs" mt="xs" align="flex-start" className={classes.filters} data-open={isOpen || undefined}>
        <Choices search={search} actors={actors} onChange={onChange} />
        <TargetInput value={search.target ?? ''} onChange={(target) => onChange({ target: target || undefined })} />
        <DayInput label="From" value={search.from} max={search.to} onChange={(from) => onChange({ from })} />
        <DayInput label="To" value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
      </Group>
      <Group gap="xs" mt="xs" mih={30}>
        <Text size="sm" c="dimmed" role="status">
          {count === undefined ? ' ' : `${numberOf(count)} ${count === 1 ? 'event' : 'events'}`}
        </Text>
        {isFiltered(search) && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={14} aria-hidden />}
            onClick={() => onChange(NO_FILTER)}
          >
            Clear filters
          </Button>
        )}
      </Group>
    </Box>
  )
}

/** What was done, and by whom. */
function Choices({ search, actors, onChange }: Omit<AuditFiltersProps, 'count'>) {
  return (
    <>
      <MultiSelect
        size="xs"
        aria-label="Action"
        placeholder={search.actions ? undefined : 'Action'}
        data={actionChoices(search.actions ?? [])}
        value={search.actions ?? []}
        onChange={(actions) => onChange({ actions: actions.length > 0 ? actions : undefined })}
        searchable
        clearable
        className={classes.filter}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      />
      <Select
        size="xs"
        aria-label="Actor"
        placeholder="Actor"
        data={actorChoices(actors, search.actor)}
        value={search.actor ?? null}
        onChange={(actor) => onChange({ actor: actor ?? undefined })}
        searchable
        clearable
        className={classes.filter}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      />
    </>
  )
}

function actorChoices(actors: ReadonlyMap<string, Actor>, chosen: string | undefined) {
  const known = [...actors.values()].map(({ id, name, kid }) => ({ value: id, label: `${name} · ${kid}` }))
  if (chosen === undefined || actors.has(chosen)) return known
  return [...known, { value: chosen, label: chosen }]
}

interface DayInputProps {
  label: string
  value: string | undefined
  min?: string
  max?: string
  onChange: (day: string | undefined) => void
}

function DayInput({ label, value, min, max, onChange }: DayInputProps) {
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      leftSection={
        <Text size="xs" c="dimmed" aria-hidden>
          {label}
        </Text>
      }
      leftSectionWidth={44}
      className={classes.filter}
      value={value ?? ''}
      min={min}
      max={max}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
