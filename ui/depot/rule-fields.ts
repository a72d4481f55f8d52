import type { VNode } from 'preact'
import { choiceField, textField } from '../components/field.ts'
import type { AccessMode } from '../lib/api-types.ts'
import { formatDuration } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { listAgeOf, longestListAgeH } from '../lib/list-age.ts'
import type { AccessPolicy, BoundaryRule } from '../lib/schedule-types.ts'

/** What a policy says besides its windows. */
export type Rules = Pick<
  AccessPolicy,
  'defaultMode' | 'onBoundary' | 'boundaryGraceMin' | 'fallback' | 'offlinePolicy' | 'listMaxAgeS'
>

const modeOptions = [
  ['freevend', 'Freevend', 'Anyone may charge; nothing is decided.'],
  ['managed_access', 'Managed access', 'Each attempt is decided before it starts.'],
] as const

export const boundaryOptions = [
  ['finish', 'May end by themselves', 'Only new starts are decided.'],
  ['reauthorise', 'Are decided anew', 'Who may not charge is stopped; anonymous sessions after the grace.'],
  ['stop', 'Are stopped', 'All of them, after the grace.'],
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

export function ruleFields(rules: Rules, change: (changes: Partial<Rules>) => void): VNode {
  return html`${choiceField<AccessMode>({
    legend: 'Default mode, where no window holds',
    name: 'default-mode',
    value: rules.defaultMode,
    onValue: (value) => change({ defaultMode: value }),
    options: modeOptions,
  })}
  ${choiceField<BoundaryRule>({
    legend: 'When managed access begins, running sessions',
    name: 'on-boundary',
    value: rules.onBoundary,
    onValue: (value) => change({ onBoundary: value }),
    options: boundaryOptions,
  })}
  ${
    rules.onBoundary !== 'finish' &&
    textField({
      label: 'Grace in minutes',
      value: String(rules.boundaryGraceMin),
      onValue: (text) => /^\d{1,4}$/.test(text) && change({ boundaryGraceMin: Number(text) }),
      attributes: { type: 'number', min: 0, max: 1440, step: 1 },
    })
  }
  ${choiceField<Rules['fallback']>({
    legend: 'When the clock or the list cannot be trusted',
    name: 'fallback',
    value: rules.fallback,
    onValue: (value) => change({ fallback: value }),
    options: fallbackOptions,
  })}
  ${textField({
    label: 'The list cannot be trusted when it is older than so many hours',
    value: rules.listMaxAgeS === null ? '' : String(rules.listMaxAgeS / 3600),
    onValue: (text) => {
      const listMaxAgeS = listAgeOf(text)
      if (listMaxAgeS !== undefined) change({ listMaxAgeS })
    },
    hint: `Empty: no limit.${rules.listMaxAgeS === null ? '' : ` Now ${formatDuration(rules.listMaxAgeS * 1000)}.`}`,
    attributes: { type: 'number', min: 1, max: longestListAgeH, step: 'any' },
  })}
  ${choiceField<Rules['offlinePolicy']>({
    legend: 'Who may charge while the charger cannot reach the gateway',
    name: 'offline-policy',
    value: rules.offlinePolicy,
    onValue: (value) => change({ offlinePolicy: value }),
    options: offlineOptions,
  })}`
}
