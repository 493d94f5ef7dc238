import { useEffect } from 'react'

import { useProjectIfAny } from '../app/project'

/** `Signing keys · acme · Keyplane` */
export function useDocumentTitle(title: string): void {
  const project = useProjectIfAny()
  const parts = [title, project?.slug, 'Keyplane'].filter((part) => part !== undefined)
  const text = parts.join(' · ')
  useEffect(() => {
    document.title = text
  }, [text])
}
