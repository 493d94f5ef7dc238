import { Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { CombinedError } from 'urql'

import { graphql } from '../../graphql/generated'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import { SlugInput } from './SlugInput'
import { slugFromName } from './slug'

const CreateProjectDocument = graphql(`
  mutation CreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        ...ProjectScopeFields
      }
    }
  }
`)

/** Asks for name and slug, makes the project, and goes there. */
export function CreateProject({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="New project">
      {opened && <CreateProjectForm onClose={onClose} />}
    </Modal>
  )
}

function CreateProjectForm({ onClose }: { onClose: () => void }) {
  const [{ fetching }, create] = useMutation(CreateProjectDocument)
  const [rest, setRest] = useState<CombinedError>()
  // The slug follows the name until somebody types into it.
  const [isFollowing, setFollowing] = useState(true)
  const navigate = useNavigate()
  const form = useForm({
    initialValues: { name: '', slug: '' },
    validate: {
      name: (name) => (name.trim() === '' ? 'Give the project a name.' : null),
      slug: (slug) => (slug === '' ? 'Give the project a slug.' : null),
    },
  })

  const submit = form.onSubmit(async ({ name, slug }) => {
    const { data, error } = await create({ input: { name: name.trim(), slug } })
    if (error) {
      const { errors, rest } = formErrors(error, ['name', 'slug'])
      form.setErrors(errors)
      setRest(rest ? error : undefined)
    } else if (data) {
      await navigate({ to: '/projects/$slug', params: { slug: data.createProject.project.slug } })
    }
  })

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="For people; it can be changed"
          data-autofocus
          autoComplete="off"
          {...form.getInputProps('name')}
          onChange={(event) => {
            const name = event.currentTarget.value
            form.setFieldValue('name', name)
            if (isFollowing) form.setFieldValue('slug', slugFromName(name))
          }}
        />
        <SlugInput
          value={form.values.slug}
          error={form.errors.slug}
          onChange={(slug) => {
            setFollowing(slug === '')
            form.setFieldValue('slug', slug)
          }}
        />
        {rest && <ProblemAlert error={rest} />}
        <SubmitButtons busy={fetching} onCancel={onClose}>
          Create project
        </SubmitButtons>
      </Stack>
    </form>
  )
}
