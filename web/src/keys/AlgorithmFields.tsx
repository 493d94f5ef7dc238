import { Group, NativeSelect } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'

import type { NewKey } from './makeKey'
import { ALGORITHMS } from './newKey'
import { RSA_BITS, isRsa } from './pair'

/** What a new key signs with, and the size of an RSA key. */
export function AlgorithmFields({ form }: { form: UseFormReturnType<NewKey> }) {
  const { algorithm, rsaBits } = form.values
  const choose = (text: string) => {
    const chosen = ALGORITHMS.find(({ value }) => value === text)
    if (chosen) form.setFieldValue('algorithm', chosen.value)
  }
  return (
    <Group align="flex-start" gap="md">
      <NativeSelect
        label="Algorithm"
        data={ALGORITHMS}
        value={algorithm}
        onChange={(event) => choose(event.currentTarget.value)}
        error={form.errors.algorithm}
        flex="1 1 16rem"
      />
      {isRsa(algorithm) && (
        <NativeSelect
          label="Size"
          data={RSA_BITS.map((bits) => ({ value: String(bits), label: `${bits} bits` }))}
          value={String(rsaBits)}
          onChange={(event) => form.setFieldValue('rsaBits', Number(event.currentTarget.value))}
          error={form.errors.rsaBits}
          flex="0 1 9rem"
        />
      )}
    </Group>
  )
}
