import { actionChoices } from '../../audit/words'

/** Events that concern one webhook, which no filter names. */
const OF_ONE_WEBHOOK = ['webhook.test', 'webhook.redeliver']

/** The event types to choose from, by noun. `chosen` adds those that this portal does not know. */
export function typeChoices(chosen: readonly string[]) {
  return actionChoices(chosen).map(({ group, items }) => ({
    group,
    items: items.filter(({ value }) => !OF_ONE_WEBHOOK.includes(value)),
  }))
}
