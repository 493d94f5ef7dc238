import { Alert, Button, Divider, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'

import { SettingsForm } from '../../fields/SettingsForm'
import { ActionRow } from '../../ui/ActionRow'
import { CopyRow } from '../../ui/CopyRow'
import { DateTime } from '../../ui/DateTime'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { ClientSecretDialog, DeleteProviderDialog } from './dialogs'
import type { Provider } from './fields'
import { PROVIDER_SETTINGS } from './settings'
import { useUpdateProvider } from './useUpdateProvider'

interface ProviderSettingsProps {
  provider: Provider
  canWrite: boolean
}

/** All that can be changed of a provider, and how its keys fare. */
export function ProviderSettings({ provider, canWrite }: ProviderSettingsProps) {
  const [, update] = useUpdateProvider()
  const [isReplacing, replacing] = useDisclosure()
  const [isDeleting, deletion] = useDisclosure()
  const save = async (change: object) => {
    const { data, error } = await update({ input: { operatorIssuerId: provider.id, ...change } })
    return { saved: data?.updateOperatorIssuer.operatorIssuer, error }
  }
  return (
    <Stack gap="xl">
      {!canWrite && <ReadOnlyNotice permission="ADMIN_KEYS_WRITE" />}
      <Keys provider={provider} />
      <SettingsForm table={PROVIDER_SETTINGS} object={provider} canWrite={canWrite} save={save} />
      {canWrite && (
        <section aria-labelledby="danger">
          <Title order={2} id="danger" mb="sm">
            Secret and deletion
          </Title>
          <Paper>
            <ActionRow title="Client secret" text="Replace it after you rotated it at the provider.">
              <Button variant="default" onClick={replacing.open}>
                Replace
              </Button>
            </ActionRow>
            <Divider my="md" />
            <ActionRow title="Delete provider" text="A provider can be deleted once it has no rules.">
              <Button variant="outline" color="red" disabled={provider.rules.length > 0} onClick={deletion.open}>
                Delete provider
              </Button>
            </ActionRow>
          </Paper>
        </section>
      )}
      <ClientSecretDialog provider={provider} opened={isReplacing} onClose={replacing.close} />
      <DeleteProviderDialog provider={provider} opened={isDeleting} onClose={deletion.close} />
    </Stack>
  )
}

function Keys({ provider: { redirectUri, fetchedAt, lastError, keyIds } }: { provider: Provider }) {
  return (
    <Stack gap="sm" component="section" aria-labelledby="keys">
      <Title order={2} id="keys">
        Connection
      </Title>
      {lastError !== null && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="The provider’s keys could not be fetched">
          <Text size="sm">Reason: {lastError}.</Text>
        </Alert>
      )}
      <Paper py={4}>
        <CopyRow label="Redirect URI" value={redirectUri} />
        {keyIds.map((keyId) => (
          <CopyRow key={keyId} label="Key of the provider" value={keyId} />
        ))}
      </Paper>
      <Text size="sm" c="dimmed">
        Keys fetched: <DateTime value={fetchedAt} none="not yet" relative />
      </Text>
    </Stack>
  )
}
