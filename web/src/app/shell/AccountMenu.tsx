import { ActionIcon, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconId, IconKey, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react'

import { Problem } from '../../session/problem'
import { signOut } from '../../session/signIn'
import { useOperatorSession, useViewer } from '../../session/useSession'
import { lazyDialog } from '../../ui/lazyDialog'

const SessionDialog = lazyDialog(() => import('./SessionDialog').then((module) => module.SessionDialog))

/** Who is signed in, what that allows, and the way out. */
export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { session } = useViewer()
  const [isOpen, details] = useDisclosure()
  const leave = () =>
    signOut().catch((error: unknown) => {
      const message = error instanceof Problem ? `${error.message} ${error.remedy}` : String(error)
      notifications.show({ color: 'red', title: 'You are still signed in', message })
    })
  return (
    <>
      {/* In the header: what stands in no landmark is hard to find. */}
      <Menu position="bottom-end" width={280} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={session ? `Signed in as ${session.displayName}` : 'Signed-in key'}
          >
            {session ? <IconUser size={18} /> : <IconKey size={18} />}
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {session ? <Person /> : <SignedInKey />}
          <Menu.Divider />
          <Menu.Item leftSection={<IconId size={16} />} onClick={details.open}>
            Permissions and session
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp} visibleFrom="sm">
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SessionDialog opened={isOpen} onClose={details.close} />
    </>
  )
}

function SignedInKey() {
  const { key, scope, project } = useViewer()
  return (
    <>
      <Menu.Label>{scope === 'INSTANCE' ? 'Instance key' : `Key of ${project?.slug ?? ''}`}</Menu.Label>
      <Text component="div" px="sm" size="sm" fw={500}>
        {key.name}
      </Text>
      <Text component="div" px="sm" pb="xs" className="mono" c="dimmed">
        {key.kid}
      </Text>
    </>
  )
}

function Person() {
  const session = useOperatorSession()
  if (!session) return null
  const { displayName, email, issuerName, ruleName } = session
  return (
    <>
      <Menu.Label>Signed in with {issuerName}</Menu.Label>
      <Text component="div" px="sm" size="sm" fw={500}>
        {displayName}
      </Text>
      {email !== null && (
        <Text component="div" px="sm" size="sm" c="dimmed" truncate>
          {email}
        </Text>
      )}
      {ruleName !== null && (
        <Text component="div" px="sm" pb="xs" size="sm" c="dimmed">
          {ruleName}
        </Text>
      )}
    </>
  )
}
