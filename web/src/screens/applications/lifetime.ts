import { durationInWords } from '../../ui/duration'

/** The shortest and the longest life of an access token, in seconds. */
export const TOKEN_LIFETIME = { shortest: 60, longest: 2_419_200 }

/** What is wrong with a token lifetime; null where nothing is. */
export function lifetimeProblem(seconds: number | ''): string | null {
  const { shortest, longest } = TOKEN_LIFETIME
  if (seconds !== '' && seconds >= shortest && seconds <= longest) return null
  return `From ${durationInWords(shortest)} to ${durationInWords(longest)}.`
}
