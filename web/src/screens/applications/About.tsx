import { Group, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'

import { useProject } from '../../app/project'
import { LabelBadges } from '../../fields/LabelBadges'
import type { Application } from './fields'

/** What an application is for, who is responsible for it, and how it is found. */
export function About({ application: { description, owner, labels } }: { application: Application }) {
  const { slug } = useProject()
  const navigate = useNavigate()
  const list = (label: string) =>
    void navigate({ to: '/projects/$slug/applications', params: { slug }, search: { labels: [label] } })
  if (description === '' && owner === '' && labels.length === 0) return null
  return (
    <Stack gap={4}>
      {description !== '' && (
        <Text size="sm" maw="46rem" style={{ whiteSpace: 'pre-line' }}>
          {description}
        </Text>
      )}
      {owner !== '' && (
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            Owner:
          </Text>
          <Text size="sm">{owner}</Text>
        </Group>
      )}
      <LabelBadges labels={labels} onChoose={list} />
    </Stack>
  )
}
