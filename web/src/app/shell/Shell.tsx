import { Box, Burger, Group } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Outlet, useLocation } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'

import { ScreenSkeleton } from '../../ui/ScreenSkeleton'
import { AccountMenu } from './AccountMenu'
import { Brand } from './Brand'
import { ColorSchemeToggle } from './ColorSchemeToggle'
import { Navigation } from './Navigation'
import { PaletteButton } from './PaletteButton'
import classes from './Shell.module.css'

const ExpiryBell = lazy(() => import('./ExpiryBell').then(({ ExpiryBell }) => ({ default: ExpiryBell })))
const Palette = lazy(() => import('./Palette').then(({ Palette }) => ({ default: Palette })))

/** What surrounds every screen. */
export function Shell() {
  // On a phone the navigation covers the screen; it is open for the path where it was opened.
  const [openAt, setOpenAt] = useState<string>()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const isOpen = openAt === path
  // How often the palette was asked for: it is fetched the first time.
  const [asked, setAsked] = useState(0)
  const openPalette = () => setAsked(asked + 1)
  // Also while typing into a field.
  useHotkeys(
    [
      ['mod+K', openPalette],
      ['Escape', () => setOpenAt(undefined)],
    ],
    [],
  )
  return (
    <div className={classes.frame}>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className={classes.header}>
        <Group gap="xs" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={() => setOpenAt(isOpen ? undefined : path)}
            hiddenFrom="sm"
            size="sm"
            aria-label="Navigation"
            aria-expanded={isOpen}
          />
          <Brand />
        </Group>
        <Group gap={6} wrap="nowrap">
          <PaletteButton onOpen={openPalette} />
          {/* As wide as the bell, so that nothing moves when it is there. */}
          <Suspense fallback={<Box w={34} />}>
            <ExpiryBell />
          </Suspense>
          <ColorSchemeToggle />
          <AccountMenu />
        </Group>
      </header>
      <nav className={classes.navigation} aria-label="Main" data-open={isOpen || undefined}>
        <Navigation />
      </nav>
      <main id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>
          <Suspense fallback={<ScreenSkeleton />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      <Suspense>{asked > 0 && <Palette asked={asked} />}</Suspense>
    </div>
  )
}
