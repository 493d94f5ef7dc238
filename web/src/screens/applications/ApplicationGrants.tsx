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
      title="What it may use"
      description={
        <>
          It asks for a token with an API’s identifier as <span className="mono">resource</span>, and gets at most the
          scopes that are granted.
        </>
      }
      give="Grant an API"
      empty={{
        title: 'It may use no API yet',
        text: 'Its tokens are for the issuer only, and open no API’s gateway.',
      }}
    />
  )
}
