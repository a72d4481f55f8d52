import type { ComponentChildren, VNode } from 'preact'
import type { ApiProblem } from '../lib/api.ts'
import { html } from '../lib/html.ts'
import type { Resource } from '../lib/resource.ts'
import { icon, type IconName } from './icon.ts'

/** Grey lines in place of what is being fetched. */
export function loading(lines = 3): VNode {
  return html`<div class="skeleton" role="status" aria-label="Loading">
    ${Array.from({ length: lines }, () => html`<span></span>`)}
  </div>`
}

export interface EmptyParts {
  icon: IconName
  title: string
  text?: ComponentChildren
  next?: ComponentChildren
}

/** Nothing here: what that means, and what to do about it. */
export function empty({ icon: name, title, text, next }: EmptyParts): VNode {
  return html`<div class="empty">
    ${icon(name, 32)}
    <span class="strong">${title}</span>
    ${text && html`<p class="small">${text}</p>`} ${next && html`<div class="next cluster">${next}</div>`}
  </div>`
}

/** A refusal in the gateway's words, with a way on. */
export function problemNotice(problem: ApiProblem, next?: ComponentChildren): VNode {
  return html`<div class="notice bad" role="alert">
    ${icon('warning')}
    <div>
      <span class="strong">${problem.message}</span>
      ${
        problem.errors.length > 0 &&
        html`<ul class="small">
          ${problem.errors.map(({ field, message }) => html`<li><code>${field}</code> ${message}</li>`)}
        </ul>`
      }
      ${next && html`<div class="next">${next}</div>`}
    </div>
  </div>`
}

/** Loading, failed with a retry where that can help, or `show` with the data. */
export function whenLoaded<T>(
  resource: Pick<Resource<T>, 'loaded' | 'reload'>,
  show: (data: T) => ComponentChildren,
  lines = 4,
): ComponentChildren {
  const { loaded, reload } = resource
  switch (loaded.state) {
    case 'loading':
      return loading(lines)
    case 'failed':
      return html`<div class="panel-body">
        ${problemNotice(
          loaded.problem,
          mayPass(loaded.problem) &&
            html`<button type="button" class="button" onClick=${reload}>${icon('refresh')}Try again</button>`,
        )}
      </div>`
    case 'ready':
      return show(loaded.data)
  }
}

/** As `whenLoaded`, for a page about one thing: `nothing` where there is no such thing. */
export function whenFound<T>(
  resource: Pick<Resource<T>, 'loaded' | 'reload'>,
  nothing: EmptyParts,
  show: (data: T) => ComponentChildren,
): ComponentChildren {
  const { loaded } = resource
  if (loaded.state !== 'failed' || !isUnknown(loaded.problem)) return whenLoaded(resource, show, 8)
  return html`<section class="panel">${empty(nothing)}</section>`
}

/** 400: the address holds what cannot be the name or number of anything. */
function isUnknown({ status }: ApiProblem): boolean {
  return status === 404 || status === 400
}

/** Whether the same request may be answered another time. */
function mayPass({ status }: ApiProblem): boolean {
  return status === 0 || status === 429 || status >= 500
}
