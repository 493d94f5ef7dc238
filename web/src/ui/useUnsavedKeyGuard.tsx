import { useBlocker } from '@tanstack/react-router'

/**
 * Asks before the page is left while a private key is on it that was not saved: it is shown once.
 * `isUnsaved` is true from the moment that the key is there until it was downloaded or copied.
 * Other secrets that are shown once bring their own question.
 */
export function useUnsavedKeyGuard(isUnsaved: boolean, question = QUESTION): void {
  useBlocker({
    shouldBlockFn: () => isUnsaved && !window.confirm(question),
    enableBeforeUnload: isUnsaved,
    disabled: !isUnsaved,
  })
}

/** Asked by dialogs too that hold such a key. */
export const QUESTION = 'Leave without the private key? You have not saved it, and you can save it only now.'
