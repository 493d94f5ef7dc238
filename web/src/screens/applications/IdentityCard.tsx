import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'

import { useProject } from '../../app/project'
import type { Identity } from '../../federation/fields'
import { RuleList } from '../../rules/RuleList'
import { Impact } from '../../usage/Impact'
import { DateTime } from '../../ui/DateTime'
import { EnableButton } from '../../ui/EnableButton'
import { TextLink } from '../../ui/links'
import { useNow } from '../../ui/useNow'
import { useUpdateIdentity } from './useUpdateIdentity'

interface IdentityCardProps {
  identity: Identity
  canWrite: boolean
  onShow: () => void
  onChange: () => void
  onDelete: () => void
}

/** A federated identity: whose tokens, which of them, and when it was used. */
export function IdentityCard({ identity, canWrite, onShow, onChange, onDelete }: IdentityCardProps) {
  const { slug } = useProject()
  const { id, name, rules, trustedIssuer, lastUsedAt, expiresAt, enabled } = identity
  const [{ fetching, error }, update] = useUpdateIdentity()
  const set = (enabled: boolean) => update({ input: { federatedIdentityId: id, enabled } })
  return (
    <Paper component="article" aria-label={`Federated identity ${name}`}>
      <Stack gap="sm">
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          <StateBadge identity={identity} />
        </Group>
        <Text size="sm">
          Tokens of{' '}
          <TextLink
            to="/projects/$slug/issuers/$issuerId"
            params={{ slug, issuerId: trustedIssuer.id }}
            inherit
            underline="always"
          >
            {trustedIssuer.name}
          </TextLink>{' '}
          for which all of this holds:
        </Text>
        <RuleList rules={rules} />
        <Text size="sm" c="dimmed">
          Last used: <DateTime value={lastUsedAt} none="never" relative /> · Expires:{' '}
          <DateTime value={expiresAt} none="never" />
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onShow} aria-label={`Show the snippet for ${name}`}>
            Show snippet
          </Button>
          {canWrite && (
            <>
              <Button size="xs" variant="default" onClick={onChange} aria-label={`Change ${name}`}>
                Change
              </Button>
              <EnableButton
                kind="identity"
                size="xs"
                name={name}
                enabled={enabled}
                busy={fetching}
                error={error}
                update={set}
              >
                <Impact id={id} />
                <Text size="sm">
                  Its tokens are refused at once, and access tokens that were issued through it become inactive. A
                  service that verifies only the signature of a JWT accepts it until it expires, an hour at most.
                </Text>
              </EnableButton>
              <Button size="xs" variant="subtle" color="red" onClick={onDelete} aria-label={`Delete ${name}`}>
                Delete
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}

function StateBadge({ identity: { enabled, expiresAt, trustedIssuer } }: { identity: Identity }) {
  const now = useNow()
  const isOver = (end: string | null) => end !== null && Date.parse(end) <= now
  if (!enabled) return <Badge color="gray">Disabled</Badge>
  if (isOver(expiresAt)) return <Badge color="gray">Expired</Badge>
  if (!trustedIssuer.enabled || isOver(trustedIssuer.expiresAt)) return <Badge color="yellow">Issuer not trusted</Badge>
  return <Badge color="green">Enabled</Badge>
}
