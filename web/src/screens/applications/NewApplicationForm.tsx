import { Button, Group, Paper, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { CombinedError } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import type { ApplicationType, ClientAuthMethod, CreateApplicationMutation } from '../../graphql/generated/graphql'
import { usePermission } from '../../session/useSession'
import { ChoiceCards } from '../../ui/ChoiceCards'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { MethodCards } from './MethodCards'
import { TYPES } from './words'

const CreateApplicationDocument = graphql(`
  mutation CreateApplication($input: CreateApplicationInput!) {
    createApplication(input: $input) {
      application {
        id
        name
      }
      clientSecret
    }
  }
`)

/** What the server made. */
export type MadeApplication = CreateApplicationMutation['createApplication']

interface FormValues {
  name: string
  type: ApplicationType
  authMethod: ClientAuthMethod
}

const FIELDS = ['name', 'type', 'authMethod']

/** Asks for what cannot wait: the rest has good defaults, and a tab of its own. */
export function NewApplicationForm({ onMade }: { onMade: (made: MadeApplication) => void }) {
  const { id: projectId } = useProject()
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [{ fetching }, create] = useMutation(CreateApplicationDocument)
  const [problem, setProblem] = useState<CombinedError>()
  const form = useForm<FormValues>({
    initialValues: { name: '', type: 'SERVICE', authMethod: 'PRIVATE_KEY_JWT' },
    validate: { name: (name) => (name.trim() === '' ? 'Give it a name.' : null) },
  })
  const submit = form.onSubmit(async (values) => {
    setProblem(undefined)
    const { data, error } = await create({ input: { projectId, ...values, name: values.name.trim() } })
    if (data) {
      onMade(data.createApplication)
    } else if (error) {
      const { errors, rest } = formErrors(error, FIELDS)
      form.setErrors(errors)
      if (rest) setProblem(error)
    }
  })
  if (!canWrite) return <ReadOnlyNotice permission="APPLICATIONS_WRITE" />
  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <TextInput
            label="Name"
            description="For people: “Billing worker”. It can be changed later."
            autoComplete="off"
            maw="28rem"
            autoFocus
            required
            {...form.getInputProps('name')}
          />
          <ChoiceCards
            label="What it does"
            description="This never changes."
            choices={typeChoices()}
            value={form.values.type}
            onChange={(type) => form.setFieldValue('type', type)}
            error={form.errors.type}
          />
          <MethodCards
            value={form.values.authMethod}
            onChange={(method) => form.setFieldValue('authMethod', method)}
            error={form.errors.authMethod}
          />
          {problem && <ProblemAlert error={problem} />}
          <Group justify="flex-end">
            <Button type="submit" loading={fetching}>
              Create application
            </Button>
          </Group>
        </Stack>
      </Paper>
    </form>
  )
}

function typeChoices() {
  return (['SERVICE', 'RESOURCE_SERVER'] as const).map((value) => ({ value, ...TYPES[value] }))
}
