import { KeySection } from '../../keys/KeySection'
import { useApplicationKeys } from '../../keys/owner'
import type { Application } from './fields'
import { usesSecret } from './words'

/** The keys that an application signs with. */
export function ApplicationKeys({ application }: { application: Application }) {
  const owner = useApplicationKeys(application.id)
  const isOptional = usesSecret(application.authMethod)
  return (
    <KeySection
      owner={owner}
      title="Keys"
      label="Keys of the application"
      description={purposeOf(application)}
      empty={isOptional ? 'It needs none to prove itself.' : NEEDED}
      isOptional={isOptional}
    />
  )
}

const NEEDED =
  'It cannot prove itself without one. Generate a key here or in this browser, or import the public half of one that the application has made.'

function purposeOf({ authMethod, type }: Application): string {
  if (!usesSecret(authMethod)) return 'It proves itself with what it signs. Of each key the public half is here; the private one is with the application.'
  return type === 'SERVICE'
    ? 'It proves itself by a secret. With a key it can sign JWT bearer grants, for others than itself too.'
    : 'It proves itself by a secret, and needs no key.'
}
