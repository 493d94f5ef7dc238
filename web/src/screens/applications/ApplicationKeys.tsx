import { KeySection } from '../../keys/KeySection'
import { useApplicationKeys } from '../../keys/owner'
import type { Application } from './fields'
import { credentialOf } from './words'

/** The keys that an application signs with. */
export function ApplicationKeys({ application }: { application: Application }) {
  const owner = useApplicationKeys(application.id)
  const isOptional = credentialOf(application.authMethod) !== 'key'
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
  const credential = credentialOf(authMethod)
  if (credential === 'key')
    return 'The application authenticates with JWTs that it signs. The server has the public keys; the application has the private keys.'
  const way = credential === 'secret' ? 'a secret' : 'tokens of a trusted issuer'
  return type === 'SERVICE'
    ? `The application authenticates with ${way}. A key lets it sign JWT bearer grants as well.`
    : `The application authenticates with ${way} and needs no key.`
}
