import { Suspense, lazy, useState } from 'react'
import type { ComponentType } from 'react'

/**
 * A dialog or drawer whose code is fetched when it is opened first: forms are most of a screen's
 * weight, and few visits need one. Afterwards it stays, so that closing is animated.
 */
export function lazyDialog<Props extends { opened: boolean }>(load: () => Promise<ComponentType<Props>>) {
  const Dialog = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>
  return function LazyDialog(props: Props) {
    const [wasOpened, setWasOpened] = useState(props.opened)
    if (props.opened && !wasOpened) setWasOpened(true)
    return <Suspense>{wasOpened && <Dialog {...props} />}</Suspense>
  }
}
