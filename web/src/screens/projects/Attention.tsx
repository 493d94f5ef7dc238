import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconClockExclamation, IconRefreshAlert } from '@tabler/icons-react'
import { useState } from 'react'
import type { ComponentProps } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { TextLink } from '../../ui/links'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { useNow } from '../../ui/useNow'
import classes from './Attention.module.css'
import { findingsOf } from './attentionWords'
import type { Finding } from './attentionWords'

const AttentionDocument = graphql(`
  query Attention {
    attention(first: 50) {
      ...AttentionFields
    }
  }

  fragment AttentionFields on ProjectAttention {
    project {
      id
      slug
      name
    }
    cannotSign
    expiringKeys
    firstExpiresAt
    rotationDueSince
    refusedCalls
  }
`)

type LinkTarget = ComponentProps<typeof TextLink>

/** So many projects are shown until one asks for all. */
const FIRST = 5

const ICONS: Record<Finding['kind'], typeof IconBan> = {
  cannotSign: IconAlertTriangle,
  expiring: IconClockExclamation,
  rotation: IconRefreshAlert,
  refused: IconBan,
}

const COLORS: Record<Finding['kind'], string> = {
  cannotSign: 'red',
  expiring: 'yellow',
  rotation: 'blue',
  refused: 'gray',
}

/** The projects that need attention, the most urgent first; each finding leads to where it is mended. */
export function Attention() {
  const now = useNow()
  const [isAll, setAll] = useState(false)
  const [{ data, error }] = useQuery({ query: AttentionDocument })
  if (error && !data) return <ProblemAlert error={error} title="What needs attention is not known" />
  const all = data?.attention ?? []
  if (all.length === 0) return null
  const shown = isAll ? all : all.slice(0, FIRST)
  return (
    <Paper component="section" aria-labelledby="attention" p="md">
      <Stack gap="sm">
        <Title order={2} id="attention" size="h4">
          Needs attention
        </Title>
        <ul className={classes.list}>
          {shown.map((one) => (
            <li key={one.project?.id ?? 'instance'} className={classes.row}>
              <div className={classes.project}>
                {one.project ? (
                  <TextLink to="/projects/$slug" params={{ slug: one.project.slug }} size="sm" fw={500} truncate>
                    {one.project.name}
                  </TextLink>
                ) : (
                  <TextLink to="/instance" size="sm" fw={500}>
                    This instance
                  </TextLink>
                )}
                <Text className="mono" c="dimmed" truncate>
                  {one.project?.slug ?? 'admin keys'}
                </Text>
              </div>
              <Group gap="xs" className={classes.findings}>
                {findingsOf(one, now).map(({ kind, text, address }) => {
                  const Icon = ICONS[kind]
                  return (
                    <TextLink key={kind} {...(address as LinkTarget)} className={classes.finding} underline="never">
                      <Badge
                        size="lg"
                        variant="light"
                        color={COLORS[kind]}
                        leftSection={<Icon size={14} aria-hidden />}
                        classNames={{ root: classes.badge }}
                      >
                        {text}
                      </Badge>
                    </TextLink>
                  )
                })}
              </Group>
            </li>
          ))}
        </ul>
        {all.length > FIRST && (
          <Button variant="subtle" size="xs" w="max-content" onClick={() => setAll(!isAll)} aria-expanded={isAll}>
            {isAll ? 'Show fewer' : `Show all ${all.length}`}
          </Button>
        )}
      </Stack>
    </Paper>
  )
}
