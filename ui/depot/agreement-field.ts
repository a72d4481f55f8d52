import type { VNode } from 'preact'
import { selectField } from '../components/field.ts'
import { withQuery } from '../lib/api.ts'
import type { Agreement, Page } from '../lib/api-types.ts'
import { useResource } from '../lib/resource.ts'

interface AgreementFieldProps {
  value: string
  onValue: (name: string) => void
}

/** The agreement under which somebody else's vehicle may charge, by its name. */
export function AgreementField({ value, onValue }: AgreementFieldProps): VNode {
  const { loaded } = useResource<Page<Agreement>>(withQuery('/api/agreements', { limit: 200 }))
  const names = loaded.state === 'ready' ? loaded.data.items.map(({ name }) => name) : []
  const none = loaded.state === 'ready' && names.length === 0
  return selectField({
    label: 'Agreement',
    value,
    onValue,
    hint: none ? 'There is no agreement yet. Add one with “POST /api/agreements”.' : undefined,
    options: [['', none ? 'None' : 'Choose …'], ...names.map((name) => [name, name] as const)],
  })
}
