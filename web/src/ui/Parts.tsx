import { Tabs } from '@mantine/core'
import { Suspense } from 'react'
import type { ReactNode } from 'react'

import { RowsSkeleton } from './ScreenSkeleton'

interface PartsProps<Name extends string> {
  /** For screen readers: "Parts of the API". */
  label: string
  /** In the order of the tabs. */
  names: readonly Name[]
  parts: Record<Name, { label: string; content: ReactNode }>
  /** The one that is shown. */
  shown: Name
  onShow: (name: Name) => void
}

/** A screen in parts, each with a tab; only the one that is shown is mounted. */
export function Parts<Name extends string>({ label, names, parts, shown, onShow }: PartsProps<Name>) {
  const show = (value: string | null) => {
    const chosen = names.find((name) => name === value)
    if (chosen) onShow(chosen)
  }
  return (
    <Tabs value={shown} onChange={show} keepMounted={false}>
      <Tabs.List aria-label={label} mb="lg">
        {names.map((name) => (
          <Tabs.Tab key={name} value={name} px={{ base: 6, sm: 'md' }}>
            {parts[name].label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {names.map((name) => (
        <Tabs.Panel key={name} value={name}>
          <Suspense fallback={<RowsSkeleton rows={6} />}>{parts[name].content}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
