import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import type { Rule } from './fields'

const DeleteRuleDocument = graphql(`
  mutation DeleteOperatorRule($input: DeleteOperatorRuleInput!) {
    deleteOperatorRule(input: $input) {
      deletedId
    }
  }
`)

interface DeleteRuleDialogProps {
  /** None: closed. */
  rule: Rule | undefined
  onClose: () => void
}

/** Deletes a rule, after a question. */
export function DeleteRuleDialog({ rule, onClose }: DeleteRuleDialogProps) {
  const [{ fetching, error }, remove] = useMutation(DeleteRuleDocument)
  const confirm = async () => {
    const { data } = rule ? await remove({ input: { operatorRuleId: rule.id } }) : {}
    if (!data) return
    onClose()
    notifications.show({ message: 'Rule deleted.' })
  }
  return (
    <ConfirmDialog
      opened={rule !== undefined}
      onClose={onClose}
      title={`Delete the rule ${rule?.name ?? ''}?`}
      confirm="Delete rule"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Text size="sm">
        The sessions of everybody who acts by this rule end at once, and its key is revoked. To stop it for a time,
        disable it instead.
      </Text>
    </ConfirmDialog>
  )
}
