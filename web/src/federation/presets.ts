import { graphql } from '../graphql/generated'
import type { TrustedIssuerPresetsQuery } from '../graphql/generated/graphql'
import type { ClaimRule } from '../rules/words'
import { fill, read } from './placeholders'

/** Every platform that the server knows. */
export const PresetsDocument = graphql(`
  query TrustedIssuerPresets {
    trustedIssuerPresets {
      name
      title
      issuers {
        title
        issuer
        trustDomain
        recognized
        keySource
        discoveryUrl
        jwksUri
        jwksCommand
      }
      parameters {
        name
        title
        example
        hint
      }
      algorithms
      audience
      maxAgeSeconds
      singleUse
      identifyingClaims
      prefixes
      rules {
        claim
        match
        values
        optional
        reason
      }
      snippet {
        place
        language
        text
      }
      notes
      documentation
    }
  }
`)

/** A platform whose tokens identify workloads. */
export type Preset = TrustedIssuerPresetsQuery['trustedIssuerPresets'][number]
/** One of the issuers of a platform. */
export type PresetIssuer = Preset['issuers'][number]

/** As much of a trusted issuer as its platform is recognised by. */
export interface Named {
  preset: string | null
  issuer: string | null
  trustDomain: string | null
}

/** The platform of a trusted issuer: the one that it names, else the one that alone has such an `iss`. */
export function presetOf(presets: readonly Preset[], { preset, issuer, trustDomain }: Named): Preset | undefined {
  const named = presets.find(({ name }) => name === preset)
  if (named) return named
  return presets.find(({ issuers }) =>
    issuers.some(
      (one) => one.recognized && (trustDomain === null ? fits(one.issuer, issuer) : one.trustDomain !== null),
    ),
  )
}

function fits(pattern: string | null, text: string | null): boolean {
  return pattern !== null && text !== null && read(pattern, text) !== null
}

/** What the name of an issuer says about the placeholders of its platform, such as its host name. */
export function knownOf({ issuers }: Preset, { issuer, trustDomain }: Named): Record<string, string> {
  for (const one of issuers) {
    const [pattern, text] = trustDomain === null ? [one.issuer, issuer] : [one.trustDomain, trustDomain]
    const found = pattern !== null && text !== null ? read(pattern, text) : null
    if (found) return found
  }
  return {}
}

/** The proposed rules of a platform with the values that are known; optional ones are left out. */
export function proposedRules({ rules }: Preset, values: Readonly<Record<string, string>>): ClaimRule[] {
  return rules.filter(({ optional }) => !optional).map((rule) => filledRule(rule, values))
}

/** A proposed rule with the values that are known. */
export function filledRule(
  { claim, match, values: texts }: ClaimRule,
  values: Readonly<Record<string, string>>,
): ClaimRule {
  return { claim, match, values: texts.map((text) => fill(text, values)) }
}
