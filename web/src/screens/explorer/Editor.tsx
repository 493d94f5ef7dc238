import '@graphiql/plugin-doc-explorer/style.css'
import '@graphiql/plugin-history/style.css'
import '@graphiql/react/style.css'
import 'graphiql/graphiql.css'
import 'graphiql/setup-workers/vite'

import { useMonaco } from '@graphiql/react'
import { useComputedColorScheme } from '@mantine/core'
import { GraphiQL } from 'graphiql'
import { useEffect, useMemo, useRef } from 'react'
import { useClient } from 'urql'

import { useSession } from '../../session/useSession'
import classes from './Explorer.module.css'
import { signedFetcher } from './fetcher'
import { storageOf } from './storage'
import { useTabsAsList } from './useTabsAsList'

/** GraphiQL, signed in. It weighs more than the rest of the portal: load it on its page only. */
export function Editor({ firstQuery }: { firstQuery: string }) {
  const scheme = useComputedColorScheme()
  const client = useClient()
  const session = useSession()
  const token = session.status === 'signed-in' ? session.tokens.token : undefined
  const fetcher = useMemo(() => token && signedFetcher(token), [token])
  const frame = useRef<HTMLDivElement>(null)
  useForgottenTexts()
  useTabsAsList(frame)
  if (!fetcher) return null
  return (
    <div className={classes.frame} data-scheme={scheme} ref={frame}>
      <GraphiQL
        fetcher={fetcher}
        storage={storageOf(client)}
        defaultQuery={firstQuery}
        defaultTheme={scheme}
        forcedTheme={scheme}
        isHeadersEditorEnabled={false}
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
      </GraphiQL>
    </div>
  )
}

/** The editors' texts outlive them by default, and an answer may hold a private key. */
function useForgottenTexts(): void {
  const monaco = useMonaco((state) => state.monaco)
  useEffect(() => () => monaco?.editor.getModels().forEach((model) => model.dispose()), [monaco])
}
