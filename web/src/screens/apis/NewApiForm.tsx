import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { CombinedError } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { ApplicationSelect } from '../../ui/ApplicationSelect'
import { CheckCards } from '../../ui/CheckCards'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { validateNewApi, verifyEndpoint } from './newApi'
import type { NewApiValues } from './newApi'
import { ScopesInput } from './ScopesInput'
import { ACCEPTED_CHOICES } from './words'

const CreateApiDocument = graphql(`
  mutation CreateApi($input: CreateApiInput!) {
    createApi(input: $input) {
      api {
        id
      }
    }
  }
`)

const FIELDS = ['name', 'identifier', 'scopes', 'accepts', 'resourceServerId']

/** Asks for all of a new API: name and identifier never change. */
export function NewApiForm() {
  const { id: projectId, slug, endpoints } = useProject()
  const [{ fetching }, create] = useMutation(CreateApiDocument)
  const [problem, setProblem] = useState<CombinedError>()
  const navigate = useNavigate()
  const form = useForm<NewApiValues>({
    initialValues: { name: '', identifier: '', scopes: [], accepts: ['ACCESS_TOKEN'], resourceServer: null },
    validate: validateNewApi,
  })
  const refuse = (error: CombinedError) => {
    const { errors, rest } = formErrors(error, FIELDS)
    form.setErrors(errors)
    if (rest) setProblem(error)
  }
  const submit = form.onSubmit(async ({ resourceServer, ...values }) => {
    setProblem(undefined)
    const input = { ...values, projectId, identifier: values.identifier.trim(), resourceServerId: resourceServer?.id ?? null }
    const { data, error } = await create({ input })
    if (error) refuse(error)
    if (!data) return
    await navigate({ to: '/projects/$slug/apis/$apiId', params: { slug, apiId: data.createApi.api.id }, replace: true })
  })
  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <div>
            <TextInput
              label="Name"
              description="Its part of the address below; it never changes"
              placeholder="orders"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={32}
              maw="28rem"
              classNames={{ input: 'mono' }}
              autoFocus
              required
              {...form.getInputProps('name')}
              onChange={(event) => form.setFieldValue('name', event.currentTarget.value.toLowerCase())}
            />
            <Text size="sm" c="dimmed" mt={6}>
              Gateways ask at <span className="mono">{verifyEndpoint(endpoints.issuer, form.values.name)}</span>
            </Text>
          </div>
          <TextInput
            label="Identifier"
            description="The audience of its tokens, an absolute URI: mostly its own address. It never changes"
            placeholder="https://api.example.com/orders"
            type="url"
            autoComplete="off"
            spellCheck={false}
            maw="36rem"
            classNames={{ input: 'mono' }}
            required
            {...form.getInputProps('identifier')}
          />
          <ScopesInput {...form.getInputProps('scopes')} />
          <CheckCards
            label="Which tokens open it"
            description="It may be both."
            choices={ACCEPTED_CHOICES}
            value={form.values.accepts}
            onChange={(accepts) => form.setFieldValue('accepts', accepts)}
            error={form.errors.accepts}
          />
          <ApplicationSelect
            label="Resource server"
            description="Optional: the application that serves the API. It may introspect the API’s tokens."
            placeholder="None"
            clearable
            value={form.values.resourceServer}
            onChange={(server) => form.setFieldValue('resourceServer', server)}
            error={form.errors.resourceServerId}
          />
          {problem && <ProblemAlert error={problem} />}
          <Group justify="flex-end">
            <Button type="submit" loading={fetching}>
              Register API
            </Button>
          </Group>
        </Stack>
      </Paper>
    </form>
  )
}
