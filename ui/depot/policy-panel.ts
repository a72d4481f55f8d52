import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/dialog.ts'
import { facts, panel } from '../components/panel.ts'
import { whenLoaded } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { api, may } from '../lib/api.ts'
import type { Charger, ChargerPolicy } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { useResource } from '../lib/resource.ts'
import { modeWords } from '../lib/status-words.ts'
import { fallbackOptions, labelOf, offlineOptions, PolicyForm } from './policy-form.ts'

interface PolicyProps {
  /** `null`: the depot's own policy, which holds for every charger without one. */
  charger: Charger | null
  onSaved: () => void
}

/** The rules that hold while nothing overrides them. */
export function PolicyPanel({ charger, onSaved }: PolicyProps): VNode {
  const path = charger === null ? '/api/policy' : `/api/chargers/${encodeURIComponent(charger.id)}/policy`
  const policy = useResource<ChargerPolicy>(path)
  const [asking, setAsking] = useState(false)
  const saved = () => {
    policy.reload()
    onSaved()
  }
  const clear = async () => {
    await api.delete(path)
    toast('The depot’s policy holds again')
    saved()
  }
  const own = charger !== null && policy.loaded.state === 'ready' && policy.loaded.data.scope === 'charger'
  const actions =
    own &&
    may('policy.write') &&
    html`<button type="button" class="button" onClick=${() => setAsking(true)}>Use the depot’s</button>`
  const body = whenLoaded(policy, (data) => {
    const partial =
      charger?.capability.state === 'partially_supported' ? charger.capability.reasons.join(' ') : null
    const form = { policy: data, path, partial, onSaved: saved, key: data.version }
    return html`<div class="panel-body">
      ${charger !== null && html`<p class="soft small">${whose(data)}</p>`}
      ${may('policy.write') ? h(PolicyForm, form) : readOnly(data)}
    </div>`
  })
  return html`${panel({ title: charger === null ? 'Access policy of the depot' : 'Access policy', actions, flush: true, body })}
  ${
    asking &&
    h(ConfirmDialog, {
      title: 'Use the depot’s policy',
      text: 'This charger’s own policy is taken away. What the depot’s policy says holds at once.',
      label: 'Use the depot’s policy',
      perform: clear,
      onClose: () => setAsking(false),
    })
  }`
}

function whose({ scope, version }: ChargerPolicy): string {
  if (scope === 'charger') return `This charger has a policy of its own (version ${version}).`
  const owner = scope === 'group' ? 'its group' : 'the depot'
  return `The policy of ${owner} (version ${version}). Saving a change gives this charger one of its own.`
}

function readOnly(policy: ChargerPolicy): VNode {
  return facts([
    ['Default mode', modeWords(policy.defaultMode).label],
    ['Clock or list not trusted', labelOf(fallbackOptions, policy.fallback)],
    ['Charger offline', labelOf(offlineOptions, policy.offlinePolicy)],
  ])
}
