import { Divider, Text } from '@mantine/core'
import {
  IconApps,
  IconCertificate,
  IconCompass,
  IconFingerprint,
  IconHistory,
  IconGridDots,
  IconHome2,
  IconPlugConnected,
  IconSearch,
  IconServer2,
  IconSettings2,
  IconStack2,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'

import { useViewer } from '../../session/useSession'
import { NavItem } from '../../ui/links'

const SIZE = { size: 18, stroke: 1.6 }

/** The screens of the instance, and those of the project that is open. */
export function Navigation() {
  const { scope } = useViewer()
  const { slug } = useParams({ strict: false })
  return (
    <>
      {slug !== undefined && <ProjectItems slug={slug} />}
      {slug !== undefined && scope === 'INSTANCE' && (
        <>
          <Divider my="sm" />
          <Text size="xs" c="dimmed" px="sm" pb={4}>
            This instance
          </Text>
        </>
      )}
      {scope === 'INSTANCE' && <InstanceItems />}
    </>
  )
}

function ProjectItems({ slug }: { slug: string }) {
  const params = { slug }
  return (
    <>
      <Text size="xs" c="dimmed" px="sm" pb={4} className="mono">
        {slug}
      </Text>
      <NavItem
        to="/projects/$slug"
        params={params}
        activeOptions={{ exact: true }}
        label="Overview"
        leftSection={<IconHome2 {...SIZE} />}
      />
      <NavItem
        to="/projects/$slug/signing-keys"
        params={params}
        label="Signing keys"
        leftSection={<IconFingerprint {...SIZE} />}
      />
      <NavItem
        to="/projects/$slug/admin-api"
        params={params}
        label="Admin API"
        leftSection={<IconSettings2 {...SIZE} />}
      />
      <NavItem
        to="/projects/$slug/applications"
        params={params}
        label="Applications"
        leftSection={<IconApps {...SIZE} />}
      />
      <NavItem to="/projects/$slug/apis" params={params} label="APIs" leftSection={<IconPlugConnected {...SIZE} />} />
      <NavItem
        to="/projects/$slug/issuers"
        params={params}
        activeOptions={{ includeSearch: false }}
        label="Trusted issuers"
        leftSection={<IconCertificate {...SIZE} />}
      />
      <NavItem to="/projects/$slug/grants" params={params} label="Grants" leftSection={<IconGridDots {...SIZE} />} />
      <NavItem
        to="/projects/$slug/inspector"
        params={params}
        label="Token inspector"
        leftSection={<IconSearch {...SIZE} />}
      />
      <NavItem to="/projects/$slug/audit" params={params} label="Audit log" leftSection={<IconHistory {...SIZE} />} />
      <NavItem
        to="/projects/$slug/webhooks"
        params={params}
        activeOptions={{ includeSearch: false }}
        label="Webhooks"
        leftSection={<IconWebhook {...SIZE} />}
      />
      <NavItem to="/projects/$slug/explorer" params={params} label="Explorer" leftSection={<IconCompass {...SIZE} />} />
    </>
  )
}

function InstanceItems() {
  return (
    <>
      <NavItem to="/" activeOptions={{ exact: true }} label="Projects" leftSection={<IconStack2 {...SIZE} />} />
      <NavItem
        to="/instance"
        activeOptions={{ exact: true, includeSearch: false }}
        label="Instance"
        leftSection={<IconServer2 {...SIZE} />}
      />
      <NavItem
        to="/instance/operators"
        activeOptions={{ includeSearch: false }}
        label="Operators"
        leftSection={<IconUsers {...SIZE} />}
      />
      <NavItem to="/instance/audit" label="Instance events" leftSection={<IconHistory {...SIZE} />} />
      <NavItem
        to="/instance/webhooks"
        activeOptions={{ includeSearch: false }}
        label="Instance webhooks"
        leftSection={<IconWebhook {...SIZE} />}
      />
      <NavItem to="/instance/inspector" label="Token inspector" leftSection={<IconSearch {...SIZE} />} />
      <NavItem to="/instance/explorer" label="Explorer" leftSection={<IconCompass {...SIZE} />} />
    </>
  )
}
