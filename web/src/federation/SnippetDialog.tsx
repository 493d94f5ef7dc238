import { Anchor, List, Modal, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'

import { useProject } from '../app/project'
import { CodeBlock } from '../ui/Snippets'
import type { Identity } from './fields'
import { fill } from './placeholders'
import { knownOf, presetOf } from './presets'
import type { Preset } from './presets'
import { usePresets } from './usePresets'

interface SnippetDialogProps {
  /** None: closed. */
  identity: Identity | undefined
  clientId: string
  /** The identifiers of the APIs that the application may use. */
  resources: readonly string[]
  onClose: () => void
}

/** What to paste on the platform, so that its workload gets access tokens. */
export function SnippetDialog({ identity, onClose, ...rest }: SnippetDialogProps) {
  return (
    <Modal opened={identity !== undefined} onClose={onClose} title="Use it on the platform" size="xl">
      {identity && <Snippet identity={identity} {...rest} />}
    </Modal>
  )
}

function Snippet({
  identity,
  clientId,
  resources,
}: Omit<SnippetDialogProps, 'identity' | 'onClose'> & { identity: Identity }) {
  const { endpoints } = useProject()
  const [resource, setResource] = useState(resources[0] ?? endpoints.issuer)
  const presets = usePresets()
  const issuer = identity.trustedIssuer
  const preset = presets && presetOf(presets, issuer)
  const values = {
    ...(preset && { ...knownOf(preset, issuer), ...valuesOfRules(preset, identity) }),
    'token-endpoint': endpoints.token,
    audience: issuer.audience,
    'client-id': clientId,
    resource,
  }
  return (
    <Stack gap="md">
      {resources.length > 0 && (
        <Select
          label="API"
          description="The API that the access token is for."
          data={[...resources, endpoints.issuer]}
          value={resource}
          onChange={(value) => setResource(value ?? resource)}
          allowDeselect={false}
          maw="36rem"
        />
      )}
      {preset ? (
        <PresetSnippet preset={preset} values={values} />
      ) : (
        <div>
          <Text size="sm" mb={4}>
            Where the workload has its token in a file:
          </Text>
          <CodeBlock label="Command" code={fill(COMMAND, values)} />
        </div>
      )}
      <Text size="sm" c="dimmed">
        No secret is in it: the platform’s own token proves the workload. The token has to be requested for the audience{' '}
        <span className="mono">{issuer.audience}</span>.
      </Text>
    </Stack>
  )
}

function PresetSnippet({ preset, values }: { preset: Preset; values: Record<string, string> }) {
  const { title, snippet, notes, documentation } = preset
  return (
    <>
      <div>
        <Text size="sm" mb={4}>
          {title}, into <span className="mono">{snippet.place}</span>:
        </Text>
        <CodeBlock label={`Snippet for ${title}`} code={fill(snippet.text, values)} />
      </div>
      {notes.length > 0 && (
        <List size="sm" spacing={4}>
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      <Text size="sm">
        {documentation.map((url) => (
          <Anchor key={url} href={url} target="_blank" rel="noreferrer" inherit display="block" className="breaking">
            {url}
          </Anchor>
        ))}
      </Text>
    </>
  )
}

const COMMAND = `keyplane token exchange \\
  --token-file token.jwt \\
  --token-url '<token-endpoint>' \\
  --client-id '<client-id>' \\
  --resource '<resource>'
`

/** What the rules of an identity say about its platform's placeholders, such as the branch. */
function valuesOfRules(preset: Preset, { rules }: Identity): Record<string, string> {
  const values: Record<string, string> = {}
  for (const proposed of preset.rules) {
    const rule = rules.find(({ claim }) => claim === proposed.claim)
    proposed.values.forEach((pattern, place) => {
      const found = rule?.values[place]
      Object.assign(values, found === undefined ? {} : readPart(pattern, found))
    })
  }
  return values
}

/** The value of a pattern's only placeholder; unlike an issuer's, it can have slashes. */
function readPart(pattern: string, text: string): Record<string, string> {
  const [, before, name, after] = /^([^<]*)<([a-z][a-z0-9-]*)>([^<]*)$/.exec(pattern) ?? []
  if (before === undefined || name === undefined || after === undefined) return {}
  const isPart = text.startsWith(before) && text.endsWith(after) && text.length > before.length + after.length
  return isPart ? { [name]: text.slice(before.length, text.length - after.length) } : {}
}
