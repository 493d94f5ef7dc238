import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { SubmitEvent } from 'react'

import { ApplicationSelect } from '../ui/ApplicationSelect'
import { formErrors } from '../ui/formErrors'
import { ProblemAlert } from '../ui/ProblemAlert'
import { ApiSelect } from './ApiSelect'
import type { GrantTarget } from './fields'
import { NoScopes, ScopeChoice } from './ScopeChoice'
import { useGrantApi } from './useGrants'
import { useHeldGrant } from './useHeldGrant'

interface GrantFormProps {
  target: GrantTarget
  onClose: () => void
  onRevoke: () => void
}

/** Who, where, and how far. */
export function GrantForm({ target, onClose, onRevoke }: GrantFormProps) {
  const [application, setApplication] = useState(target.application)
  const [api, setApi] = useState(target.api)
  const [chosen, setChosen] = useState<string[]>()
  const [{ fetching, error }, grantApi] = useGrantApi()
  // Of what was chosen here, a grant may be there already.
  const isChosenHere = target.application === null || target.api === null
  const found = useHeldGrant(isChosenHere ? application?.id : undefined, api?.id)
  const held = target.grant ?? found ?? null
  const scopes = chosen ?? held?.scopes ?? []
  const { errors, rest } = error ? formErrors(error, ['applicationId', 'apiId', 'scopes']) : { errors: {}, rest: false }
  const isKnown = !isChosenHere || found !== undefined
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!application || !api || fetching) return
    const input = {
      applicationId: application.id,
      apiId: api.id,
      scopes: api.scopes.filter((name) => scopes.includes(name)),
    }
    const { data } = await grantApi({ input })
    if (!data) return
    onClose()
    notifications.show({ message: `Access of ${application.name} to ${api.name} saved.` })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {target.application === null && (
          <ApplicationSelect
            label="Application"
            description="Only applications of type service can use an API."
            placeholder="Search by name"
            type="SERVICE"
            value={application}
            onChange={(one) => {
              setApplication(one)
              setChosen(undefined)
            }}
            error={errors.applicationId}
            autoFocus
          />
        )}
        {target.api === null && (
          <ApiSelect
            label="API"
            placeholder="Search by name"
            value={api}
            onChange={(one) => {
              setApi(one)
              setChosen(undefined)
            }}
            error={errors.apiId}
            autoFocus
          />
        )}
        {isChosenHere && found && (
          <Alert color="gray">
            <Text size="sm">The application already has a grant for this API. Your choice replaces it.</Text>
          </Alert>
        )}
        {api && api.scopes.length === 0 && <NoScopes />}
        {api && api.scopes.length > 0 && (
          <ScopeChoice
            label="Scopes"
            description="Without scopes, the application can use only routes that require none."
            scopes={api.scopes}
            value={scopes}
            onChange={setChosen}
            error={errors.scopes}
          />
        )}
        {held && (
          <Text size="sm" c="dimmed">
            The gateway ignores a removed scope at once, even in tokens that are already issued.
          </Text>
        )}
        {error && rest && <ProblemAlert error={error} />}
        <Group justify="space-between" gap="sm">
          {target.grant ? (
            <Button variant="subtle" color="red" onClick={onRevoke}>
              Revoke grant
            </Button>
          ) : (
            <span />
          )}
          <Group gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={fetching} disabled={!application || !api || !isKnown}>
              {held ? 'Save' : 'Grant access'}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
