import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { checkField, choiceField, onSubmit, submitButton } from '../components/field.ts'
import { problemNotice } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { AccessMode, ChargerPolicy } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'

type Rules = Pick<ChargerPolicy, 'defaultMode' | 'fallback' | 'offlinePolicy'>

const modeOptions = [
  ['freevend', 'Freevend', 'Anyone may charge; nothing is decided.'],
  ['managed_access', 'Managed access', 'Each attempt is decided before it starts.'],
] as const

export const fallbackOptions = [
  [
    'use_last_known',
    'Go on with the last known list',
    'Known vehicles keep charging; decisions are marked as on old data.',
  ],
  ['deny_all', 'Refuse everybody', 'Nothing starts until clock and list can be trusted again.'],
] as const

export const offlineOptions = [
  ['listed_only', 'Listed identifiers only', 'The charger keeps its own copy of the list and goes by it.'],
  ['deny_all', 'Nobody', 'The charger refuses all starts while it cannot ask.'],
] as const

export function labelOf(options: readonly (readonly [string, string, string])[], value: string): string {
  return options.find(([each]) => each === value)?.[1] ?? value
}

interface FormProps {
  policy: ChargerPolicy
  path: string
  /** Why this charger enforces managed access only in part; `null` where that needs no acknowledgement. */
  partial: string | null
  onSaved: () => void
}

export function PolicyForm({ policy, path, partial, onSaved }: FormProps): VNode {
  const { defaultMode, fallback, offlinePolicy } = policy
  const [rules, setRules] = useState<Rules>({ defaultMode, fallback, offlinePolicy })
  const [acknowledged, setAcknowledged] = useState(false)
  const asksMore =
    partial !== null && rules.defaultMode === 'managed_access' && defaultMode !== 'managed_access'
  const save = useAction(async () => {
    await api.put(path, { body: { ...rules, ...(asksMore && { acknowledgePartial: true }) } })
    toast('Policy saved')
    onSaved()
  })
  const change = (changes: Partial<Rules>) => setRules({ ...rules, ...changes })
  const unchanged =
    rules.defaultMode === defaultMode && rules.fallback === fallback && rules.offlinePolicy === offlinePolicy
  return html`<form class="stack" onSubmit=${onSubmit(() => save.run())}>
    ${ruleFields(rules, change)}
    ${
      asksMore &&
      checkField({
        label: html`I know that this charger enforces managed access only in part.
          <span class="soft small">${partial}</span>`,
        checked: acknowledged,
        onChecked: setAcknowledged,
      })
    }
    ${save.problem && problemNotice(save.problem)}
    <div class="form-actions">
      <button
        type="button"
        class="button"
        disabled=${unchanged}
        onClick=${() => change({ defaultMode, fallback, offlinePolicy })}
      >
        Undo
      </button>
      ${submitButton({ label: 'Save policy', busy: save.busy, disabled: unchanged || (asksMore && !acknowledged) })}
    </div>
  </form>`
}

function ruleFields(
  { defaultMode, fallback, offlinePolicy }: Rules,
  change: (changes: Partial<Rules>) => void,
): VNode {
  return html`${choiceField<AccessMode>({
    legend: 'Default mode',
    name: 'default-mode',
    value: defaultMode,
    onValue: (value) => change({ defaultMode: value }),
    options: modeOptions,
  })}
  ${choiceField<Rules['fallback']>({
    legend: 'When the clock or the list cannot be trusted',
    name: 'fallback',
    value: fallback,
    onValue: (value) => change({ fallback: value }),
    options: fallbackOptions,
  })}
  ${choiceField<Rules['offlinePolicy']>({
    legend: 'Who may charge while the charger cannot reach the gateway',
    name: 'offline-policy',
    value: offlinePolicy,
    onValue: (value) => change({ offlinePolicy: value }),
    options: offlineOptions,
  })}`
}
