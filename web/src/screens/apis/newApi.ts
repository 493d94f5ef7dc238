/** Where gateways will ask about an API of this name. */
export function verifyEndpoint(issuer: string, name: string): string {
  return `${issuer}/apis/${name === '' ? '…' : name}/verify`
}
