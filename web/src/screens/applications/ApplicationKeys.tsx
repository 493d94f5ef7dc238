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
      empty={isOptional ? 'Its authentication method needs no key.' : NEEDED}
      isOptional={isOptional}
    />
  )
}

const NEEDED =
  'The application cannot authenticate without a key. Generate one here or in this browser, or import the public key of one that the application has generated.'

function purposeOf({ authMethod, type }: Application): string {
  if (!usesSecret(authMethod))
    return 'The application authenticates with JWTs that it signs. The server has the public keys; the application has the private keys.'
  return type === 'SERVICE'
    ? 'The application authenticates with a secret. A key lets it sign JWT bearer grants as well.'
    : 'The application authenticates with a secret and needs no key.'
}
