import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'

import { usePermission } from '../../session/useSession'
import { Page } from '../../ui/Page'
import { SearchBox } from '../../ui/SearchBox'
import { lazyDialog } from '../../ui/lazyDialog'
import { ProjectList } from './ProjectList'
import { useProjectCount } from './useProjectCount'

const CreateProject = lazyDialog(() => import('./CreateProject').then(({ CreateProject }) => CreateProject))

const NUMBER = new Intl.NumberFormat()

/** Every project of the instance. */
export function Projects() {
  const { search = '' } = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  const total = useProjectCount(search)
  // The empty list says what to do first.
  const isFirst = search === '' && total === 0
  const mayCreate = usePermission('INSTANCE_WRITE')
  const [isCreating, creation] = useDisclosure()
  const create = mayCreate && (
    <Button leftSection={<IconPlus size={16} />} onClick={creation.open}>
      New project
    </Button>
  )
  return (
    <Page
      title="Projects"
      description="Each project is an issuer with its own keys, applications and APIs."
      actions={!isFirst && create}
    >
      <Stack gap="sm">
        <Group justify="space-between" gap="sm" display={isFirst ? 'none' : undefined}>
          <SearchBox
            label="Search by slug or name"
            value={search}
            onSearch={(text) => void navigate({ search: text === '' ? {} : { search: text }, replace: true })}
          />
          {total !== undefined && (
            <Text size="sm" c="dimmed">
              {NUMBER.format(total)} {total === 1 ? 'project' : 'projects'}
            </Text>
          )}
        </Group>
        <ProjectList search={search} create={create} />
      </Stack>
      <CreateProject opened={isCreating} onClose={creation.close} />
    </Page>
  )
}
