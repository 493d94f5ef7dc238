import '@mantine/core/styles.css'
import './app/global.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './app/App'
import { followSignOut } from './session/channel'
import { followEnd } from './session/end'
import { restoreSession } from './session/signIn'

followSignOut()
followEnd()
void restoreSession()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
