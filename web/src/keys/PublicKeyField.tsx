import { Stack, Text, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'

import { FileDrop } from '../ui/FileDrop'
import { readPublicKey } from './publicKeyText'

interface PublicKeyFieldProps {
  value: string
  onChange: (text: string) => void
  error: ReactNode
}

/** A public key by paste or by file, in any form that the server takes. */
export function PublicKeyField({ value, onChange, error }: PublicKeyFieldProps) {
  const { form, refusal } = readPublicKey(value)
  return (
    <Stack gap="xs">
      <Textarea
        label="Public key"
        description="PEM (SPKI or PKCS#1), X.509 certificate, certificate request, or JWK; newlines may be missing"
        withAsterisk
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        // A private key is named as such at once, other things when the form is sent.
        error={error ?? (value.trim() === '' ? undefined : refusal)}
      />
      {form !== undefined && (
        <Text size="sm" c="dimmed" role="status">
          Looks like: {form}
        </Text>
      )}
      <FileDrop
        label="Drop the file here, or choose it"
        accept=".pem,.pub,.crt,.cer,.csr,.jwk,.json,.txt,.key"
        onText={onChange}
      />
    </Stack>
  )
}
