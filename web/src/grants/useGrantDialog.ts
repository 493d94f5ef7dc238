import { useState } from 'react'

import type { GrantTarget } from './fields'

/** The state of a {@link GrantDialog}: what it showed last stays while it closes. */
export function useGrantDialog() {
  const [state, setState] = useState<{ opened: boolean; target: GrantTarget | undefined; times: number }>({
    opened: false,
    target: undefined,
    times: 0,
  })
  return {
    open: (target: GrantTarget) => setState(({ times }) => ({ opened: true, target, times: times + 1 })),
    props: {
      ...state,
      onClose: () => setState((state) => ({ ...state, opened: false })),
    },
  }
}
