import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { html } from '../lib/html.ts'
import { typeText, type Endpoint, type OpenApi, type Schema } from '../lib/openapi.ts'
import { schemaView } from './api-schema.ts'

interface OperationProps {
  endpoint: Endpoint
  document: OpenApi
}

/** One operation as a line that opens into its parameters, body and answers. */
export function ApiOperation({ endpoint, document }: OperationProps): VNode {
  const [open, setOpen] = useState(false)
  return html`<li>
    <details
      class="operation"
      onToggle=${(event: Event) => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary>
        <span class="method ${endpoint.method}">${endpoint.method.toUpperCase()}</span>
        <code class="path">${endpoint.path}</code>
        <span class="soft small summary">${endpoint.summary}</span>
        ${icon('down', 16)}
      </summary>
      ${open && html`<div class="operation-body">${describe(endpoint, document)}</div>`}
    </details>
  </li>`
}

function describe(endpoint: Endpoint, document: OpenApi): VNode {
  const body = firstSchema(endpoint.requestBody?.content)
  return html`${endpoint.description && html`<p>${endpoint.description}</p>`}
  ${parameters(endpoint, document)}
  ${
    body &&
    html`<div class="stack tight">
      <h3>Body <span class="soft">${body.media}</span></h3>
      ${schemaView(body.schema, document)}
    </div>`
  }
  ${Object.entries(endpoint.responses ?? {}).map(([code, response]) => {
    const answer = code.startsWith('2') ? firstSchema(response.content) : null
    return html`<div class="stack tight" key=${code}>
      <h3>Answer ${code} <span class="soft">${response.description}</span></h3>
      ${answer && schemaView(answer.schema, document)}
    </div>`
  })}`
}

function parameters(endpoint: Endpoint, document: OpenApi): VNode | null {
  const list = endpoint.parameters ?? []
  if (list.length === 0) return null
  return html`<div class="stack tight">
    <h3>Parameters</h3>
    <ul class="schema">
      ${list.map(
        (each) =>
          html`<li key=${`${each.in}-${each.name}`}>
            <div class="member">
              <code class="strong">${each.name}</code>
              <span class="soft small">in ${each.in}${each.required ? ', required' : ''}</span>
              <code class="soft type">${each.schema ? typeText(each.schema, document) : ''}</code>
            </div>
            <div class="small">${each.description ?? each.schema?.description}</div>
          </li>`,
      )}
    </ul>
  </div>`
}

function firstSchema(
  content: Record<string, { schema?: Schema }> | undefined,
): { media: string; schema: Schema } | null {
  for (const [media, { schema }] of Object.entries(content ?? {})) if (schema) return { media, schema }
  return null
}
