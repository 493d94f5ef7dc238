import { MultiSelect, NativeSelect, Textarea } from '@mantine/core'

import { FieldInput } from '../../fields/FieldInput'
import type { FieldForm, Slot } from '../../fields/useFieldForm'
import type { IssuerKeySource, KeyAlgorithm } from '../../graphql/generated/graphql'
import { ExpiryField } from '../../keys/ExpiryField'
import { ISSUER_SETTINGS } from './settings'

type Form = FieldForm<typeof ISSUER_SETTINGS>
type Name = keyof typeof ISSUER_SETTINGS

const KEY_SOURCES: { value: IssuerKeySource; label: string }[] = [
  { value: 'DISCOVERY', label: 'Its discovery document' },
  { value: 'JWKS_URL', label: 'A URL of its key set' },
  { value: 'JWKS', label: 'A key set that I paste' },
]

/** A SPIFFE issuer has no discovery document. */
export const SPIFFE_KEY_SOURCES = KEY_SOURCES.filter(({ value }) => value !== 'DISCOVERY')

const ALGORITHMS: KeyAlgorithm[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EDDSA']

interface IssuerInputsProps {
  form: Form
  names: readonly Name[]
  disabled?: boolean
  isSpiffe: boolean
}

/** The inputs of some settings of a trusted issuer. */
export function IssuerInputs({ form, names, disabled = false, isSpiffe }: IssuerInputsProps) {
  return names.map((name) => <IssuerInput key={name} form={form} name={name} disabled={disabled} isSpiffe={isSpiffe} />)
}

function IssuerInput({ form, name, disabled = false, isSpiffe }: Omit<IssuerInputsProps, 'names'> & { name: Name }) {
  switch (name) {
    case 'keySource': {
      const { value, onChange, error } = form.slot('keySource')
      return (
        <NativeSelect
          label={ISSUER_SETTINGS.keySource.label}
          description="Fixed once the issuer is trusted."
          data={isSpiffe ? SPIFFE_KEY_SOURCES : KEY_SOURCES}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value as IssuerKeySource)}
          error={error}
          disabled={disabled}
          maw="28rem"
        />
      )
    }
    case 'jwks': {
      const { value, onChange, error } = form.slot('jwks')
      return (
        <Textarea
          label={ISSUER_SETTINGS.jwks.label}
          description="The whole JWK Set, or trust bundle, as JSON. Public keys only. Nothing is fetched: paste it again when the issuer changes its keys."
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
          disabled={disabled}
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          classNames={{ input: 'mono' }}
        />
      )
    }
    case 'algorithms': {
      const { value, onChange, error } = form.slot('algorithms')
      return (
        <MultiSelect
          label={ISSUER_SETTINGS.algorithms.label}
          description="Those that its keys may sign with."
          data={ALGORITHMS}
          value={value}
          onChange={(chosen) => onChange(ALGORITHMS.filter((algorithm) => chosen.includes(algorithm)))}
          error={error}
          disabled={disabled}
          maw="36rem"
        />
      )
    }
    case 'expiresAt': {
      const { value, onChange, error } = form.slot('expiresAt')
      return <ExpiryField value={value} onChange={onChange} error={error} />
    }
    default:
      return <FieldInput field={ISSUER_SETTINGS[name]} {...(form.slot(name) as Slot<unknown>)} disabled={disabled} />
  }
}

/** The settings of where the keys are. */
export function keyNames(keySource: IssuerKeySource): readonly Name[] {
  switch (keySource) {
    case 'DISCOVERY':
      return ['discoveryUrl']
    case 'JWKS_URL':
      return ['jwksUri']
    case 'JWKS':
      return ['jwks']
  }
}

/** The settings of the audience; a reason is asked for where it is shared. */
export function audienceNames(isShared: boolean): readonly Name[] {
  return isShared ? ['audience', 'allowSharedAudience', 'reason'] : ['audience', 'allowSharedAudience']
}
