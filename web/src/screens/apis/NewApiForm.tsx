import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import { FieldInput } from '../../fields/FieldInput'
import { Fields } from '../../fields/Fields'
import { useFieldForm } from '../../fields/useFieldForm'
import type { Slot } from '../../fields/useFieldForm'
import { initialValues, inputOf } from '../../fields/values'
import { graphql } from '../../graphql/generated'
import type { CreateApiInput } from '../../graphql/generated/graphql'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { verifyEndpoint } from './newApi'
import { API_SETTINGS } from './settings'

const CreateApiDocument = graphql(`
  mutation CreateApi($input: CreateApiInput!) {
    createApi(input: $input) {
      api {
        id
      }
    }
  }
`)

/** Asks for all of a new API: name and identifier never change. */
export function NewApiForm() {
  const { id: projectId, slug, endpoints } = useProject()
  const [{ fetching }, create] = useMutation(CreateApiDocument)
  const navigate = useNavigate()
  const form = useFieldForm(API_SETTINGS, initialValues(API_SETTINGS))

  const submit = form.submit(async (values) => {
    const { data, error } = await create({ input: { projectId, ...inputOf(API_SETTINGS, values) } as CreateApiInput })
    if (error) form.refuse(error)
    if (!data) return
    await navigate({ to: '/projects/$slug/apis/$apiId', params: { slug, apiId: data.createApi.api.id }, replace: true })
  })

  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <Fields
            form={form}
            stage="create"
            own={{
              name: <NameInput {...form.slot('name')} endpoint={verifyEndpoint(endpoints.issuer, form.values.name)} />,
            }}
          />
          {form.problem && <ProblemAlert error={form.problem} />}
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

/** The name in lower case, with the address that comes of it. */
function NameInput({ endpoint, ...slot }: Slot<string> & { endpoint: string }) {
  return (
    <div>
      <FieldInput
        field={API_SETTINGS.name}
        {...slot}
        onChange={(name) => slot.onChange(String(name).toLowerCase())}
        disabled={false}
        isFirst
      />
      <Text size="sm" c="dimmed" mt={6}>
        Verify endpoint: <span className="mono">{endpoint}</span>
      </Text>
    </div>
  )
}
