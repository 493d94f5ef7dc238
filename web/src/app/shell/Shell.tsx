import { AppShell, Burger, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useLocation } from '@tanstack/react-router'
import { Suspense, lazy, useEffect } from 'react'

import { ScreenSkeleton } from '../../ui/ScreenSkeleton'
import { AccountMenu } from './AccountMenu'
import { Brand } from './Brand'
import { ColorSchemeToggle } from './ColorSchemeToggle'
import { Navigation } from './Navigation'
import { PaletteButton } from './PaletteButton'

const Palette = lazy(() => import('./Palette').then(({ Palette }) => ({ default: Palette })))

/** What surrounds every screen. */
export function Shell() {
  const [isOpen, menu] = useDisclosure()
  const path = useLocation({ select: ({ pathname }) => pathname })
  // On a phone the navigation covers the screen that it leads to.
  const { close } = menu
  useEffect(() => close(), [path, close])
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Navigation"
              aria-expanded={isOpen}
            />
            <Brand />
          </Group>
          <Group gap={6} wrap="nowrap">
            <PaletteButton />
            <ColorSchemeToggle />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <div style={{ maxWidth: '72rem', marginInline: 'auto' }}>
          <Suspense fallback={<ScreenSkeleton />}>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
      <Suspense>
        <Palette />
      </Suspense>
    </AppShell>
  )
}
