import { Suspense, lazy, useEffect, useState } from 'react'
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
    useFocusReturn(opens)
    return <Suspense>{wasOpened && <Dialog {...props} />}</Suspense>
  }
}

/**
 * Gives the focus back to what had it before the dialog. Mantine does so only for a dialog that was
 * there, closed, before it opened: the first time this one was not.
 */
function useFocusReturn(opens: boolean): void {
  useEffect(() => {
    if (!opens) return
    const before = document.activeElement
    return () => {
      const atClose = document.activeElement
      // What takes the focus on closing, such as another screen, keeps it.
      setTimeout(() => {
        const isLeft = document.activeElement === document.body || document.activeElement === atClose
        if (isLeft && before instanceof HTMLElement) before.focus({ preventScroll: true })
      }, MANTINE_MILLISECONDS)
    }
  }, [opens])
}

/** As long as Mantine waits. */
const MANTINE_MILLISECONDS = 10
