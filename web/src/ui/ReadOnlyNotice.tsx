import { Alert, Code, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'

import type { Permission } from '../graphql/generated/graphql'

/** Says why nothing can be changed here, before somebody tries. */
export function ReadOnlyNotice({ permission }: { permission: Permission }) {
  return (
    <Alert color="gray" icon={<IconEye aria-hidden />}>
      <Text size="sm">
        You can look, but not change anything here: your admin key lacks <Code>{permission}</Code>.
      </Text>
    </Alert>
  )
}
