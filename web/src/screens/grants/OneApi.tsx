import { Group, NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'

import { useProject } from '../../app/project'
import type { GrantTarget } from '../../grants/fields'
import type { ApiChoice } from '../../grants/useApis'
import { TextLink } from '../../ui/links'
import type { Pages } from '../../ui/usePages'
import { VirtualTable } from '../../ui/VirtualTable'
import { cellOf } from './cell'
import { GrantCell } from './GrantCell'
import type { Holder } from './useHolders'

interface OneApiProps {
  apis: ApiChoice[]
  holders: Pages<Holder>
  onOpen: ((target: GrantTarget) => void) | undefined
}

/** One column of the matrix as a list, for screens that have no room for more. */
export function OneApi({ apis, holders, onOpen }: OneApiProps) {
  const { slug } = useProject()
  const [id, setId] = useState<string>()
  const api = apis.find((one) => one.id === id) ?? apis[0]
  if (!api) return null
  return (
    <Stack gap="sm">
      <NativeSelect
        label="API"
        data={apis.map(({ id, name }) => ({ value: id, label: name }))}
        value={api.id}
        onChange={({ currentTarget }) => setId(currentTarget.value)}
      />
      <VirtualTable
        label={`Grants for ${api.name}`}
        pages={holders}
        rowKey={({ id }) => id}
        columns={[
          {
            header: 'Application',
            width: '1fr',
            cell: (holder) => (
              <Group wrap="nowrap" gap="sm">
                <TextLink
                  to="/projects/$slug/applications/$applicationId"
                  params={{ slug, applicationId: holder.id }}
                  search={{ tab: 'access' }}
                  size="sm"
                  fw={500}
                  c={holder.enabled ? undefined : 'dimmed'}
                  style={{ flex: '1 1 50%', overflowWrap: 'anywhere' }}
                >
                  {holder.name}
                </TextLink>
                <div style={{ flex: '1 1 50%', minHeight: 36, display: 'flex' }}>
                  <GrantCell cell={cellOf(holder, api)} onOpen={onOpen} />
                </div>
              </Group>
            ),
          },
        ]}
      />
    </Stack>
  )
}
