import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'

import { useListAddress } from '../../list/useListAddress'
import { usePermission } from '../../session/useSession'
import { Page } from '../../ui/Page'
import { lazyDialog } from '../../ui/lazyDialog'
import { useWanted } from '../../ui/useWanted'
import { Attention } from './Attention'
import { ProjectList } from './ProjectList'
import { useProjectCount } from './useProjectCount'

const CreateProject = lazyDialog(() => import('./CreateProject').then(({ CreateProject }) => CreateProject))

/** The home of the instance: what needs attention, and every project. */
export function Projects() {
  const [{ search = '' }] = useListAddress()
  // The empty list says what to do first.
  const isFirst = useProjectCount(search) === 0 && search === ''
  const mayCreate = usePermission('INSTANCE_WRITE')
  const [isCreating, creation] = useDisclosure()
  useWanted((wanted) => {
    if (wanted === 'new' && mayCreate) creation.open()
  })
  const create = mayCreate && (
    <Button leftSection={<IconPlus size={16} />} onClick={creation.open}>
      New project
    </Button>
  )
  return (
    <Page
      title="Projects"
      description="Each project is an issuer with its own keys, applications and APIs."
      actions={!isFirst && create}
    >
      {/* Also beside a search: if it went, a link would move away under the press that ends the typing. */}
      <Attention />
      <ProjectList create={create} />
      <CreateProject opened={isCreating} onClose={creation.close} />
    </Page>
  )
}
