import { Box, Button, Group, Select, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowsSort, IconFilter, IconX } from '@tabler/icons-react'
import { useId } from 'react'

import { SearchBox } from '../ui/SearchBox'
import { LabelFilter } from './LabelFilter'
import { chosenOf, clearedOf, isNarrowed, sortOf } from './address'
import type { ListAddress, ListSpec } from './address'
import classes from './ListControls.module.css'

interface ListControlsProps {
  spec: ListSpec
  address: ListAddress
  onChange: (change: ListAddress) => void
  /** "application"; the count says "1,234 applications". */
  noun: string
  nouns: string
  /** Undefined until it is known. */
  count: number | undefined
}

const NUMBER = new Intl.NumberFormat('en')

/** Search, filters, order and count of a list. On a phone the filters are folded away behind a button. */
export function ListControls({ spec, address, onChange, noun, nouns, count }: ListControlsProps) {
  const isFiltered = isNarrowed(spec, address)
  const [isOpen, { toggle }] = useDisclosure(isFiltered && address.search === undefined)
  const id = useId()
  const filters = Object.entries(spec.filters)
  // Few filters stand beside the search.
  const isShort = filters.length <= 2 && !spec.hasLabels
  const choices = (
    <Group id={id} gap="xs" className={classes.filters} data-open={isOpen || undefined}>
      {filters.map(([name, { label, choices }]) => (
        <Select
          key={name}
          size="xs"
          aria-label={label}
          placeholder={label}
          data={Object.entries(choices).map(([value, label]) => ({ value, label }))}
          value={chosenOf(address, name) ?? null}
          onChange={(chosen) => onChange({ [name]: chosen ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': `Show every ${label.toLowerCase()}` }}
          className={classes.filter}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        />
      ))}
      {isFiltered && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => onChange(clearedOf(spec))}
        >
          Clear filters
        </Button>
      )}
    </Group>
  )
  return (
    <Box component="search" aria-label={`Find ${nouns}`}>
      <Group gap="xs" align="flex-start">
        {spec.search !== undefined && (
          <Box flex="1 1 14rem" maw="24rem">
            <SearchBox
              label={spec.search}
              value={address.search ?? ''}
              onSearch={(text) => onChange({ search: text === '' ? undefined : text })}
            />
          </Box>
        )}
        {(filters.length > 0 || spec.hasLabels) && (
          <Button
            hiddenFrom="sm"
            variant="default"
            leftSection={<IconFilter size={16} aria-hidden />}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={toggle}
          >
            {isFiltered ? 'Filter (on)' : 'Filter'}
          </Button>
        )}
        {spec.hasLabels && (
          <Box flex="1 1 14rem" maw="24rem" className={classes.filters} data-open={isOpen || undefined}>
            <LabelFilter
              value={address.labels ?? []}
              onChange={(labels) => onChange({ labels: labels.length > 0 ? [...new Set(labels)] : undefined })}
            />
          </Box>
        )}
        {isShort && choices}
      </Group>
      {!isShort && <Box mt="xs">{choices}</Box>}
      <Group justify="space-between" mt="xs" gap="xs" mih={30}>
        <Text size="sm" c="dimmed" role="status">
          {count === undefined ? ' ' : `${NUMBER.format(count)} ${count === 1 ? noun : nouns}`}
        </Text>
        {Object.keys(spec.sorts).length > 1 && (
          <Select
            size="xs"
            aria-label="Sort by"
            leftSection={<IconArrowsSort size={14} aria-hidden />}
            data={Object.entries(spec.sorts).map(([value, label]) => ({ value, label }))}
            value={sortOf(spec, address)}
            onChange={(sort) =>
              onChange({ sort: sort === null || sort === Object.keys(spec.sorts)[0] ? undefined : sort })
            }
            allowDeselect={false}
            className={classes.sort}
            comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
          />
        )}
      </Group>
    </Box>
  )
}
