import { Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

import { useDocumentTitle } from './useDocumentTitle'

interface PageProps {
  /** The heading, and the first part of the document's title. */
  title: string
  /** One line that says what the screen is for. */
  description?: ReactNode
  /** Buttons at the right of the heading. */
  actions?: ReactNode
  /** Where the content has a heading of its own. */
  hideTitle?: boolean
  children: ReactNode
}

/** The frame of every screen: heading, document title, and the focus after a navigation. */
export function Page({ title, description, actions, hideTitle = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useDocumentTitle(title)
  useEffect(() => {
    // After a navigation the focus goes to the new heading, which a screen reader then reads; on
    // the first load it stays where the browser puts it, so that no field loses it.
    const isTyping = document.activeElement instanceof HTMLInputElement
    if (wasShown && !isTyping) {
      window.scrollTo(0, 0)
      heading.current?.focus({ preventScroll: true })
    }
    wasShown = true
  }, [])
  const element = (
    <Title order={1} ref={heading} tabIndex={-1}>
      {title}
    </Title>
  )
  return (
    <Stack gap="lg">
      {hideTitle ? (
        <VisuallyHidden>{element}</VisuallyHidden>
      ) : (
        <Group justify="space-between" align="flex-start" gap="sm">
          <div style={{ flex: '1 1 16rem', minWidth: 0 }}>
            {element}
            {description && (
              <Text c="dimmed" size="sm" mt={4} maw="46rem">
                {description}
              </Text>
            )}
          </div>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
      )}
      {children}
    </Stack>
  )
}

/** Whether a screen was shown before this one. */
let wasShown = false
