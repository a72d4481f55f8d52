import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { may } from '../lib/api.ts'
import type { Condition, SystemReport } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useResource } from '../lib/resource.ts'
import { icon } from './icon.ts'
import { time } from './time.ts'

/** What is wrong with the gateway itself, on every page until it is over. */
export function ConditionBanner(): VNode | null {
  const { loaded, reload } = useResource<SystemReport>(may('system.read') ? '/api/system' : null)
  useEffect(() => listen('condition', reload), [])
  if (loaded.state !== 'ready' || loaded.data.conditions.length === 0) return null
  const { conditions } = loaded.data
  return html`<div class="banner" role="alert">
    ${icon('warning')}
    <ul>
      ${conditions.map((condition) => html`<li key=${condition.code}>${conditionLine(condition)}</li>`)}
    </ul>
    <a href="/system">What to do</a>
  </div>`
}

function conditionLine(condition: Condition): VNode {
  return html`<span class="strong">${condition.message}</span>
    <span class="soft small"> since ${time(condition.since)}</span>`
}
