/** What stands in the editor at first: a query that reads, and runs as it is. */
export function firstQuery(slug: string | undefined): string {
  return slug === undefined ? OF_INSTANCE : ofProject(slug)
}

const OF_INSTANCE = `# Ctrl-Enter or the button runs it. Ctrl-Space completes.
query Projects {
  viewer {
    scope
    permissions
  }
  projects(first: 10) {
    totalCount
    nodes {
      id
      slug
      name
    }
  }
}
`

function ofProject(slug: string): string {
  return `# Ctrl-Enter or the button runs it. Ctrl-Space completes.
query Project {
  project(slug: ${JSON.stringify(slug)}) {
    id
    name
    endpoints {
      issuer
      jwks
    }
    applications(first: 10) {
      nodes {
        id
        name
        enabled
      }
    }
    currentSigningKey {
      kid
      algorithm
      state
    }
  }
}
`
}
