import { followSession } from './session/follow'
import { currentSession, onSession } from './session/session'
import { restoreSession } from './session/signIn'

// Small and first: it asks who is signed in while React and the screens arrive.
const frame = document.getElementById('boot')

// Mantine's own mark of the colours that were chosen against the system's; it sets the same a moment later.
const scheme = localStorage.getItem('mantine-color-scheme-value')
if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.mantineColorScheme = scheme

onSession(() => {
  const session = currentSession()
  if (session.status === 'signed-out') {
    if (frame) frame.dataset.shape = 'sign-in'
    void import('./screens/sign-in/SignIn')
  }
  // A stored key most likely signs in: its screens' code does not wait for the answer.
  if (session.status === 'restoring' && session.isKept) void import('./app/SignedIn')
})
followSession()
void restoreSession()

import('./app/mount').catch(() => {
  const text = document.getElementById('boot-failure')
  if (text) text.hidden = false
})
