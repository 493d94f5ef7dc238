import { useEffect, useState } from 'react'

import { askServer } from './server'
import type { Server } from './server'

/** The server of the page; undefined until it has said which it is. Signing in tells why it does not. */
export function useServer(): Server | undefined {
  const [server, setServer] = useState<Server>()
  useEffect(() => {
    askServer().then(setServer, () => undefined)
  }, [])
  return server
}
