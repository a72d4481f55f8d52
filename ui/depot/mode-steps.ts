import type { VNode } from 'preact'
import { status } from '../components/status.ts'
import type { ModeStep, ProbeStep } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'
import type { StatusWords } from '../lib/status-words.ts'

const stepWords: Record<ModeStep['result'], StatusWords> = {
  done: { icon: 'check', label: 'Done', tone: 'good' },
  skipped: { icon: 'minus', label: 'Skipped', tone: 'idle' },
  refused: { icon: 'circle-cross', label: 'Refused', tone: 'bad' },
  failed: { icon: 'warning', label: 'Failed', tone: 'bad' },
}

const probeWords: Record<ProbeStep['result'], StatusWords> = {
  passed: { icon: 'circle-check', label: 'Passed', tone: 'good' },
  noted: { icon: 'info', label: 'Noted', tone: 'warn' },
  failed: { icon: 'circle-cross', label: 'Failed', tone: 'bad' },
}

/** What was done to a charger to change its mode, one thing after the other, and what came of each. */
export function modeSteps(steps: readonly ModeStep[]): VNode | null {
  return stepList(steps.map((each) => ({ ...each, words: stepWords[each.result] })))
}

/** What a probe tried, and what it showed. */
export function probeSteps(steps: readonly ProbeStep[]): VNode | null {
  return stepList(steps.map((each) => ({ ...each, words: probeWords[each.result] })))
}

function stepList(steps: { step: string; detail: string | null; words: StatusWords }[]): VNode | null {
  if (steps.length === 0) return null
  return html`<ol class="mode-steps">
    ${steps.map(
      ({ step, detail, words }, index) =>
        html`<li key=${index}>
          ${status(words, 14)}
          <span><span>${step}</span>${detail && html`<br /><span class="soft small">${detail}</span>`}</span>
        </li>`,
    )}
  </ol>`
}
