import { Alert, Button, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'

import type { Permission } from '../graphql/generated/graphql'
import { serverNow } from '../session/clock'
import { goToProvider } from '../session/operator/session'
import { Problem } from '../session/problem'
import { useOperatorSession, useViewer } from '../session/useSession'
import { useNow } from './useNow'

/** Leaves for the provider, which asks for credentials, and comes back to this screen. */
export function StepUpButton() {
  const session = useOperatorSession()
  const [busy, setBusy] = useState(false)
  if (!session) return null
  const { issuerId, issuerName, ruleId } = session
  const leave = async () => {
    setBusy(true)
    try {
      await goToProvider({ issuerId, ruleId: ruleId ?? undefined, stepUp: true })
    } catch (error) {
      setBusy(false)
      const message = error instanceof Problem ? `${error.message} ${error.remedy}` : String(error)
      notifications.show({ color: 'red', title: 'The provider cannot be asked', message })
    }
  }
  return (
    <Button size="xs" variant="default" loading={busy} onClick={() => void leave()}>
      Confirm with {issuerName}
    </Button>
  )
}

/** Says beforehand that the provider has to confirm the person before this permission can be used. */
export function StepUpNotice({ permission }: { permission: Permission }) {
  const isNeeded = useStepUp(permission)
  if (!isNeeded) return null
  return (
    <Alert color="blue" icon={<IconShieldCheck aria-hidden />} title="Confirm that it is you">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Changes here need a sign-in of the last five minutes. Confirm before you begin: the page is loaded again.
        </Text>
        <StepUpButton />
      </Stack>
    </Alert>
  )
}

/** The permissions that a person may use for five minutes after the provider asked for credentials. */
const CONFIRMED: readonly Permission[] = ['KEYS_EXPORT', 'ADMIN_KEYS_WRITE']

/** Whether the provider has to confirm the person before the permission can be used; never for a key. */
function useStepUp(permission: Permission): boolean {
  const { session, steppedUpUntil, permissions } = useViewer()
  const now = useNow()
  if (!session || !CONFIRMED.includes(permission) || !permissions.includes(permission)) return false
  return steppedUpUntil === null || Date.parse(steppedUpUntil) <= serverNow(now) * 1000
}
