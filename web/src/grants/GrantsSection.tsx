import { Button, Stack } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { graphql } from '../graphql/generated'
import { isNarrowed } from '../list/address'
import { ListControls } from '../list/ListControls'
import { NoMatch } from '../list/NoMatch'
import { GRANT_LIST } from '../list/specs'
import { useListAddress } from '../list/useListAddress'
import { EmptyState } from '../ui/EmptyState'
import { ProblemAlert } from '../ui/ProblemAlert'
import { RowsSkeleton } from '../ui/ScreenSkeleton'
import { SectionHead } from '../ui/SectionHead'
import { usePages } from '../ui/usePages'
import { GrantDialog } from './dialogs'
import type { GrantTarget } from './fields'
import { GrantList } from './GrantList'
import { useGrantDialog } from './useGrantDialog'

const GrantsOfDocument = graphql(`
  query GrantsOf($id: ID!, $search: String, $first: Int!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Api {
        grants(search: $search, first: $first, after: $after) {
          ...GrantPage
        }
      }
      ... on Application {
        grants(search: $search, first: $first, after: $after) {
          ...GrantPage
        }
      }
    }
  }

  fragment GrantPage on GrantConnection {
    totalCount
    nodes {
      ...GrantFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`)

/** So many grants are seen at a glance. */
const GLANCE = 5

/** Whose grants these are. */
type Holder =
  | { of: 'api'; holder: NonNullable<GrantTarget['api']> }
  | { of: 'application'; holder: NonNullable<GrantTarget['application']> }

type GrantsSectionProps = Holder & {
  canWrite: boolean
  title: string
  description: ReactNode
  /** Between heading and list. */
  notice?: ReactNode
  /** The button's verb: "Grant access". */
  give: string
  /** What stands in the place of an empty list. */
  empty: { title: string; text: string }
}

/** The grants of one API, or of one application, and the way to change them. */
export function GrantsSection({ of, holder, canWrite, title, description, notice, give, empty }: GrantsSectionProps) {
  const dialog = useGrantDialog()
  const [address, change] = useListAddress()
  const isFiltered = isNarrowed(GRANT_LIST, address)
  const pages = usePages({
    query: GrantsOfDocument,
    variables: { id: holder.id, search: address.search ?? null },
    connection: ({ node }) => (node && 'grants' in node ? node.grants : undefined),
  })
  const target = of === 'api' ? { application: null, api: holder } : { application: holder, api: null }
  const grant = canWrite && <Button onClick={() => dialog.open({ ...target, grant: null })}>{give}</Button>
  const isEmpty = pages.items?.length === 0 && !isFiltered
  return (
    <Stack gap="md" component="section" aria-labelledby="grants">
      <SectionHead id="grants" title={title} description={description}>
        {!isEmpty && grant}
      </SectionHead>
      {notice}
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={4} height={52} />}
      {isEmpty && (
        <EmptyState icon={<IconKey />} title={empty.title} action={grant}>
          {empty.text}
        </EmptyState>
      )}
      {(isFiltered || (pages.total ?? 0) > GLANCE) && (
        <ListControls
          spec={{ ...GRANT_LIST, search: `Search ${of === 'api' ? 'applications' : 'APIs'} by name` }}
          address={address}
          onChange={change}
          noun="grant"
          nouns="grants"
          count={pages.total}
        />
      )}
      {pages.items?.length === 0 && isFiltered && <NoMatch spec={GRANT_LIST} address={address} noun="grant" />}
      {pages.items && pages.items.length > 0 && (
        <GrantList
          of={of}
          pages={pages}
          onEdit={
            canWrite
              ? ({ application, api, id, scopes }) => dialog.open({ application, api, grant: { id, scopes } })
              : undefined
          }
        />
      )}
      <GrantDialog {...dialog.props} />
    </Stack>
  )
}
