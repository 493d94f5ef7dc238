import type { AddressOf } from './screens'
import { INSTANCE_SCREENS, PROJECT_SCREENS } from './screens'

/** Something that keys do on every screen. */
export interface Shortcut {
  /** The keys one after the other, as they are read: `['g', 'a']`. */
  keys: string[]
  /** "Go to Applications". */
  label: string
  run: () => void
}

/** What the shell can do. */
export interface ShellActions {
  openHelp: () => void
  openSwitcher: (() => void) | undefined
  focusSearch: () => void
  go: (address: AddressOf) => void
}

/** Every shortcut, for the keyboard, the help, and the tests. `slug`: the project that is open. */
export function shortcutsOf(
  { openHelp, openSwitcher, focusSearch, go }: ShellActions,
  slug: string | undefined,
  isInstance: boolean,
): Shortcut[] {
  const screens = slug === undefined ? [] : PROJECT_SCREENS
  const instance = isInstance ? INSTANCE_SCREENS : []
  const leading = [
    ...screens.map((screen) => ({ screen, to: screen.address(slug ?? '') })),
    ...instance.map((screen) => ({ screen, to: screen.address('') })),
  ]
  return [
    { keys: ['?'], label: 'Show the keyboard shortcuts', run: openHelp },
    { keys: ['/'], label: 'Search in the list', run: focusSearch },
    ...(openSwitcher ? [{ keys: ['p'], label: 'Switch the project', run: openSwitcher }] : []),
    ...leading.flatMap(({ screen: { key, label }, to }) =>
      key === undefined ? [] : [{ keys: ['g', key], label: `Go to ${label}`, run: () => go(to) }],
    ),
  ]
}

/** Presses that are further apart do not belong together. */
export const SEQUENCE_MILLISECONDS = 2500

/**
 * The shortcut that a press completes, and the presses to remember for the next one. `pressed` are the ones before,
 * none too old.
 */
export function match<One extends Pick<Shortcut, 'keys'>>(
  shortcuts: readonly One[],
  pressed: readonly string[],
  key: string,
): { hit: One | undefined; pressed: string[] } {
  const sequence = [...pressed, key]
  const text = sequence.join(' ')
  const hit = shortcuts.find(({ keys }) => keys.join(' ') === text)
  if (hit) return { hit, pressed: [] }
  if (shortcuts.some(({ keys }) => keys.join(' ').startsWith(`${text} `))) return { hit: undefined, pressed: sequence }
  // What does not go on may begin another.
  return pressed.length === 0 ? { hit: undefined, pressed: [] } : match(shortcuts, [], key)
}
