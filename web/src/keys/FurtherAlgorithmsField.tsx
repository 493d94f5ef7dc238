import { Checkbox, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'

import type { KeyAlgorithm } from '../graphql/generated/graphql'
import { RSA_ALGORITHMS } from './pair'

interface FurtherAlgorithmsFieldProps {
  /** The key's own algorithm, which is no further one; null where it is not known yet. */
  own: KeyAlgorithm | null
  value: KeyAlgorithm[]
  onChange: (value: KeyAlgorithm[]) => void
  error?: ReactNode
}

/** The further algorithms that an application's RSA key may sign with. */
export function FurtherAlgorithmsField({ own, value, onChange, error }: FurtherAlgorithmsFieldProps) {
  const choices = RSA_ALGORITHMS.filter((algorithm) => algorithm !== own)
  return (
    <Checkbox.Group
      label="Additional algorithms"
      description="For a client that changes its algorithm and keeps its RSA key. Each is accepted as soon as you save."
      value={value}
      onChange={(chosen) => onChange(choices.filter((algorithm) => chosen.includes(algorithm)))}
      error={error}
    >
      <SimpleGrid cols={3} spacing="sm" mt={8} mb={4}>
        {choices.map((algorithm) => (
          <Checkbox key={algorithm} value={algorithm} label={algorithm} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
