import { createTheme } from '@mantine/core'
import type {
  AlertProps,
  AnchorProps,
  BadgeProps,
  ButtonProps,
  CSSVariablesResolver,
  CodeProps,
  DrawerProps,
  ModalProps,
  PaperProps,
  SkeletonProps,
  TableProps,
  TooltipProps,
} from '@mantine/core'

/** Types the defaults without importing the component: the theme is part of every first load. */
const defaults = <Props>(defaultProps: Partial<Props>) => ({ defaultProps })

/** One accent, small radii, quiet borders: an instrument panel, not a brochure. */
export const theme = createTheme({
  // Mantine's own dark greys are neutral; these lean towards the accent.
  colors: {
    dark: [
      '#ccd0d8',
      '#b3b8c2',
      '#8d929d',
      '#6c717c',
      '#3b404a',
      '#31353e',
      '#23262d',
      '#17191f',
      '#121419',
      '#0e1014',
    ],
  },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.5' },
    },
  },
  components: {
    Alert: {
      ...defaults<AlertProps>({ variant: 'light' }),
      // The icon and the ground carry the colour; yellow on yellow could not be read.
      styles: { title: { color: 'var(--mantine-color-text)' } },
    },
    Anchor: defaults<AnchorProps>({ underline: 'hover' }),
    Badge: defaults<BadgeProps>({ variant: 'light', radius: 'sm', tt: 'none', fw: 500 }),
    Button: defaults<ButtonProps>({ size: 'sm' }),
    Code: defaults<CodeProps>({ fz: '0.8125rem' }),
    Drawer: defaults<DrawerProps>({
      position: 'right',
      size: 'lg',
      padding: 'lg',
      closeButtonProps: { 'aria-label': 'Close' },
    }),
    Modal: defaults<ModalProps>({ size: 'lg', padding: 'lg', closeButtonProps: { 'aria-label': 'Close' } }),
    // They are papers, and have the padding inside: with more around it, what scrolls showed above the header.
    ModalContent: { defaultProps: { p: 0 } },
    DrawerContent: { defaultProps: { p: 0 } },
    // A <header> that is no banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    ModalTitle: { defaultProps: { fw: 600, fz: 'lg', lh: 1.35 } },
    DrawerTitle: { defaultProps: { fw: 600, fz: 'lg', lh: 1.35 } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close message' } } },
    Paper: defaults<PaperProps>({ withBorder: true, radius: 'md', p: 'md' }),
    Skeleton: defaults<SkeletonProps>({ radius: 'sm' }),
    Table: defaults<TableProps>({ verticalSpacing: 'sm', horizontalSpacing: 'md' }),
    Tooltip: defaults<TooltipProps>({ events: { hover: true, focus: true, touch: true }, openDelay: 150 }),
  },
})

/**
 * Mantine's dimmed grey misses WCAG's contrast of 4.5 on both grounds; these reach it. In the dark
 * its light grounds are strong enough to shout; these are a breath of the colour.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c6470',
    '--mantine-color-placeholder': '#6b727d',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-indigo-light-color': '#2f44ad',
    '--mantine-color-yellow-light-color': '#8a4600',
    '--mantine-color-green-light-color': '#1d662b',
    '--mantine-color-red-light-color': '#b02525',
    '--mantine-color-red-outline': '#c92a2a',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
  },
  dark: {
    '--mantine-color-dimmed': '#a3a9b3',
    '--mantine-color-placeholder': '#8f96a1',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-indigo-light': 'rgb(92 124 250 / 18%)',
    '--mantine-color-blue-light': 'rgb(51 154 240 / 16%)',
    '--mantine-color-green-light': 'rgb(64 192 87 / 15%)',
    '--mantine-color-yellow-light': 'rgb(252 196 25 / 14%)',
    '--mantine-color-red-light': 'rgb(250 82 82 / 17%)',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
  },
})
