import { Modal } from '@mantine/core'
import { useState } from 'react'

import type { GrantTarget } from './fields'
import { GrantForm } from './GrantForm'
import { RevokeGrant } from './RevokeGrant'

interface GrantDialogProps {
  opened: boolean
  target: GrantTarget | undefined
  /** How often it was opened: each opening has a state of its own. */
  times: number
  onClose: () => void
}

/** Gives an application access to an API, changes how far it goes, or takes it away. */
export function GrantDialog({ opened, target, times, onClose }: GrantDialogProps) {
  const [revokes, setRevokes] = useState<number>()
  if (!target) return null
  const isRevoking = revokes === times
  return (
    <>
      <Modal opened={opened && !isRevoking} onClose={onClose} title={titleOf(target)}>
        <GrantForm key={times} target={target} onClose={onClose} onRevoke={() => setRevokes(times)} />
      </Modal>
      <RevokeGrant opened={opened && isRevoking} target={target} onClose={onClose} />
    </>
  )
}

function titleOf({ application, api, grant }: GrantTarget): string {
  if (application && api)
    return grant ? `Access of ${application.name} to ${api.name}` : `Grant ${application.name} access to ${api.name}`
  return api ? `Grant access to ${api.name}` : `Grant ${application?.name ?? 'an application'} access to an API`
}
