import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/global.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './app/App'
import { followSignOut } from './session/channel'
import { restoreSession } from './session/signIn'

followSignOut()
void restoreSession()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
