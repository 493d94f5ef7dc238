import { IconHistory } from '@tabler/icons-react'

import { useProjectIfAny } from '../app/project'
import { usePermission } from '../session/useSession'
import { ButtonLink } from '../ui/links'

interface HistoryLinkProps {
  /** The ID of what was changed, or of the admin key that made changes. */
  id: string
  /** `target`: what was done to it; `actor`: what it did. */
  as?: 'target' | 'actor'
  /** For buttons among others of a small size. */
  size?: 'xs' | 'sm'
}

/** Leads to the events of one object, for those who may read them. */
export function HistoryLink({ id, as = 'target', size = 'sm' }: HistoryLinkProps) {
  const mayAudit = usePermission('AUDIT_READ')
  const slug = useProjectIfAny()?.slug
  if (!mayAudit) return null
  const look = {
    variant: 'default',
    size,
    leftSection: <IconHistory size={size === 'xs' ? 14 : 16} aria-hidden />,
    children: as === 'target' ? 'History' : 'What it did',
    search: { [as]: id },
  } as const
  if (slug === undefined) return <ButtonLink to="/instance/audit" {...look} />
  return <ButtonLink to="/projects/$slug/audit" params={{ slug }} {...look} />
}
