/** What stands in the editor at first: a query that reads, and runs as it is. */
export function firstQuery(slug: string | undefined): string {
  return slug === undefined ? OF_INSTANCE : ofProject(slug)
}

const OF_INSTANCE = `# Press Ctrl-Enter to run the query and Ctrl-Space to complete.
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
  return `# Press Ctrl-Enter to run the query and Ctrl-Space to complete.
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
