import { Button, Paper, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'

import type { Issuer } from '../../federation/fields'
import { useFieldForm } from '../../fields/useFieldForm'
import { changeOf, valuesOf } from '../../fields/values'
import { ActionRow } from '../../ui/ActionRow'
import { lazyDialog } from '../../ui/lazyDialog'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { SaveButtons } from '../../ui/SaveButtons'
import { useUnsavedChanges } from '../../ui/useUnsavedChanges'
import { IssuerInputs, audienceNames, keyNames } from './IssuerInputs'
import { keySetOf, keySetText } from './keySet'
import { FURTHER, ISSUER_SETTINGS } from './settings'
import { useUpdateIssuer } from './useUpdateIssuer'

const DeleteIssuerDialog = lazyDialog(() => import('./DeleteIssuerDialog').then((module) => module.DeleteIssuerDialog))

interface IssuerSettingsProps {
  issuer: Issuer
  canWrite: boolean
}

/** All that can be changed of a trusted issuer. */
export function IssuerSettings({ issuer, canWrite }: IssuerSettingsProps) {
  const [isDeleting, deletion] = useDisclosure()
  return (
    <Stack gap="xl">
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <IssuerForm issuer={issuer} canWrite={canWrite} />
      {canWrite && (
        <section aria-labelledby="danger">
          <Title order={2} id="danger" mb="sm">
            Danger zone
          </Title>
          <Paper>
            <ActionRow
              title="Delete trusted issuer"
              text="It can be deleted once no identity stands on it. To stop it temporarily, disable it."
            >
              <Button variant="outline" color="red" onClick={deletion.open}>
                Delete trusted issuer
              </Button>
            </ActionRow>
          </Paper>
        </section>
      )}
      <DeleteIssuerDialog issuer={issuer} opened={isDeleting} onClose={deletion.close} />
    </Stack>
  )
}

/** The settings of an issuer as its form has them. */
function formOf(issuer: Issuer) {
  const { jwks, sharedAudienceReason, ...rest } = issuer
  return valuesOf(ISSUER_SETTINGS, { ...rest, jwks: keySetText(jwks), reason: sharedAudienceReason })
}

function IssuerForm({ issuer, canWrite }: IssuerSettingsProps) {
  const before = formOf(issuer)
  const form = useFieldForm(ISSUER_SETTINGS, before)
  const [{ fetching }, update] = useUpdateIssuer()
  useUnsavedChanges(form.isDirty, 'Leave without saving? The changes to the settings are lost.')

  const submit = form.submit(async (values) => {
    const change = changeOf(ISSUER_SETTINGS, before, values)
    if ('jwks' in change) {
      const pasted = keySetOf(values.jwks)
      if ('problem' in pasted) {
        form.fail('jwks', pasted.problem)
        return
      }
      change.jwks = pasted.jwks
    }
    const { data, error } = await update({ input: { trustedIssuerId: issuer.id, ...change } })
    if (data) {
      form.restart(formOf(data.updateTrustedIssuer.trustedIssuer))
      notifications.show({ message: 'Settings saved.' })
    } else if (error) {
      form.refuse(error)
    }
  })
  const inputs = { form, disabled: !canWrite, isSpiffe: issuer.trustDomain !== null }
  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <IssuerInputs {...inputs} names={['name', ...keyNames(issuer.keySource)]} />
          <IssuerInputs {...inputs} names={audienceNames(form.values.allowSharedAudience)} />
          <IssuerInputs {...inputs} names={[...FURTHER, 'expiresAt']} />
          {form.problem && <ProblemAlert error={form.problem} />}
          {canWrite && <SaveButtons isDirty={form.isDirty} busy={fetching} onDiscard={form.discard} />}
        </Stack>
      </Paper>
    </form>
  )
}
