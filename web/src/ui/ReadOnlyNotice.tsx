import { Alert, Code, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'

import type { Permission } from '../graphql/generated/graphql'

/** Says that nothing can be changed here, and which permission is missing. */
export function ReadOnlyNotice({ permission }: { permission: Permission }) {
  return (
    <Alert color="gray" icon={<IconEye aria-hidden />}>
      <Text size="sm">
        Read-only: your admin key lacks the permission <Code>{permission}</Code>.
      </Text>
    </Alert>
  )
}
