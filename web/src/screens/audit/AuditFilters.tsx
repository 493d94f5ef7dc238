import { Button, MultiSelect, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import { useId } from 'react'

import classes from './AuditFilters.module.css'
import { isFiltered } from './search'
import type { AuditSearch } from './search'
import { TargetInput } from './TargetInput'
import type { Actor } from '../../audit/useActors'
import { actionChoices } from '../../audit/words'

interface AuditFiltersProps {
  search: AuditSearch
  actors: ReadonlyMap<string, Actor>
  onChange: (change: AuditSearch) => void
}

/** Which events are listed. On a phone the fields are folded away behind a button. */
export function AuditFilters({ search, actors, onChange }: AuditFiltersProps) {
  const [isOpen, { toggle }] = useDisclosure(isFiltered(search))
  const id = useId()
  return (
    <>
      <Button
        hiddenFrom="sm"
        variant="default"
        leftSection={<IconFilter size={16} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        {isFiltered(search) ? 'Filter (on)' : 'Filter'}
      </Button>
      <SimpleGrid
        component="search"
        id={id}
        aria-label="Filter the events"
        cols={{ base: 1, xs: 2, md: 5 }}
        spacing="sm"
        className={classes.filters}
        data-open={isOpen || undefined}
      >
        <MultiSelect
          label="Action"
          placeholder={search.actions ? undefined : 'All'}
          data={actionChoices(search.actions ?? [])}
          value={search.actions ?? []}
          onChange={(actions) => onChange({ actions: actions.length > 0 ? actions : undefined })}
          searchable
          clearable
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        />
        <Select
          label="Actor"
          placeholder="All"
          data={actorChoices(actors, search.actor)}
          value={search.actor ?? null}
          onChange={(actor) => onChange({ actor: actor ?? undefined })}
          searchable
          clearable
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        />
        <TargetInput value={search.target ?? ''} onChange={(target) => onChange({ target: target || undefined })} />
        <DayInput label="From" value={search.from} max={search.to} onChange={(from) => onChange({ from })} />
        <DayInput label="To" value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
      </SimpleGrid>
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
      label={label}
      value={value ?? ''}
      min={min}
      max={max}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
