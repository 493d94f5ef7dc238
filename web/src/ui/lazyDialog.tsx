import { Suspense, lazy, useState } from 'react'
import type { ComponentType } from 'react'

/**
 * A dialog or drawer whose code is fetched when it is opened first: forms are most of a screen's
 * weight, and few visits need one. Afterwards it stays, so that closing is animated. `isOpen` reads
 * the props of a dialog that does not say `opened`.
 */
export function lazyDialog<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isOpen: (props: Props) => boolean = (props) => 'opened' in props && props.opened === true,
) {
  const Dialog = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>
  return function LazyDialog(props: Props) {
    const opens = isOpen(props)
    const [wasOpened, setWasOpened] = useState(opens)
    if (opens && !wasOpened) setWasOpened(true)
    return <Suspense>{wasOpened && <Dialog {...props} />}</Suspense>
  }
}
