import { SearchSelect } from '../ui/SearchSelect'
import type { ChoiceField } from '../ui/SearchSelect'
import type { GrantedApi } from './fields'
import { useApis } from './useApis'

interface ApiSelectProps extends ChoiceField {
  value: Pick<GrantedApi, 'id' | 'name'> | null
  onChange: (api: GrantedApi | null) => void
}

/** One of the project's APIs. */
export function ApiSelect({ value, onChange, ...field }: ApiSelectProps) {
  const { apis = [] } = useApis()
  const choices = apis.map(({ id, name, identifier }) => ({ id, name, detail: identifier }))
  const isMissing = value !== null && !apis.some(({ id }) => id === value.id)
  return (
    <SearchSelect
      {...field}
      choices={isMissing ? [{ ...value, detail: undefined }, ...choices] : choices}
      nothingFoundMessage="No API matches."
      value={value?.id ?? null}
      onChange={(id) => onChange(apis.find((api) => api.id === id) ?? null)}
    />
  )
}
