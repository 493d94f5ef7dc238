import { Button, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { DeleteDialog, RotateDialog, WebhookDialog } from './dialogs'
import type { WebhookRow } from './fields'

const SwitchWebhookDocument = graphql(`
  mutation SwitchWebhook($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      webhook {
        ...WebhookFields
      }
    }
  }
`)

const TestWebhookDocument = graphql(`
  mutation TestWebhook($input: TestWebhookInput!) {
    testWebhook(input: $input) {
      webhook {
        ...WebhookFields
      }
    }
  }
`)

/** What can be done with a webhook. */
export function WebhookActions({ webhook, onDeleted }: { webhook: WebhookRow; onDeleted: () => void }) {
  const [isChanging, change] = useDisclosure()
  const [isRotating, rotation] = useDisclosure()
  const [isDeleting, deletion] = useDisclosure()
  const [switched, switchTo] = useMutation(SwitchWebhookDocument)
  const [tested, test] = useMutation(TestWebhookDocument)
  const error = switched.error ?? tested.error

  const set = (enabled: boolean) => void switchTo({ input: { webhookId: webhook.id, enabled } })
  const sendTest = async () => {
    const { data } = await test({ input: { webhookId: webhook.id } })
    if (data) notifications.show({ message: 'Test event is on its way.' })
  }
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {webhook.enabled && (
          <Button size="xs" loading={tested.fetching} onClick={() => void sendTest()}>
            Send test event
          </Button>
        )}
        {webhook.enabled && webhook.lastError !== null && (
          <Button size="xs" variant="default" loading={switched.fetching} onClick={() => set(true)}>
            Retry now
          </Button>
        )}
        <Button size="xs" variant="default" onClick={change.open}>
          Change
        </Button>
        <Button size="xs" variant="default" onClick={rotation.open}>
          Rotate secret
        </Button>
        <Button
          size="xs"
          variant={webhook.enabled ? 'default' : 'filled'}
          loading={switched.fetching}
          onClick={() => set(!webhook.enabled)}
        >
          {webhook.enabled ? 'Disable' : 'Enable'}
        </Button>
        <Button size="xs" variant="subtle" color="red" onClick={deletion.open}>
          Delete
        </Button>
      </Group>
      {error && <ProblemAlert error={error} />}
      <WebhookDialog opened={isChanging} onClose={change.close} webhook={webhook} />
      <RotateDialog opened={isRotating} onClose={rotation.close} webhookId={webhook.id} />
      <DeleteDialog opened={isDeleting} onClose={deletion.close} webhook={webhook} onDeleted={onDeleted} />
    </Stack>
  )
}
