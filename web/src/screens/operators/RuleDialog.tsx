import { Modal, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import type { Permission } from '../../graphql/generated/graphql'
import { ExpiryField } from '../../keys/ExpiryField'
import { PermissionsField } from '../../keys/PermissionsField'
import { refusedRules, rulesProblems, typedRules } from '../../rules/problems'
import { RulesInput } from '../../rules/RulesInput'
import type { ClaimRule } from '../../rules/words'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import type { Provider, Rule } from './fields'
import { ProjectSelect } from './ProjectSelect'
import { UpdateRuleDocument } from './updateRule'

const CreateRuleDocument = graphql(`
  mutation CreateOperatorRule($input: CreateOperatorRuleInput!) {
    createOperatorRule(input: $input) {
      operatorRule {
        ...OperatorRuleFields
      }
    }
  }
`)

/** Claims that identify a person or a group of people at the usual providers. */
const CLAIMS = ['/groups/*', '/roles/*', 'sub', 'hd', 'tid', 'email']

interface RuleDialogProps {
  provider: Provider
  /** The rule to change; none: a new one. */
  rule?: Rule | undefined
  opened: boolean
  onClose: () => void
}

/** Makes a rule, or changes one. */
export function RuleDialog({ provider, rule, opened, onClose }: RuleDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={rule ? `Change ${rule.name}` : 'New rule'} size="xl">
      {opened && <RuleForm provider={provider} rule={rule} onClose={onClose} />}
    </Modal>
  )
}

function RuleForm({ provider, rule, onClose }: Omit<RuleDialogProps, 'opened'>) {
  const [created, create] = useMutation(CreateRuleDocument)
  const [updated, update] = useMutation(UpdateRuleDocument)
  const [name, setName] = useState(rule?.name ?? '')
  const [claimRules, setClaimRules] = useState<ClaimRule[]>(
    rule?.claimRules ?? [{ claim: '/groups/*', match: 'EXACT', values: [] }],
  )
  const [isInstance, setInstance] = useState(false)
  const [project, setProject] = useState<{ id: string; name: string } | null>(null)
  const [permissions, setPermissions] = useState<Permission[]>(rule?.permissions ?? ['READ'])
  const [expiresAt, setExpiresAt] = useState<string | null>(rule?.expiresAt ?? null)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [ruleErrors, setRuleErrors] = useState<Record<string, string>>({})
  const [hasRest, setRest] = useState(false)
  const isOfInstance = rule ? rule.project === null : isInstance
  const error = rule ? updated.error : created.error

  const send = async (rules: ClaimRule[]) => {
    if (!rule) {
      const projectId = isInstance ? undefined : project?.id
      return await create({
        input: {
          operatorIssuerId: provider.id,
          projectId,
          name: name.trim(),
          claimRules: rules,
          permissions,
          expiresAt,
        },
      })
    }
    // New conditions end the rule's sessions; unchanged ones are not sent.
    const isSame = JSON.stringify(rules) === JSON.stringify(rule.claimRules.map(plain))
    const input = { operatorRuleId: rule.id, name: name.trim(), permissions, expiresAt }
    return await update({ input: isSame ? input : { ...input, claimRules: rules } })
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const rules = typedRules(claimRules).map(plain)
    const wrong = rulesProblems(rules)
    setRuleErrors(wrong)
    const isPlaceless = !rule && !isInstance && project === null
    setErrors(isPlaceless ? { projectId: 'Choose a project, or the whole instance.' } : {})
    setRest(false)
    if (Object.keys(wrong).length > 0 || isPlaceless) return
    const { data, error } = await send(rules)
    if (data) {
      onClose()
      return
    }
    if (!error) return
    const refused = refusedRules(error, 'claimRules')
    const found = formErrors(error, ['name', 'permissions', 'expiresAt', 'projectId'])
    setRuleErrors(refused)
    setErrors(found.errors)
    setRest(found.rest && Object.keys(refused).length === 0)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="People see it when they sign in, such as “Platform team”."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
          maxLength={100}
          autoComplete="off"
          required
          maw="28rem"
          data-autofocus
        />
        <RulesInput
          label="Who"
          description="All conditions have to hold for the ID token. At least one has to be on sub, on a group or role, or on the tenant (hd, tid), and not “begins with”."
          value={claimRules}
          onChange={(rules) => {
            setClaimRules(rules)
            setRuleErrors({})
          }}
          claims={CLAIMS}
          errors={ruleErrors}
        />
        {!rule && (
          <>
            <Select
              label="Where"
              description="Fixed once the rule is created."
              data={[
                { value: 'project', label: 'One project' },
                { value: 'instance', label: 'The whole instance, with all projects' },
              ]}
              value={isInstance ? 'instance' : 'project'}
              onChange={(value) => setInstance(value === 'instance')}
              allowDeselect={false}
              maw="28rem"
            />
            {!isInstance && <ProjectSelect value={project} onChange={setProject} error={errors.projectId} />}
          </>
        )}
        <PermissionsField
          scope={isOfInstance ? 'INSTANCE' : 'PROJECT'}
          value={permissions}
          onChange={setPermissions}
          error={errors.permissions}
        />
        <ExpiryField value={expiresAt} onChange={setExpiresAt} error={errors.expiresAt} />
        {error && hasRest && <ProblemAlert error={error} />}
        <SubmitButtons
          busy={created.fetching || updated.fetching}
          disabled={name.trim() === '' || permissions.length === 0}
          onCancel={onClose}
        >
          {rule ? 'Save' : 'Create rule'}
        </SubmitButtons>
      </Stack>
    </form>
  )
}

/** Without what GraphQL adds to an object. */
function plain({ claim, match, values }: ClaimRule): ClaimRule {
  return { claim, match, values }
}
