import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'

import { usePermission } from '../../session/useSession'
import { Page } from '../../ui/Page'
import { SearchBox } from '../../ui/SearchBox'
import { CreateProject } from './CreateProject'
import { ProjectCount } from './ProjectCount'
import { ProjectList } from './ProjectList'

/** Every project of the instance. */
export function Projects() {
  const { search = '' } = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  const mayCreate = usePermission('INSTANCE_WRITE')
  const [isCreating, creation] = useDisclosure()
  const create = mayCreate && (
    <Button leftSection={<IconPlus size={16} />} onClick={creation.open}>
      New project
    </Button>
  )
  return (
    <Page title="Projects" description="Each is an issuer with its own keys and applications." actions={create}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <SearchBox
            label="Search by slug or name"
            value={search}
            onSearch={(text) => void navigate({ search: text === '' ? {} : { search: text }, replace: true })}
          />
          <Text size="sm" c="dimmed">
            <ProjectCount search={search} />
          </Text>
        </Group>
        <ProjectList search={search} create={create} />
      </Stack>
      <CreateProject opened={isCreating} onClose={creation.close} />
    </Page>
  )
}
