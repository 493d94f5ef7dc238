import { Accordion, Anchor, Button, Code, Group, List, NativeSelect, Paper, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import { ParameterInputs } from '../../federation/ParameterInputs'
import { fill, placeholdersOf } from '../../federation/placeholders'
import type { Preset, PresetIssuer } from '../../federation/presets'
import { usePresets } from '../../federation/usePresets'
import { useFieldForm } from '../../fields/useFieldForm'
import { initialValues, inputOf } from '../../fields/values'
import { graphql } from '../../graphql/generated'
import type { CreateTrustedIssuerInput } from '../../graphql/generated/graphql'
import { usePermission } from '../../session/useSession'
import { TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { IssuerInputs, audienceNames, keyNames } from './IssuerInputs'
import { keySetOf } from './keySet'
import { FURTHER, ISSUER_SETTINGS } from './settings'

const CreateIssuerDocument = graphql(`
  mutation CreateTrustedIssuer($input: CreateTrustedIssuerInput!) {
    createTrustedIssuer(input: $input) {
      trustedIssuer {
        ...IssuerFields
      }
    }
  }
`)

/** The choice of an issuer that is of no platform. */
const OTHER = ''

/** Trusts another issuer: one of a platform, whose settings are proposed, or any. */
export function NewIssuer() {
  const { slug } = useProject()
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const presets = usePresets()
  return (
    <Page
      title="New trusted issuer"
      description="A platform whose tokens prove its workloads, so that they need no secret of this project."
    >
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      {canWrite && !presets && <RowsSkeleton rows={5} />}
      {canWrite && presets && <NewIssuerForm presets={presets} />}
      <Text size="sm">
        <TextLink to="/projects/$slug/issuers" params={{ slug }}>
          Back to trusted issuers
        </TextLink>
      </Text>
    </Page>
  )
}

function NewIssuerForm({ presets }: { presets: Preset[] }) {
  const { id: projectId, slug } = useProject()
  const navigate = useNavigate()
  const [{ fetching }, create] = useMutation(CreateIssuerDocument)
  const form = useFieldForm(ISSUER_SETTINGS, initialValues(ISSUER_SETTINGS))
  const [preset, setPreset] = useState<Preset>()
  const [source, setSource] = useState<PresetIssuer>()
  const [parameters, setParameters] = useState<Record<string, string>>({})
  const { keySource, allowSharedAudience } = form.values
  const isSpiffe = source?.trustDomain != null

  /** Fills the form with what the platform says. */
  const propose = (preset: Preset | undefined, source: PresetIssuer | undefined, values: Record<string, string>) => {
    setPreset(preset)
    setSource(source)
    setParameters(values)
    const filled = (text: string | null | undefined) => (text == null ? '' : fill(text, values))
    form.set('issuer', filled(source?.issuer))
    form.set('trustDomain', filled(source?.trustDomain))
    form.set('keySource', source?.keySource ?? 'DISCOVERY')
    form.set('discoveryUrl', filled(source?.discoveryUrl))
    form.set('jwksUri', filled(source?.jwksUri))
    form.set('audience', filled(preset?.audience))
  }
  const choose = (name: string) => {
    const chosen = presets.find((one) => one.name === name)
    propose(chosen, chosen?.issuers[0], {})
    form.set('name', chosen?.title ?? '')
    form.set('maxAgeSeconds', chosen?.maxAgeSeconds ?? ISSUER_SETTINGS.maxAgeSeconds.initial)
    form.set('singleUse', chosen?.singleUse ?? false)
    form.set('algorithms', chosen?.algorithms ?? [])
  }

  const submit = form.submit(async (values) => {
    const pasted = keySource === 'JWKS' ? keySetOf(values.jwks) : { jwks: undefined }
    if ('problem' in pasted) {
      form.fail('jwks', pasted.problem)
      return
    }
    const { algorithms, ...rest } = inputOf(ISSUER_SETTINGS, values)
    const input = {
      projectId,
      preset: preset?.name,
      ...rest,
      ...(values.algorithms.length > 0 && { algorithms }),
      jwks: pasted.jwks,
    } as CreateTrustedIssuerInput
    const { data, error } = await create({ input })
    if (error) {
      form.refuse(error)
      return
    }
    if (!data) return
    const issuerId = data.createTrustedIssuer.trustedIssuer.id
    void navigate({ to: '/projects/$slug/issuers/$issuerId', params: { slug, issuerId }, ignoreBlocker: true })
  })

  const asked = placeholdersOf([
    source?.issuer ?? null,
    source?.trustDomain ?? null,
    source?.discoveryUrl ?? null,
    source?.jwksUri ?? null,
    preset?.audience ?? null,
  ])
  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <NativeSelect
            label="Platform"
            description="The settings below follow from it, and can be changed."
            data={[
              { value: OTHER, label: 'Another issuer' },
              ...presets.map(({ name, title }) => ({ value: name, label: title })),
            ]}
            value={preset?.name ?? OTHER}
            onChange={(event) => choose(event.currentTarget.value)}
            maw="28rem"
          />
          {preset && preset.issuers.length > 1 && (
            <NativeSelect
              label="Which one"
              data={preset.issuers.map(({ title }) => title)}
              value={source?.title}
              onChange={(event) => {
                const title = event.currentTarget.value
                propose(
                  preset,
                  preset.issuers.find((one) => one.title === title),
                  parameters,
                )
              }}
              maw="28rem"
            />
          )}
          {preset && (
            <ParameterInputs
              preset={preset}
              names={asked}
              values={parameters}
              onChange={(values) => propose(preset, source, values)}
            />
          )}
          <IssuerInputs
            form={form}
            isSpiffe={isSpiffe}
            names={['name', isSpiffe ? 'trustDomain' : 'issuer', 'keySource', ...keyNames(keySource)]}
          />
          {source?.jwksCommand != null && keySource === 'JWKS' && (
            <Text size="sm">
              This command prints the key set: <Code>{fill(source.jwksCommand, parameters)}</Code>
            </Text>
          )}
          <IssuerInputs form={form} isSpiffe={isSpiffe} names={[...audienceNames(allowSharedAudience), 'expiresAt']} />
          <Accordion variant="separated">
            <Accordion.Item value="further">
              <Accordion.Control>Age, reuse, algorithms and certificate</Accordion.Control>
              <Accordion.Panel>
                <Stack gap="lg">
                  <IssuerInputs form={form} isSpiffe={isSpiffe} names={FURTHER} />
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          {preset && <Notes preset={preset} />}
          {form.problem && <ProblemAlert error={form.problem} />}
          <Group justify="flex-end">
            <Button type="submit" loading={fetching}>
              Trust this issuer
            </Button>
          </Group>
        </Stack>
      </Paper>
    </form>
  )
}

function Notes({ preset: { notes, documentation } }: { preset: Preset }) {
  return (
    <div>
      <List size="sm" spacing={4} mb="xs">
        {notes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
      {documentation.map((url) => (
        <Anchor key={url} href={url} target="_blank" rel="noreferrer" size="sm" display="block" className="breaking">
          {url}
        </Anchor>
      ))}
    </div>
  )
}
