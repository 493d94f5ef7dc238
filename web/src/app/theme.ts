import {
  Alert,
  Anchor,
  Badge,
  Button,
  Code,
  Drawer,
  Modal,
  Paper,
  Skeleton,
  Table,
  Tooltip,
  createTheme,
} from '@mantine/core'
import type { CSSVariablesResolver } from '@mantine/core'

/** One accent, small radii, quiet borders: an instrument panel, not a brochure. */
export const theme = createTheme({
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
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.3' }, h2: { fontSize: '1.0625rem', lineHeight: '1.4' }, h3: { fontSize: '0.9375rem', lineHeight: '1.5' } },
  },
  components: {
    Alert: Alert.extend({ defaultProps: { variant: 'light' } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Code: Code.extend({ defaultProps: { fz: '0.8125rem' } }),
    Drawer: Drawer.extend({ defaultProps: { position: 'right', size: 'lg', closeButtonProps: { 'aria-label': 'Close' } } }),
    Modal: Modal.extend({ defaultProps: { size: 'lg', closeButtonProps: { 'aria-label': 'Close' } } }),
    // A <header> that is no banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'md', p: 'md' } }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } }),
    Tooltip: Tooltip.extend({ defaultProps: { events: { hover: true, focus: true, touch: true }, openDelay: 150 } }),
  },
})

/** Mantine's dimmed grey misses WCAG's contrast of 4.5 on both grounds; these reach it. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c6470',
    '--mantine-color-placeholder': '#6b727d',
    '--mantine-color-error': '#c92a2a',
  },
  dark: {
    '--mantine-color-body': '#16181d',
    '--mantine-color-dimmed': '#a3a9b3',
    '--mantine-color-placeholder': '#8f96a1',
    '--mantine-color-error': '#ff8787',
  },
})
