import type { VNode } from 'preact'
import { html } from '../lib/html.ts'
import { resolved, typeText, type OpenApi, type Schema } from '../lib/openapi.ts'

/** Deeper than any answer of the gateway; a schema that refers to itself ends here. */
const deepest = 6

/** A schema as an indented list of its members. */
export function schemaView(schema: Schema, document: OpenApi, depth = 0): VNode {
  const target = structure(schema, document)
  const members = Object.entries(target.properties ?? {})
  if (members.length === 0) return html`<p><code class="soft type">${typeText(schema, document)}</code></p>`
  return html`<ul class="schema">
    ${members.map(
      ([name, member]) =>
        html`<li key=${name}>
          <div class="member">
            <code class="strong">${name}</code>
            ${!target.required?.includes(name) && html`<span class="soft small">optional</span>`}
            <code class="soft type">${typeText(member, document)}</code>
          </div>
          ${limits(resolved(member, document))}
          ${depth < deepest && hasMembers(member, document) && schemaView(member, document, depth + 1)}
        </li>`,
    )}
  </ul>`
}

/** The object whose members are to be listed: behind a reference, in an array, or beside `null`. */
function structure(schema: Schema, document: OpenApi): Schema {
  const target = resolved(schema, document)
  if (target.items) return structure(target.items, document)
  const choice = (target.anyOf ?? target.oneOf)?.find((each) => hasMembers(each, document))
  if (choice) return structure(choice, document)
  const parts = target.allOf?.map((each) => structure(each, document))
  if (!parts) return target
  return {
    properties: Object.assign({}, ...parts.map((each) => each.properties)) as Record<string, Schema>,
    required: parts.flatMap((each) => each.required ?? []),
  }
}

function hasMembers(schema: Schema, document: OpenApi): boolean {
  return Object.keys(structure(schema, document).properties ?? {}).length > 0
}

function limits(schema: Schema): VNode | null {
  const notes = [
    schema.description,
    schema.default !== undefined && `Default ${JSON.stringify(schema.default)}.`,
    schema.minimum !== undefined && `At least ${schema.minimum}.`,
    schema.maximum !== undefined && `At most ${schema.maximum}.`,
    schema.maxLength !== undefined && `At most ${schema.maxLength} characters.`,
  ].filter(Boolean)
  return notes.length === 0 ? null : html`<div class="small">${notes.join(' ')}</div>`
}
