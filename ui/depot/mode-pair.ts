import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { status } from '../components/status.ts'
import { time } from '../components/time.ts'
import type { Charger } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { modeSource, rulesVersion } from '../lib/mode-source.ts'
import { chargerPath } from '../lib/names.ts'
import { modeStatusWords, modeWords } from '../lib/status-words.ts'
import { stageLabel } from './stages.ts'
import { TryNow } from './try-now.ts'

/** Expected beside observed, never merged: each with where it comes from. */
export function modePair(charger: Charger): VNode {
  const expected = modeWords(charger.expectedMode)
  const observed = modeWords(charger.observedMode)
  return html`<div class="modes">
    <div>
      <span class="soft small">Expected</span>
      <span class="mode-name">${icon(expected.icon)}${expected.label}</span>
      <span class="small soft" title=${rulesVersion(charger.modeBecause.version)}>${because(charger)}</span>
      ${
        charger.nextChangeAt
          ? html`<span class="small soft"
              >until ${time(charger.nextChangeAt, 'full')}, then
              ${modeWords(charger.nextMode).label.toLowerCase()}</span
            >`
          : html`<span class="small soft">until somebody changes it</span>`
      }
      <span class="small"
        ><a href=${chargerPath(charger.id, 'schedule')}>Calendar</a> ·
        <a href="/rollout">Rollout: ${stageLabel(charger.rolloutStage).toLowerCase()}</a></span
      >
    </div>
    <div>
      <span class="soft small">Observed</span>
      <span class="mode-name">${icon(observed.icon)}${observed.label}</span>
      <span class="small">${status(modeStatusWords(charger.modeStatus), 15)}</span>
      ${charger.observedAt && html`<span class="small soft">read ${time(charger.observedAt, 'relative')}</span>`}
    </div>
  </div>`
}

/** What keeps the observed mode from being the expected one, and what to do about it. */
export function modeTrouble(charger: Charger, reload: () => void): VNode | null {
  const { modeStatus, modeAttempt } = charger
  if (modeStatus === 'unsupported') return null
  if (modeStatus === 'confirmed') return modeAttempt.problem === null ? null : remark(modeAttempt.problem)
  const isBad = modeStatus === 'rejected' || modeStatus === 'drifted'
  return html`<div class="notice ${isBad ? 'bad' : ''}">
    ${icon(modeStatusWords(modeStatus).icon)}
    <div>
      <span class="strong">${modeAttempt.problem ?? troubleText(charger)}</span>
      <span class="small">${nextStep(charger)}</span>
      <div class="small soft">${attempts(charger)}</div>
      ${h(TryNow, { charger, onDone: reload })}
    </div>
  </div>`
}

/** What somebody should know of a charger although it is in its mode. */
function remark(problem: string): VNode {
  return html`<div class="notice warn">${icon('warning')}<span class="strong">${problem}</span></div>`
}

/** When it is tried again by itself; what is due is being done. */
export function nextAttempt(nextAt: string): VNode {
  if (Date.parse(nextAt) <= Date.now()) return html`being tried again now`
  return html`tried again ${time(nextAt, 'relative')}`
}

/** `3 attempts, the last 2 min ago; tried again in 5 min`. */
function attempts({ modeAttempt: { count, lastAt, nextAt, missed } }: Charger): VNode {
  const tried = count === 1 ? '1 attempt' : `${count} attempts`
  return html`${count === 0 ? 'Not tried yet' : tried}${lastAt && html`, the last ${time(lastAt, 'relative')}`}${
    nextAt && html`; ${nextAttempt(nextAt)}`
  }${missed > 0 && `; ${missed} ${missed === 1 ? 'change' : 'changes'} missed`}`
}

/** Why that mode is expected; an override with who made it and what for. */
export function because({ modeBecause: { source }, override }: Charger): string {
  if (source !== 'override' || override === null) return modeSource(source)
  return `Override by ${override.actor}: “${override.reason}”`
}

function troubleText({ modeStatus, online }: Charger): string {
  switch (modeStatus) {
    case 'applying':
      return 'The charger is being brought into the expected mode'
    case 'unconfirmed':
      return online ? 'The charger has not been read back yet' : 'The charger is offline'
    case 'rejected':
      return 'The charger refused the change'
    case 'drifted':
      return 'Somebody else has changed the charger’s settings'
    case 'confirmed':
    case 'unsupported':
      return ''
  }
}

/** What somebody can do, for each of the ways in which it can be stuck. */
function nextStep({ modeStatus, online }: Charger): string {
  if (!online)
    return 'It is brought straight to the present mode when it connects. Check its power and network.'
  switch (modeStatus) {
    case 'rejected':
      return 'Run the probe to see which setting it refuses; a restart of the charger sometimes helps.'
    case 'drifted':
      return 'It is being corrected. If it happens again, find out who else configures it.'
    case 'applying':
    case 'unconfirmed':
      return 'Nothing to do yet: it is tried again by itself until it is proved.'
    case 'confirmed':
    case 'unsupported':
      return ''
  }
}
