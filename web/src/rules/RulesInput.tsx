import { ActionIcon, Autocomplete, Button, Fieldset, Group, NativeSelect, Stack, TagsInput, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import type { ClaimMatch } from '../graphql/generated/graphql'
import classes from './RulesInput.module.css'
import { MATCHES, MATCH_ORDER } from './words'
import type { ClaimRule } from './words'

interface RulesInputProps {
  label: string
  description: ReactNode
  value: ClaimRule[]
  onChange: (rules: ClaimRule[]) => void
  /** The claims to propose, those that identify first. */
  claims: readonly string[]
  /** What a rule is for, by claim. */
  hints?: Readonly<Record<string, string>>
  /** What the server refused, such as `0.values` or the empty text for the whole list. */
  errors?: Readonly<Record<string, string>>
}

const EMPTY: ClaimRule = { claim: '', match: 'EXACT', values: [] }
const MOST = 20

/** Conditions on the claims of a token, all of which have to hold. */
export function RulesInput({ label, description, value, onChange, claims, hints = {}, errors = {} }: RulesInputProps) {
  const set = (place: number, change: Partial<ClaimRule>) =>
    onChange(value.map((rule, at) => (at === place ? { ...rule, ...change } : rule)))
  return (
    <Fieldset legend={label} variant="unstyled" styles={{ legend: { fontWeight: 600 } }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {description}
        </Text>
        {value.map((rule, place) => (
          <RuleRow
            key={place}
            number={place + 1}
            rule={rule}
            claims={claims}
            hint={hints[rule.claim]}
            error={errorAt(errors, place)}
            onChange={(change) => set(place, change)}
            onRemove={() => onChange(value.filter((_, at) => at !== place))}
          />
        ))}
        {errors[''] !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {errors['']}
          </Text>
        )}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={value.length >= MOST}
            onClick={() => onChange([...value, EMPTY])}
          >
            Add rule
          </Button>
        </div>
      </Stack>
    </Fieldset>
  )
}

interface RuleRowProps {
  number: number
  rule: ClaimRule
  claims: readonly string[]
  hint: string | undefined
  error: string | undefined
  onChange: (change: Partial<ClaimRule>) => void
  onRemove: () => void
}

function RuleRow({ number, rule, claims, hint, error, onChange, onRemove }: RuleRowProps) {
  return (
    <div className={classes.rule}>
      <div className={classes.inputs}>
        <Autocomplete
          label="Claim"
          aria-label={`Claim of rule ${number}`}
          data={[...claims]}
          value={rule.claim}
          onChange={(claim) => onChange({ claim })}
          placeholder="sub"
          autoCapitalize="none"
          spellCheck={false}
          classNames={{ input: 'mono' }}
        />
        <NativeSelect
          label="Comparison"
          aria-label={`Comparison of rule ${number}`}
          data={MATCH_ORDER.map((match) => ({ value: match, label: MATCHES[match] }))}
          value={rule.match}
          onChange={(event) => onChange({ match: event.currentTarget.value as ClaimMatch })}
        />
        <TagsInput
          label={rule.match === 'EXACT' ? 'Value' : 'Values'}
          aria-label={`Value of rule ${number}`}
          value={rule.values}
          onChange={(values) => onChange({ values: rule.match === 'EXACT' ? values.slice(-1) : values })}
          // Claims are compared byte by byte.
          isDuplicate={(value, values) => values.includes(value)}
          acceptValueOnBlur
          autoCapitalize="none"
          spellCheck={false}
          className={classes.values}
          classNames={{ input: 'mono' }}
        />
        <Group className={classes.remove}>
          <ActionIcon variant="subtle" color="gray" aria-label={`Remove rule ${number}`} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </div>
      {hint !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {hint}
        </Text>
      )}
      {error !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" mt={4} role="alert">
          {error}
        </Text>
      )}
    </div>
  )
}

/** The first refusal of a rule, whichever of its inputs it names. */
function errorAt(errors: Readonly<Record<string, string>>, place: number): string | undefined {
  const named = Object.entries(errors).find(([path]) => path === String(place) || path.startsWith(`${place}.`))
  return named?.[1]
}
