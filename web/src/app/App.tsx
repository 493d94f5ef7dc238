import { MantineProvider } from '@mantine/core'
import { Suspense, lazy, useEffect } from 'react'

import { useSession } from '../session/useSession'
import { Toasts } from './Toasts'
import { cssVariables, theme } from './theme'

const loadSignedIn = () => import('./SignedIn')
const SignIn = lazy(() => import('../screens/sign-in/SignIn').then(({ SignIn }) => ({ default: SignIn })))
const ChooseRule = lazy(() =>
  import('../screens/sign-in/ChooseRule').then(({ ChooseRule }) => ({ default: ChooseRule })),
)
const SignedIn = lazy(() => loadSignedIn().then(({ SignedIn }) => ({ default: SignedIn })))

/** The portal: the sign-in screen at every address until somebody is signed in, then the screens. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Toasts />
      <Suspense>
        <Content />
      </Suspense>
    </MantineProvider>
  )
}

function Content() {
  const session = useSession()
  // While the key file is looked for, or a kept key asks who it is, the rest of the portal arrives.
  const isAwaited = session.status === 'signed-out' || (session.status === 'restoring' && session.isKept)
  useEffect(() => {
    if (isAwaited) void loadSignedIn()
  }, [isAwaited])
  switch (session.status) {
    case 'restoring':
      return null
    case 'signed-out':
      return <SignIn problem={session.problem} />
    case 'choosing':
      return <ChooseRule session={session.session} rules={session.rules} />
    case 'signed-in':
      return <SignedIn client={session.client} notice={session.notice} />
  }
}
