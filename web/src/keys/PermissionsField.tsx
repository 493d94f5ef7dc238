import { Checkbox, SimpleGrid, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

import type { Permission } from '../graphql/generated/graphql'
import { useViewer } from '../session/useSession'
import { canGrant, permissionsOf } from './permissions'

interface PermissionsFieldProps {
  scope: 'INSTANCE' | 'PROJECT'
  value: Permission[]
  onChange: (value: Permission[]) => void
  error?: ReactNode
}

/** What the holder of an admin key may do; what you lack is shown, and cannot be given. */
export function PermissionsField({ scope, value, onChange, error }: PermissionsFieldProps) {
  const { permissions: held } = useViewer()
  const choices = permissionsOf(scope)
  const choose = (chosen: string[]) =>
    onChange(choices.map(({ permission }) => permission).filter((permission) => chosen.includes(permission)))
  return (
    <Checkbox.Group label="Permissions" value={value} onChange={choose} error={error} withAsterisk>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt={8} mb={4}>
        {choices.map(({ permission, label, meaning }) => {
          const isLacking = !canGrant(held, permission)
          return (
            <Tooltip key={permission} label="Your admin key lacks this permission" disabled={!isLacking}>
              <Checkbox value={permission} label={label} description={meaning} disabled={isLacking} />
            </Tooltip>
          )
        })}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
