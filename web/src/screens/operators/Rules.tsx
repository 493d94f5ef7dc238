import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useMutation } from 'urql'

import { problemOf } from '../../graphql/errors'
import { permissionsSummary } from '../../keys/permissions'
import { RuleList } from '../../rules/RuleList'
import { CopyRow } from '../../ui/CopyRow'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { TextLink } from '../../ui/links'
import { SectionHead } from '../../ui/SectionHead'
import { DeleteRuleDialog, RuleDialog } from './dialogs'
import type { Provider, Rule } from './fields'
import { UpdateRuleDocument } from './updateRule'

interface RulesProps {
  provider: Provider
  canWrite: boolean
}

/** Who may sign in, and what each may do. */
export function Rules({ provider, canWrite }: RulesProps) {
  const [isAdding, adding] = useDisclosure()
  const [changing, setChanging] = useState<Rule>()
  const [deleting, setDeleting] = useState<Rule>()
  const { rules, redirectUri } = provider
  const add = canWrite && <Button onClick={adding.open}>New rule</Button>
  return (
    <Stack gap="lg">
      <section aria-label="Registration at the provider">
        <CopyRow label="Redirect URI" value={redirectUri} />
        <CopyRow label="Client ID" value={provider.clientId} />
      </section>
      <Stack gap="sm" component="section" aria-labelledby="rules">
        <SectionHead
          id="rules"
          title="Rules"
          description="Each rule says who may sign in and what they may do. If several match, the person chooses one; permissions do not add up."
        >
          {rules.length > 0 && add}
        </SectionHead>
        {rules.length === 0 && (
          <Paper>
            <EmptyState icon={<IconUserCheck />} title="No rules yet" action={add}>
              Nobody can sign in with {provider.name} until a rule lets them in.
            </EmptyState>
          </Paper>
        )}
        {rules.map((rule) => (
          <RuleCard
            key={rule.id}
            rule={rule}
            canWrite={canWrite}
            onChange={() => setChanging(rule)}
            onDelete={() => setDeleting(rule)}
          />
        ))}
      </Stack>
      <RuleDialog provider={provider} opened={isAdding} onClose={adding.close} />
      <RuleDialog
        provider={provider}
        rule={changing}
        opened={changing !== undefined}
        onClose={() => setChanging(undefined)}
      />
      <DeleteRuleDialog rule={deleting} onClose={() => setDeleting(undefined)} />
    </Stack>
  )
}

interface RuleCardProps {
  rule: Rule
  canWrite: boolean
  onChange: () => void
  onDelete: () => void
}

function RuleCard({ rule, canWrite, onChange, onDelete }: RuleCardProps) {
  const { name, claimRules, permissions, project, enabled, expiresAt } = rule
  return (
    <Paper component="article" aria-label={`Rule ${name}`}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={6} style={{ flex: '1 1 16rem', minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            {!enabled && <Badge color="gray">Disabled</Badge>}
          </Group>
          <RuleList rules={claimRules} />
          <Text size="sm" c="dimmed">
            {project ? (
              <>
                Project{' '}
                <TextLink to="/projects/$slug" params={{ slug: project.slug }} inherit underline="always">
                  {project.name}
                </TextLink>
              </>
            ) : (
              'Whole instance'
            )}
            : {permissionsSummary(permissions, project ? 'PROJECT' : 'INSTANCE')} · Ends:{' '}
            <DateTime value={expiresAt} none="never" />
          </Text>
        </Stack>
        {canWrite && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={onChange} aria-label={`Change ${name}`}>
              Change
            </Button>
            <SwitchRule rule={rule} />
            <Button size="xs" variant="subtle" color="red" onClick={onDelete} aria-label={`Delete ${name}`}>
              Delete
            </Button>
          </Group>
        )}
      </Group>
    </Paper>
  )
}

function SwitchRule({ rule: { id, name, enabled } }: { rule: Rule }) {
  const [{ fetching }, update] = useMutation(UpdateRuleDocument)
  const set = async () => {
    const { error } = await update({ input: { operatorRuleId: id, enabled: !enabled } })
    if (error) notifications.show({ color: 'red', message: problemOf(error).message })
    else notifications.show({ message: enabled ? `${name} disabled. Its sessions have ended.` : `${name} enabled.` })
  }
  return (
    <Button
      size="xs"
      variant={enabled ? 'default' : 'filled'}
      loading={fetching}
      onClick={() => void set()}
      aria-label={`${enabled ? 'Disable' : 'Enable'} ${name}`}
    >
      {enabled ? 'Disable' : 'Enable'}
    </Button>
  )
}
