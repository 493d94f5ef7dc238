import { useBlocker } from '@tanstack/react-router'

/** Asks before the page is left while a form on it was changed and not saved. */
export function useUnsavedChanges(isDirty: boolean, question: string): void {
  useBlocker({
    shouldBlockFn: () => !window.confirm(question),
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
  })
}
