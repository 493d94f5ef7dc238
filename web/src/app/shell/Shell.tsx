import { Burger, Group } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'

import { useViewer } from '../../session/useSession'
import { ScreenSkeleton } from '../../ui/ScreenSkeleton'
import { lazyDialog } from '../../ui/lazyDialog'
import { shortcutsOf } from '../shortcuts/shortcuts'
import { useShortcuts } from '../shortcuts/useShortcuts'
import { AccountMenu } from './AccountMenu'
import { Brand } from './Brand'
import { ColorSchemeToggle } from './ColorSchemeToggle'
import { ExpiryBell } from './ExpiryBell'
import { Navigation } from './Navigation'
import { OutageBanner } from './OutageBanner'
import { PaletteButton } from './PaletteButton'
import classes from './Shell.module.css'

const Palette = lazy(() => import('./Palette').then(({ Palette }) => ({ default: Palette })))
const ShortcutsDialog = lazyDialog(() =>
  import('../shortcuts/ShortcutsDialog').then((module) => module.ShortcutsDialog),
)

/** What surrounds every screen. */
export function Shell() {
  // On a phone the navigation covers the screen; it is open for the path where it was opened.
  const [openAt, setOpenAt] = useState<string>()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const isOpen = openAt === path
  // How often each was asked for: they are fetched the first time.
  const [palettes, setPalettes] = useState(0)
  const [switches, setSwitches] = useState(0)
  const [isHelpOpen, help] = useDisclosure()
  const openPalette = () => setPalettes(palettes + 1)
  const openSwitcher = () => {
    if (window.matchMedia('(max-width: 48em)').matches) setOpenAt(path)
    setSwitches(switches + 1)
  }
  const shortcuts = useShellShortcuts({ openHelp: help.open, openSwitcher })
  // Also while typing into a field.
  useHotkeys(
    [
      ['mod+K', openPalette],
      ['Escape', () => setOpenAt(undefined)],
    ],
    [],
  )
  useShortcuts(shortcuts)
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
          <ExpiryBell />
          <ColorSchemeToggle />
          <AccountMenu onHelp={help.open} />
        </Group>
      </header>
      <nav className={classes.navigation} aria-label="Main" data-open={isOpen || undefined}>
        <Navigation switches={switches} />
      </nav>
      <OutageBanner />
      <main id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>
          <Suspense fallback={<ScreenSkeleton />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      <Suspense>{palettes > 0 && <Palette asked={palettes} />}</Suspense>
      <ShortcutsDialog opened={isHelpOpen} onClose={help.close} shortcuts={shortcuts} />
    </div>
  )
}

interface Openers {
  openHelp: () => void
  openSwitcher: () => void
}

function useShellShortcuts({ openHelp, openSwitcher }: Openers) {
  const { slug } = useParams({ strict: false })
  const isInstance = useViewer().scope === 'INSTANCE'
  const navigate = useNavigate()
  const focusSearch = () => document.querySelector<HTMLInputElement>('main [role="searchbox"]')?.focus()
  return shortcutsOf(
    {
      openHelp,
      openSwitcher: isInstance && slug !== undefined ? openSwitcher : undefined,
      focusSearch,
      go: (address) => void navigate(address),
    },
    slug,
    isInstance,
  )
}
