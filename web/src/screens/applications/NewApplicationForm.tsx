import { Button, Group, Paper, Stack } from '@mantine/core'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import { Fields } from '../../fields/Fields'
import { useFieldForm } from '../../fields/useFieldForm'
import { initialValues, inputOf } from '../../fields/values'
import { graphql } from '../../graphql/generated'
import type { CreateApplicationInput, CreateApplicationMutation } from '../../graphql/generated/graphql'
import { usePermission } from '../../session/useSession'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { MethodCards } from './MethodCards'
import { APPLICATION_SETTINGS } from './settings'

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

/** Asks for what a first application needs: the rest has good defaults, and a tab of its own. */
export function NewApplicationForm({ onMade }: { onMade: (made: MadeApplication) => void }) {
  const { id: projectId } = useProject()
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [{ fetching }, create] = useMutation(CreateApplicationDocument)
  const form = useFieldForm(APPLICATION_SETTINGS, initialValues(APPLICATION_SETTINGS))

  const submit = form.submit(async (values) => {
    const input = { projectId, ...inputOf(APPLICATION_SETTINGS, values) } as CreateApplicationInput
    const { data, error } = await create({ input })
    if (data) onMade(data.createApplication)
    else if (error) form.refuse(error)
  })

  if (!canWrite) return <ReadOnlyNotice permission="APPLICATIONS_WRITE" />
  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <Fields
            form={form}
            stage="create"
            autoFocus
            own={{ authMethod: <MethodCards {...form.slot('authMethod')} /> }}
          />
          {form.problem && <ProblemAlert error={form.problem} />}
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
