import { Badge, Button, Paper, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUsers } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { usePermission, useViewer } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { TextLink } from '../../ui/links'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { StepUpNotice } from '../../ui/StepUp'
import { NewProviderDialog } from './dialogs'
import type { ProviderRow } from './fields'
import { ProviderBadge } from './ProviderBadge'

const ProvidersDocument = graphql(`
  query OperatorIssuers {
    operatorIssuers {
      ...ProviderRow
    }
  }
`)

/** The providers by which people sign in at the portal. */
export function Operators() {
  const { scope } = useViewer()
  const isInstance = scope === 'INSTANCE'
  const canWrite = usePermission('ADMIN_KEYS_WRITE')
  const navigate = useNavigate()
  const [isAdding, dialog] = useDisclosure()
  const [{ data, error }] = useQuery({ query: ProvidersDocument, pause: !isInstance })
  if (!isInstance) return <NotFound />

  const providers = data?.operatorIssuers
  const add = canWrite && (
    <Button onClick={dialog.open} leftSection={<IconPlus size={16} aria-hidden />}>
      Add provider
    </Button>
  )
  return (
    <Page
      title="Operators"
      description="People who sign in at this portal with the account of their company, by an OpenID Provider. Programs use admin keys."
      actions={providers?.length !== 0 && add}
    >
      {canWrite && <StepUpNotice permission="ADMIN_KEYS_WRITE" />}
      {error && !providers && <ProblemAlert error={error} />}
      {!providers && !error && <RowsSkeleton rows={3} height={60} />}
      {providers?.length === 0 && (
        <Paper>
          <EmptyState icon={<IconUsers />} title="No providers yet" action={add}>
            Add your company’s OpenID Provider, such as Entra ID, Google, Keycloak or Okta. Rules then say who may do
            what.
          </EmptyState>
        </Paper>
      )}
      {providers && providers.length > 0 && <ProviderTable providers={providers} />}
      <NewProviderDialog
        opened={isAdding}
        onClose={dialog.close}
        onMade={(issuerId) => void navigate({ to: '/instance/operators/$issuerId', params: { issuerId } })}
      />
    </Page>
  )
}

function ProviderTable({ providers }: { providers: ProviderRow[] }) {
  return (
    <Paper>
      <Table aria-label="Providers" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Provider</Table.Th>
            <Table.Th w="7rem">State</Table.Th>
            <Table.Th w="6rem" visibleFrom="sm">
              Rules
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {providers.map((provider) => (
            <Table.Tr key={provider.id}>
              <Table.Td>
                <TextLink
                  to="/instance/operators/$issuerId"
                  params={{ issuerId: provider.id }}
                  size="sm"
                  fw={500}
                  c="inherit"
                >
                  {provider.name}
                </TextLink>
                <Text className="mono" c="dimmed" fz="xs" truncate>
                  {provider.issuer}
                </Text>
              </Table.Td>
              <Table.Td>
                <ProviderBadge provider={provider} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                {provider.rules.length === 0 ? <Badge color="yellow">None</Badge> : provider.rules.length}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
