import { Stack, Tabs, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import type { Api } from './fields'
import { GatewayFile } from './GatewayFile'
import { GATEWAYS, GATEWAY_ORDER } from './gateways'

const GatewayConfigDocument = graphql(`
  query GatewayConfig($id: ID!, $gateway: Gateway!, $upstream: String!) {
    node(id: $id) {
      __typename
      id
      ... on Api {
        gatewayConfig(gateway: $gateway, upstream: $upstream)
      }
    }
  }
`)

const DEBOUNCE_MILLISECONDS = 250

/** What was chosen last, for all APIs of this tab's life: a company has one kind of gateway. */
const last = { gateway: GATEWAY_ORDER[0] ?? 'NGINX', upstream: 'http://127.0.0.1:3000' }

/** A configuration to paste, for the gateway in front of an API. */
export function ApiGateway({ api }: { api: Api }) {
  const [gateway, setGateway] = useState(last.gateway)
  const [upstream, setUpstream] = useState(last.upstream)
  const [asked] = useDebouncedValue(upstream.trim(), DEBOUNCE_MILLISECONDS)
  const [{ data, error, operation }] = useQuery({
    query: GatewayConfigDocument,
    variables: { id: api.id, gateway, upstream: asked },
  })
  const { errors, rest } = error ? formErrors(error, ['upstream']) : { errors: {}, rest: false }
  // The answer of another tab, or of another address, is shown for no moment.
  const isCurrent = operation?.variables.gateway === gateway && operation.variables.upstream === upstream.trim()
  const config = isCurrent && !error && data?.node?.__typename === 'Api' ? data.node.gatewayConfig : undefined
  return (
    <Stack gap="md" component="section" aria-labelledby="gateway">
      <div>
        <Title order={2} id="gateway">
          Gateway configuration
        </Title>
        <Text size="sm" c="dimmed" maw="46rem">
          The gateway asks Keyplane about each request and forwards only accepted ones. The API learns the caller from
          X-Keyplane headers, which clients cannot set. Make the API reachable through the gateway only.
        </Text>
      </div>
      <TextInput
        label="Upstream"
        description="URL at which the gateway reaches the API"
        value={upstream}
        onChange={(event) => {
          setUpstream(event.currentTarget.value)
          last.upstream = event.currentTarget.value
        }}
        error={errors.upstream}
        type="url"
        autoComplete="off"
        spellCheck={false}
        maw="28rem"
        classNames={{ input: 'mono' }}
      />
      {error && rest && <ProblemAlert error={error} />}
      <Tabs
        value={gateway}
        onChange={(value) => {
          last.gateway = GATEWAY_ORDER.find((one) => one === value) ?? gateway
          setGateway(last.gateway)
        }}
        keepMounted={false}
      >
        <Tabs.List aria-label="Kind of gateway">
          {GATEWAY_ORDER.map((one) => (
            <Tabs.Tab key={one} value={one} px="sm">
              {GATEWAYS[one].label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={gateway} pt="md">
          <GatewayFile api={api.name} gateway={gateway} config={config} isRefused={error !== undefined} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
