import { Button, Progress, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { CombinedError, useClient } from 'urql'

import { problemOf } from '../../graphql/errors'
import type { AuditFilter } from '../../graphql/generated/graphql'
import { download } from '../../ui/download'
import { collectLines, exportFilename, toJsonLines } from './exportEvents'
import { AuditExportDocument } from './fields'

const PAGE_SIZE = 100

interface ExportButtonProps {
  /** Which events: those that are listed. */
  variables: { projectId?: string; filter: AuditFilter; search: string | null }
  /** For the file's name. */
  scope: string
}

/** Saves every event of the filter as JSON lines, in a form that can be verified. */
export function ExportButton({ variables, scope }: ExportButtonProps) {
  const client = useClient()
  const [count, setCount] = useState<number>()
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async () => {
    const controller = new AbortController()
    running.current = controller
    setCount(0)
    let header = { publicUrl: '', checkpointKeys: undefined as unknown }
    try {
      const lines = await collectLines(
        async (after) => {
          const page = { ...variables, first: PAGE_SIZE, after }
          const { data, error } = await client
            .query(AuditExportDocument, page, { requestPolicy: 'network-only' })
            .toPromise()
          if (!data?.auditEvents) throw error ?? new Error('the server sent no events')
          const { graphqlEndpoint, auditCheckpointKeys } = data.instance
          header = { publicUrl: graphqlEndpoint.replace(/\/graphql$/, ''), checkpointKeys: auditCheckpointKeys }
          return data.auditEvents
        },
        controller.signal,
        setCount,
      )
      if (controller.signal.aborted) return
      const content = toJsonLines(lines, header)
      download({ filename: exportFilename(scope, new Date()), mediaType: 'application/jsonl', content })
    } catch (error) {
      if (!controller.signal.aborted)
        notifications.show({ color: 'red', title: 'Export failed', message: reason(error) })
    } finally {
      setCount(undefined)
    }
  }

  if (count === undefined) {
    return (
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void run()}>
        Export as JSON lines
      </Button>
    )
  }
  return (
    <Group gap="sm" role="status">
      <Progress value={100} animated w={80} aria-label="Exporting" />
      <Text size="sm">{count.toLocaleString()} events</Text>
      <Button variant="default" onClick={() => running.current?.abort()}>
        Cancel
      </Button>
    </Group>
  )
}

function reason(error: unknown): string {
  if (error instanceof CombinedError) return problemOf(error).message
  return error instanceof Error ? error.message : String(error)
}
