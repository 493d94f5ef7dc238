import { Group, NativeSelect, Text } from '@mantine/core'
import type { ReactNode } from 'react'

import type { KeyAlgorithm } from '../graphql/generated/graphql'
import { ALGORITHMS } from './newKey'
import { RSA_BITS, isRsa } from './pair'

interface AlgorithmFieldsProps {
  algorithm: KeyAlgorithm
  rsaBits: number
  onAlgorithm: (algorithm: KeyAlgorithm) => void
  onRsaBits: (bits: number) => void
  errors: { algorithm?: ReactNode; rsaBits?: ReactNode }
  /** What follows from the choice. */
  note?: string
}

/** What a new key signs with, and the size of an RSA key. */
export function AlgorithmFields({ algorithm, rsaBits, onAlgorithm, onRsaBits, errors, note }: AlgorithmFieldsProps) {
  const choose = (text: string) => {
    const chosen = ALGORITHMS.find(({ value }) => value === text)
    if (chosen) onAlgorithm(chosen.value)
  }
  return (
    <Group align="flex-start" gap={note === undefined ? 'md' : 'xs'}>
      <NativeSelect
        label="Algorithm"
        data={ALGORITHMS}
        value={algorithm}
        onChange={(event) => choose(event.currentTarget.value)}
        error={errors.algorithm}
        flex="1 1 16rem"
      />
      {isRsa(algorithm) && (
        <NativeSelect
          label="Size"
          data={RSA_BITS.map((bits) => ({ value: String(bits), label: `${bits} bits` }))}
          value={String(rsaBits)}
          onChange={(event) => onRsaBits(Number(event.currentTarget.value))}
          error={errors.rsaBits}
          flex="0 1 9rem"
        />
      )}
      {note !== undefined && (
        <Text size="xs" c="dimmed" w="100%">
          {note}
        </Text>
      )}
    </Group>
  )
}
