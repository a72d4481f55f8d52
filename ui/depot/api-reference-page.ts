import type { VNode } from 'preact'
import { searchField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { pageHead } from '../components/list-parts.ts'
import { panel } from '../components/panel.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { words } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { endpointsByTag, type Endpoint, type OpenApi } from '../lib/openapi.ts'
import { useResource } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import { ApiOperation } from './api-operation.ts'

/** The gateway's own OpenAPI document, to be read without a tool. */
export function ApiReferencePage(): VNode {
  const document = useResource<OpenApi>('/api/openapi.json')
  const [filters, setFilters] = useFilters(['q'])
  const raw = html`<a class="button" href="/api/openapi.json" target="_blank"
    >${icon('download')}OpenAPI document</a
  >`
  return html`${pageHead(
    'API reference',
    raw,
    'Scripts send an API token as “Authorization: Bearer …”. Lists come in pages: “nextCursor” leads to the next one. Errors are problem documents (RFC 9457).',
  )}
  ${searchField('Find by path or words', filters.q, (q) => setFilters({ q }))}
  ${whenLoaded(document, (data) => groups(data, filters.q), 8)}`
}

function groups(document: OpenApi, search: string): VNode {
  const found = [...endpointsByTag(document)]
    .map(([tag, endpoints]) => [tag, endpoints.filter((each) => matches(each, search))] as const)
    .filter(([, endpoints]) => endpoints.length > 0)
  if (found.length === 0)
    return empty({
      icon: 'search',
      title: 'Nothing matches',
      text: 'Try a part of the path, for example “decisions”.',
    })
  return html`<div class="stack">
    ${found.map(([tag, endpoints]) =>
      panel({
        title: words(tag),
        count: endpoints.length,
        flush: true,
        body: html`<ul class="rows">
          ${endpoints.map((endpoint) => h(ApiOperation, { endpoint, document, key: `${endpoint.method} ${endpoint.path}` }))}
        </ul>`,
      }),
    )}
  </div>`
}

function matches(endpoint: Endpoint, search: string): boolean {
  const text = [endpoint.method, endpoint.path, endpoint.summary, endpoint.operationId]
    .join(' ')
    .toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
