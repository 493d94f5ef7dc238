import { Alert, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Suspense, lazy } from 'react'

import { useProjectIfAny } from '../../app/project'
import { useViewer } from '../../session/useSession'
import { Page } from '../../ui/Page'
import classes from './Explorer.module.css'
import { firstQuery } from './firstQuery'

// Apart from the screen: a link that is hovered over fetches the screen's code, and this is large.
const Editor = lazy(() => import('./Editor').then(({ Editor }) => ({ default: Editor })))

/** GraphiQL on this server. */
export function Explorer() {
  const project = useProjectIfAny()
  const { key } = useViewer()
  return (
    <Page
      title="Explorer"
      description="Every query and mutation of the Admin API. The portal signs each request for you."
    >
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="Mutations change real data">
        A mutation runs at once with the permissions of your key “{key.name}” and cannot be undone. The editor’s content
        is lost when you close or reload this tab.
      </Alert>
      <Suspense fallback={<Skeleton className={classes.frame} />}>
        <Editor firstQuery={firstQuery(project?.slug)} />
      </Suspense>
    </Page>
  )
}
