import type { VNode } from 'preact'
import { facts } from '../components/panel.ts'
import { time } from '../components/time.ts'
import type { ClockConfidence, Decision } from '../lib/api-types.ts'
import { formatCount, formatDuration } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { modeSource, rulesVersion } from '../lib/mode-source.ts'
import { accessClassLabels, chargerPath, connectorName, protocolLabels } from '../lib/names.ts'
import { modeWords } from '../lib/status-words.ts'

export const clockWords: Record<ClockConfidence, string> = {
  synchronised: 'Synchronised',
  plausible: 'Plausible, not synchronised',
  unknown: 'Not trusted',
}

/** Everything that a decision rested on, in two columns where there is room. */
export function decisionFacts(decision: Decision): VNode {
  const message = [protocolLabels[decision.protocol ?? ''] ?? decision.protocol, decision.message]
  return html`<div class="facts-pair">
    ${facts([
      ['When', time(decision.at, 'full')],
      [
        'Where',
        html`<a href=${chargerPath(decision.chargerId)}>${decision.chargerId}</a>${connector(decision)}`,
      ],
      ['Identifier', html`<span class="mono">${decision.maskedIdentifier ?? 'none presented'}</span>`],
      ['Class', accessClassLabels[decision.accessClass]],
      ['Vehicle', decision.vehicle],
      ['Agreement', decision.agreementId && `No. ${decision.agreementId}`],
      ['Team rule', decision.ruleId && `No. ${decision.ruleId}`],
      ['Message', message.filter(Boolean).join(' · ')],
    ])}
    ${facts([
      ['Mode', modes(decision)],
      ['Mode set by', setBy(decision)],
      ['List', `Version ${formatCount(decision.listVersion)}, ${listAge(decision.listAgeS)}`],
      ['Clock', clockWords[decision.clockConfidence]],
      ['Decided in', decision.decisionUs === null ? null : `${formatCount(decision.decisionUs)} µs`],
      ['Record', html`<a href=${`/decisions/${decision.id}`}>No. ${formatCount(decision.id)}</a>`],
    ])}
  </div>`
}

function connector({ evseId, connectorId }: Decision): string {
  return evseId === null ? '' : `, ${connectorName(evseId, connectorId).toLowerCase()}`
}

function modes({ expectedMode, observedMode }: Decision): string {
  const expected = `${modeWords(expectedMode).label} expected`
  return observedMode === null
    ? expected
    : `${expected}, ${modeWords(observedMode).label.toLowerCase()} observed`
}

function setBy({ policySource, policyVersion }: Decision): VNode {
  const version = policyVersion === null ? undefined : rulesVersion(policyVersion)
  return html`<span title=${version}>${modeSource(policySource)}</span>`
}

function listAge(ageS: number): string {
  return ageS === 0 ? 'kept on this gateway' : `${formatDuration(ageS * 1000)} old`
}
