import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'

/** Dark or light, against the system's setting; choosing what the system has follows it again. */
export function ColorSchemeToggle() {
  const { setColorScheme, clearColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme()
  const other = scheme === 'dark' ? 'light' : 'dark'
  const toggle = () => {
    const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
    if (other === system) clearColorScheme()
    else setColorScheme(other)
  }
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Use the ${other} colours`} onClick={toggle}>
      {scheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  )
}
