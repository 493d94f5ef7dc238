import { Divider, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import type { ComponentProps } from 'react'

import { useViewer } from '../../session/useSession'
import { NavItem } from '../../ui/links'
import { INSTANCE_SCREENS, INSTANCE_TOOLS, PROJECT_SCREENS } from '../shortcuts/screens'
import type { Screen } from '../shortcuts/screens'

const ProjectSwitcher = lazy(() =>
  import('./ProjectSwitcher').then(({ ProjectSwitcher }) => ({ default: ProjectSwitcher })),
)

interface NavigationProps {
  /** How often the project switcher was asked for. */
  switches: number
}

/** The screens of the instance, and those of the project that is open. */
export function Navigation({ switches }: NavigationProps) {
  const { scope } = useViewer()
  const { slug } = useParams({ strict: false })
  const isInstance = scope === 'INSTANCE'
  const name = (
    <Text size="xs" c="dimmed" px="sm" h={36} lh="36px" className="mono" truncate>
      {slug}
    </Text>
  )
  return (
    <>
      {slug !== undefined && (
        <>
          {isInstance ? (
            <Suspense fallback={name}>
              <ProjectSwitcher slug={slug} asked={switches} />
            </Suspense>
          ) : (
            name
          )}
          <Items screens={PROJECT_SCREENS} slug={slug} />
        </>
      )}
      {slug !== undefined && isInstance && (
        <>
          <Divider my="sm" />
          <Text size="xs" c="dimmed" px="sm" pb={4}>
            This instance
          </Text>
        </>
      )}
      {isInstance && <Items screens={INSTANCE_SCREENS} slug="" />}
      {/* A project has its own. */}
      {isInstance && slug === undefined && <Items screens={INSTANCE_TOOLS} slug="" />}
    </>
  )
}

function Items({ screens, slug }: { screens: readonly Screen[]; slug: string }) {
  return screens.map(({ label, icon: Icon, isExact, address }) => (
    <NavItem
      key={label}
      {...(address(slug) as ComponentProps<typeof NavItem>)}
      activeOptions={{ exact: isExact ?? false, includeSearch: false }}
      label={label}
      leftSection={<Icon size={18} stroke={1.6} />}
    />
  ))
}
