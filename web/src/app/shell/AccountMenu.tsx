import { ActionIcon, Menu, Text } from '@mantine/core'
import { IconKey, IconLogout } from '@tabler/icons-react'

import { signOut } from '../../session/signIn'
import { useViewer } from '../../session/useSession'

/** Which key is signed in, and the way out. */
export function AccountMenu() {
  const { key, scope, project } = useViewer()
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Signed-in key">
          <IconKey size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{scope === 'INSTANCE' ? 'Instance key' : `Key of ${project?.slug ?? ''}`}</Menu.Label>
        <Text px="sm" size="sm" fw={500}>
          {key.name}
        </Text>
        <Text px="sm" pb="xs" className="mono" c="dimmed">
          {key.kid}
        </Text>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
