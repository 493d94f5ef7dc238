import { Radio, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'

import { CardText } from './CardText'
import classes from './ChoiceCards.module.css'

/** One of the cards. */
export interface Choice<Value extends string> {
  value: Value
  label: ReactNode
  /** What follows from it. */
  explanation: string
}

interface ChoiceCardsProps<Value extends string> {
  label: string
  description?: string
  choices: Choice<Value>[]
  value: Value
  onChange: (value: Value) => void
  error?: ReactNode
}

/** One choice of few, each a card that explains itself. The arrow keys walk from card to card. */
export function ChoiceCards<Value extends string>({ choices, onChange, ...group }: ChoiceCardsProps<Value>) {
  const choose = (text: string) => {
    const chosen = choices.find(({ value }) => value === text)
    if (chosen) onChange(chosen.value)
  }
  return (
    <Radio.Group {...group} onChange={choose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt={6} mb={4}>
        {choices.map(({ value, label, explanation }) => (
          <Radio.Card key={value} value={value} className={classes.card}>
            <CardText label={label} explanation={explanation}>
              <Radio.Indicator mt={2} />
            </CardText>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
