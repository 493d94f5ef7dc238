import { MantineProvider } from '@mantine/core'
import { Suspense, lazy, useEffect } from 'react'

import { useSession } from '../session/useSession'
import { Boot } from './Boot'
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
      <Suspense fallback={<Boot />}>
        <Content />
      </Suspense>
    </MantineProvider>
  )
}

function Content() {
  const session = useSession()
  switch (session.status) {
    case 'restoring':
      return <Boot />
    case 'signed-out':
      return (
        <>
          <SignIn problem={session.problem} />
          <Meanwhile />
        </>
      )
    case 'choosing':
      return <ChooseRule session={session.session} rules={session.rules} />
    case 'signed-in':
      return <SignedIn session={session} />
  }
}

/** While the key file is looked for, the rest of the portal arrives: once the sign-in screen is painted. */
function Meanwhile() {
  useEffect(() => {
    requestAnimationFrame(() => setTimeout(() => void loadSignedIn()))
  }, [])
  return null
}
