import type { ApplicationType, ClientAuthMethod } from '../../graphql/generated/graphql'

/** How a choice is called, and what follows from it. */
export interface Words {
  label: string
  explanation: string
}

/** What an application does. */
export const TYPES: Record<ApplicationType, Words> = {
  SERVICE: {
    label: 'Service',
    explanation: 'Obtains access tokens and calls APIs with them. It can serve an API as well.',
  },
  RESOURCE_SERVER: {
    label: 'Resource server',
    explanation: 'Verifies the tokens of its callers by introspection. It obtains none.',
  },
}

/** The types in the order in which they are offered. */
export const TYPE_CHOICES = (['SERVICE', 'RESOURCE_SERVER'] as const).map((value) => ({ value, ...TYPES[value] }))

/** How an application proves itself; the safest first. */
export const METHODS: Record<ClientAuthMethod, Words> = {
  PRIVATE_KEY_JWT: {
    label: 'Private key',
    explanation:
      'Signs a short-lived JWT with its own private key, which stays with the application. The best choice wherever code can sign.',
  },
  CLIENT_SECRET_BASIC: {
    label: 'Secret in the header',
    explanation:
      'Sends its client ID and a secret in the Authorization header. Most OAuth libraries do this by default.',
  },
  CLIENT_SECRET_POST: {
    label: 'Secret in the body',
    explanation: 'Sends its client ID and a secret as form fields. For software that supports nothing else.',
  },
  CLIENT_SECRET_JWT: {
    label: 'Secret that signs a JWT',
    explanation:
      'Signs a JWT with a secret (HS256). The secret is not sent, but the application and the server both store it.',
  },
  FEDERATED_JWT: {
    label: 'Federated identity',
    explanation:
      'Shows a token that its platform gives it, such as a CI job, a Kubernetes pod or a cloud function. No secret is stored. The best choice on such a platform.',
  },
}

/** The names of RFC 7591, by which libraries know the methods; to them, a platform's token is a client assertion. */
export function registeredName(method: ClientAuthMethod): string {
  return method === 'FEDERATED_JWT' ? 'private_key_jwt' : method.toLowerCase()
}

/** What an application of this method proves itself with. */
export function credentialOf(method: ClientAuthMethod): 'key' | 'secret' | 'identity' {
  switch (method) {
    case 'PRIVATE_KEY_JWT':
      return 'key'
    case 'CLIENT_SECRET_BASIC':
    case 'CLIENT_SECRET_POST':
    case 'CLIENT_SECRET_JWT':
      return 'secret'
    case 'FEDERATED_JWT':
      return 'identity'
  }
}

/** Whether the method needs a secret. */
export function usesSecret(method: ClientAuthMethod): boolean {
  return credentialOf(method) === 'secret'
}
