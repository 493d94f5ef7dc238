import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMutation } from 'urql'

import type { Issuer } from '../../federation/fields'
import { presetOf } from '../../federation/presets'
import { usePresets } from '../../federation/usePresets'
import { graphql } from '../../graphql/generated'
import { CopyRow } from '../../ui/CopyRow'
import { DateTime } from '../../ui/DateTime'
import { durationInWords } from '../../ui/duration'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SectionHead } from '../../ui/SectionHead'
import { errorWords, sourceWords } from './words'

const RefreshIssuerDocument = graphql(`
  mutation RefreshTrustedIssuer($input: RefreshTrustedIssuerInput!) {
    refreshTrustedIssuer(input: $input) {
      trustedIssuer {
        ...IssuerFields
      }
    }
  }
`)

interface IssuerOverviewProps {
  issuer: Issuer
  canWrite: boolean
}

/** How the keys of a trusted issuer fare, and what its tokens have to be like. */
export function IssuerOverview({ issuer, canWrite }: IssuerOverviewProps) {
  return (
    <Stack gap="xl">
      <Keys issuer={issuer} canWrite={canWrite} />
      <Conditions issuer={issuer} />
    </Stack>
  )
}

function Keys({ issuer, canWrite }: IssuerOverviewProps) {
  const [{ fetching, error }, refresh] = useMutation(RefreshIssuerDocument)
  const { keySource, fetchedAt, lastError, keyIds } = issuer
  const isFetched = keySource !== 'JWKS'
  const fetchNow = async () => {
    const { data } = await refresh({ input: { trustedIssuerId: issuer.id } })
    if (data?.refreshTrustedIssuer.trustedIssuer.lastError === null) notifications.show({ message: 'Keys fetched.' })
  }
  return (
    <Stack gap="sm" component="section" aria-labelledby="keys">
      <SectionHead id="keys" title="Keys" description={sourceWords(issuer)}>
        {canWrite && isFetched && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={fetching}
            onClick={() => void fetchNow()}
          >
            Fetch now
          </Button>
        )}
      </SectionHead>
      {error && <ProblemAlert error={error} />}
      {lastError !== null && (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle aria-hidden />}
          title="The last attempt to fetch the keys failed"
        >
          <Text size="sm">{errorWords(lastError)}</Text>
          <Text size="sm">Keys that were fetched before count for up to 24 hours.</Text>
        </Alert>
      )}
      <Paper py={keyIds.length > 0 ? 4 : undefined}>
        {keyIds.length === 0 ? (
          <Text size="sm" c="dimmed">
            {isFetched
              ? 'No keys yet: they are fetched when the first token comes, or now.'
              : 'The key set has no usable key.'}
          </Text>
        ) : (
          keyIds.map((keyId) => <CopyRow key={keyId} label="Key ID" value={keyId} />)
        )}
      </Paper>
      {isFetched && (
        <Text size="sm" c="dimmed">
          Last fetched: <DateTime value={fetchedAt} none="not yet" relative />
        </Text>
      )}
    </Stack>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  )
}

function Conditions({ issuer }: { issuer: Issuer }) {
  const presets = usePresets()
  const preset = presets && presetOf(presets, issuer)
  const { audience, algorithms, maxAgeSeconds, singleUse, allowSharedAudience, sharedAudienceReason } = issuer
  return (
    <Stack gap="sm" component="section" aria-labelledby="conditions">
      <Title order={2} id="conditions">
        Token requirements
      </Title>
      <Paper py={4}>
        {issuer.issuer !== null && <CopyRow label="Issuer (iss)" value={issuer.issuer} />}
        {issuer.trustDomain !== null && <CopyRow label="Trust domain" value={issuer.trustDomain} />}
        <CopyRow label="Audience (aud)" value={audience} />
        <CopyRow label="Algorithms" value={algorithms.join(', ')} />
      </Paper>
      <Group gap="lg" component="dl" m={0}>
        <Fact name="Maximum age">{durationInWords(maxAgeSeconds)}</Fact>
        <Fact name="Reuse">{singleUse ? 'Each token once' : 'Until the token expires'}</Fact>
        <Fact name="Trusted until">
          <DateTime value={issuer.expiresAt} none="No end date" />
        </Fact>
        {preset && <Fact name="Platform">{preset.title}</Fact>}
        {allowSharedAudience && (
          <Fact name="Shared audience">Allowed: {sharedAudienceReason ?? 'no reason given'}</Fact>
        )}
      </Group>
    </Stack>
  )
}
