import { useEffect, useState } from 'react'

import { askServer } from './server'
import type { Server } from './server'

/** The server of the page; undefined until it has answered. Signing in reports why it does not answer. */
export function useServer(): Server | undefined {
  const [server, setServer] = useState<Server>()
  useEffect(() => {
    askServer().then(setServer, () => undefined)
  }, [])
  return server
}
