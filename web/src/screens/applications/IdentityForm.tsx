import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useMutation } from 'urql'

import type { Identity, Issuer } from '../../federation/fields'
import { ParameterInputs } from '../../federation/ParameterInputs'
import { placeholdersOf } from '../../federation/placeholders'
import { filledRule, knownOf, presetOf, proposedRules } from '../../federation/presets'
import type { Preset } from '../../federation/presets'
import { graphql } from '../../graphql/generated'
import { ExpiryField } from '../../keys/ExpiryField'
import { refusedRules, rulesProblems, typedRules } from '../../rules/problems'
import { RulesInput } from '../../rules/RulesInput'
import type { ClaimRule } from '../../rules/words'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import type { Application } from './fields'
import { unfilledRules } from './identityRules'
import { useUpdateIdentity } from './useUpdateIdentity'

const CreateIdentityDocument = graphql(`
  mutation CreateFederatedIdentity($input: CreateFederatedIdentityInput!) {
    createFederatedIdentity(input: $input) {
      federatedIdentity {
        ...IdentityFields
      }
    }
  }
`)

const SUB = ['sub']

interface IdentityFormProps {
  application: Application
  /** The identity to change; none: a new one. */
  identity?: Identity
  issuer: Issuer
  presets: Preset[]
  onClose: () => void
}

/** The rules that tell a workload, proposed by its platform. */
export function IdentityForm({ application, identity, issuer, presets, onClose }: IdentityFormProps) {
  const preset = presetOf(presets, issuer)
  const [created, create] = useMutation(CreateIdentityDocument)
  const [updated, update] = useUpdateIdentity()
  const [name, setName] = useState(identity?.name ?? '')
  const [expiresAt, setExpiresAt] = useState(identity?.expiresAt ?? null)
  const [parameters, setParameters] = useState(preset ? knownOf(preset, issuer) : {})
  // Undefined: as the platform proposes them, with the parameters.
  const [written, setWritten] = useState<ClaimRule[] | undefined>(identity?.rules.map(plain))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [ruleErrors, setRuleErrors] = useState<Record<string, string>>({})
  const [hasRest, setRest] = useState(false)
  const proposed = preset ? proposedRules(preset, parameters) : []
  const rules = written ?? (preset ? proposed : [{ claim: 'sub', match: 'EXACT' as const, values: [] }])
  const error = identity ? updated.error : created.error

  const send = async (rules: ClaimRule[]) => {
    const input = { name: name.trim(), expiresAt, rules }
    return identity
      ? await update({ input: { federatedIdentityId: identity.id, ...input } })
      : await create({ input: { applicationId: application.id, trustedIssuerId: issuer.id, ...input } })
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const typed = typedRules(rules).map(plain)
    const wrong = { ...unfilledRules(typed), ...rulesProblems(typed) }
    setRuleErrors(wrong)
    setErrors(name.trim() === '' ? { name: 'Enter a name.' } : {})
    setRest(false)
    if (Object.keys(wrong).length > 0 || name.trim() === '') return
    const { data, error } = await send(typed)
    if (data) {
      onClose()
      notifications.show({ message: `${name.trim()} ${identity ? 'saved' : 'created'}.` })
    }
    if (!error) return
    const refused = refusedRules(error, 'rules')
    const found = formErrors(error, ['name', 'expiresAt'])
    setRuleErrors(refused)
    setErrors(found.errors)
    setRest(found.rest && Object.keys(refused).length === 0)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Display name of the workload, such as “Deployment of the shop”."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
          maxLength={100}
          autoComplete="off"
          required
          maw="28rem"
        />
        {preset && written === undefined && (
          <ParameterInputs
            preset={preset}
            names={placeholdersOf(preset.rules.flatMap(({ optional, values }) => (optional ? [] : values)))}
            values={parameters}
            onChange={(values) => {
              setParameters(values)
              setRuleErrors({})
            }}
          />
        )}
        <RulesInput
          label="Rules"
          description={
            preset
              ? `Proposed for ${preset.title}; all of them have to hold. They compare IDs that no other workload gets: names can change hands.`
              : 'All of them have to hold. At least one has to be on sub, and not “begins with”, unless it names the whole tenant.'
          }
          value={rules}
          onChange={(rules) => {
            setWritten(rules)
            setRuleErrors({})
          }}
          claims={preset?.identifyingClaims ?? SUB}
          hints={preset ? Object.fromEntries(preset.rules.map(({ claim, reason }) => [claim, reason])) : {}}
          errors={ruleErrors}
        />
        {preset && (
          <OptionalRules
            preset={preset}
            rules={rules}
            onAdd={(rule) => setWritten([...rules, filledRule(rule, parameters)])}
          />
        )}
        <ExpiryField value={expiresAt} onChange={setExpiresAt} error={errors.expiresAt} />
        {error && hasRest && <ProblemAlert error={error} />}
        <SubmitButtons busy={created.fetching || updated.fetching} onCancel={onClose}>
          {identity ? 'Save' : 'Create identity'}
        </SubmitButtons>
      </Stack>
    </form>
  )
}

interface OptionalRulesProps {
  preset: Preset
  rules: readonly ClaimRule[]
  onAdd: (rule: ClaimRule) => void
}

/** What narrows the workload further, each with what it keeps out. */
function OptionalRules({ preset, rules, onAdd }: OptionalRulesProps) {
  const offered = preset.rules.filter(({ optional, claim }) => optional && !rules.some((rule) => rule.claim === claim))
  if (offered.length === 0) return null
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        Further rules
      </Text>
      {offered.map((rule) => (
        <Group key={rule.claim} gap="xs" align="flex-start">
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => onAdd(rule)}
          >
            {rule.claim}
          </Button>
          <Text size="xs" c="dimmed" style={{ flex: '1 1 14rem' }}>
            {rule.reason}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

/** Without what GraphQL adds to an object. */
function plain({ claim, match, values }: ClaimRule): ClaimRule {
  return { claim, match, values: [...values] }
}
