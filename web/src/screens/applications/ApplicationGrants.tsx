import { GrantsSection } from '../../grants/GrantsSection'
import type { Application } from './fields'

interface ApplicationGrantsProps {
  application: Application
  canWrite: boolean
}

/** The APIs that an application may use, and how far. */
export function ApplicationGrants({ application, canWrite }: ApplicationGrantsProps) {
  return (
    <GrantsSection
      of="application"
      holder={application}
      canWrite={canWrite}
      title="Granted APIs"
      description={
        <>
          The application requests a token with the API’s identifier as <span className="mono">resource</span>, and gets
          at most the granted scopes.
        </>
      }
      give="Grant an API"
      empty={{
        title: 'No granted APIs yet',
        text: 'Its tokens are for the issuer only. Grant an API to let the application call it.',
      }}
    />
  )
}
