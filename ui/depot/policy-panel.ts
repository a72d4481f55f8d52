import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { facts, panel } from '../components/panel.ts'
import { whenLoaded } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { api, may } from '../lib/api.ts'
import type { Capability } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useResource } from '../lib/resource.ts'
import { formatDuration } from '../lib/format.ts'
import type { AccessPolicy } from '../lib/schedule-types.ts'
import { modeWords } from '../lib/status-words.ts'
import { PolicyForm } from './policy-form.ts'
import { boundaryOptions, fallbackOptions, labelOf, offlineOptions } from './rule-fields.ts'
import { policyPath, type Scope } from './schedule-scope.ts'

interface PolicyProps {
  scope: Scope
  /** Of the charger; `null` for a group or the depot, whose chargers are checked when it is saved. */
  capability: Capability | null
  onSaved: () => void
}

/** The rules that hold while nothing overrides them. */
export function PolicyPanel({ scope, capability, onSaved }: PolicyProps): VNode {
  const path = policyPath(scope)
  const policy = useResource<AccessPolicy>(path)
  useEffect(() => listen('schedule', policy.reload), [path])
  const [asking, setAsking] = useState(false)
  const saved = () => {
    policy.reload()
    onSaved()
  }
  const clear = async () => {
    await api.delete(path)
    toast('Its own policy is taken away')
    saved()
  }
  const own =
    scope.scope !== 'depot' && policy.loaded.state === 'ready' && policy.loaded.data.scope === scope.scope
  const actions =
    own &&
    may('policy.write') &&
    html`<button type="button" class="button" onClick=${() => setAsking(true)}>Take its own away…</button>`
  const body = whenLoaded(policy, (data) => {
    const form = { policy: data, path, capability, onSaved: saved, key: `${data.scope} ${data.version}` }
    return html`<div class="panel-body">
      ${scope.scope !== 'depot' && html`<p class="soft small">${whose(data, scope)}</p>`}
      ${may('policy.write') ? h(PolicyForm, form) : readOnly(data)}
    </div>`
  })
  return html`${panel({ title: scope.scope === 'depot' ? 'Rules of the depot' : 'Rules', actions, flush: true, body })}
  ${
    asking &&
    h(ConfirmDialog, {
      title: 'Take its own policy away',
      text: 'Its calendar and rules are taken away together. What the nearest other policy says holds at once: its group’s, else the depot’s.',
      label: 'Take away',
      perform: clear,
      onClose: () => setAsking(false),
    })
  }`
}

function whose(policy: AccessPolicy, { scope }: Scope): string {
  const what = scope === 'charger' ? 'This charger' : 'This group'
  if (policy.scope === scope)
    return `${what} has rules and a calendar of its own (version ${policy.version}).`
  const owner = policy.scope === 'group' ? 'its group' : 'the depot'
  return `Those of ${owner} (version ${policy.version}). Saving a change gives it rules and a calendar of its own.`
}

function readOnly(policy: AccessPolicy): VNode {
  return facts([
    ['Default mode', modeWords(policy.defaultMode).label],
    ['Running sessions', labelOf(boundaryOptions, policy.onBoundary)],
    ['Clock or list not trusted', labelOf(fallbackOptions, policy.fallback)],
    [
      'List not trusted after',
      policy.listMaxAgeS === null ? 'No limit' : formatDuration(policy.listMaxAgeS * 1000),
    ],
    ['Charger offline', labelOf(offlineOptions, policy.offlinePolicy)],
  ])
}
