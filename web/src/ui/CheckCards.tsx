import { Checkbox, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'

import { CardText } from './CardText'
import type { Choice } from './ChoiceCards'
import classes from './ChoiceCards.module.css'

interface CheckCardsProps<Value extends string> {
  label: string
  description?: string
  choices: Choice<Value>[]
  /** Those that are chosen, in the order of the cards. */
  value: Value[]
  onChange: (value: Value[]) => void
  error?: ReactNode
  disabled?: boolean
}

/** Some of few choices, each a card that explains itself. */
export function CheckCards<Value extends string>({ choices, onChange, disabled, ...group }: CheckCardsProps<Value>) {
  const choose = (texts: string[]) =>
    onChange(choices.map(({ value }) => value).filter((value) => texts.includes(value)))
  return (
    <Checkbox.Group {...group} onChange={choose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt={6} mb={4}>
        {choices.map(({ value, label, explanation }) => (
          <Checkbox.Card key={value} value={value} className={classes.card} disabled={disabled}>
            <CardText label={label} explanation={explanation}>
              <Checkbox.Indicator mt={2} disabled={disabled} />
            </CardText>
          </Checkbox.Card>
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
