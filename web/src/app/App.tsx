import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { Suspense, lazy, useEffect } from 'react'

import { useSession } from '../session/useSession'
import { cssVariables, theme } from './theme'

const loadSignedIn = () => import('./SignedIn')
const SignIn = lazy(() => import('../screens/sign-in/SignIn').then(({ SignIn }) => ({ default: SignIn })))
const SignedIn = lazy(() => loadSignedIn().then(({ SignedIn }) => ({ default: SignedIn })))

/** The portal: the sign-in screen at every address until somebody is signed in, then the screens. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <Suspense>
        <Content />
      </Suspense>
    </MantineProvider>
  )
}

function Content() {
  const session = useSession()
  useEffect(() => {
    // While the key file is looked for, the rest of the portal arrives.
    if (session.status === 'signed-out') void loadSignedIn()
  }, [session.status])
  switch (session.status) {
    case 'restoring':
      return null
    case 'signed-out':
      return <SignIn problem={session.problem} />
    case 'signed-in':
      return <SignedIn client={session.client} />
  }
}
