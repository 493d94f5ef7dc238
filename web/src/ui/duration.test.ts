import { describe, expect, test } from 'vitest'

import { durationInWords, secondsOf, unitOf, withDurations } from './duration'

describe('durations', () => {
  test('are told in the largest unit that is whole', () => {
    expect(durationInWords(1800)).toBe('30 minutes')
    expect(durationInWords(5400)).toBe('90 minutes')
    expect(durationInWords(86_400)).toBe('1 day')
    expect(durationInWords(2_419_200)).toBe('28 days')
    expect(durationInWords(61)).toBe('61 seconds')
    expect(durationInWords(1)).toBe('1 second')
    expect(durationInWords(0)).toBe('0 seconds')
  })

  test('stand in a sentence in units, and what is no number of seconds stays', () => {
    expect(withDurations('must be 900 to 7776000')).toBe('must be 15 minutes to 90 days')
    expect(withDurations('at most 3600 s, for RS256 and 1 more')).toBe('at most 1 hour, for RS256 and 1 more')
  })

  test('go to a unit and back without a loss', () => {
    for (const seconds of [60, 90, 1800, 3600, 90_000, 2_419_200]) {
      const unit = unitOf(seconds)
      expect((seconds / secondsOf(unit)) * secondsOf(unit)).toBe(seconds)
      expect(Number.isInteger(seconds / secondsOf(unit))).toBe(true)
    }
  })
})
