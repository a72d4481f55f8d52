import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { badge, status } from '../components/status.ts'
import { icon } from '../components/icon.ts'
import { time } from '../components/time.ts'
import type { Charger, Connector } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { chargerPath, connectorName, connectorNumber, modelLine } from '../lib/names.ts'
import { connectorStatus, modeStatusWords, modeWords, onlineStatus } from '../lib/status-words.ts'
import { nextAttempt } from './mode-pair.ts'

const step = 80

/** The list of chargers. A depot with thousands is drawn as far as it is scrolled. */
export function ChargerRows({ chargers }: { chargers: Charger[] }): VNode {
  const [count, setCount] = useState(step)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current) return undefined
    const seen = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && setCount((shown) => shown + step),
      {
        rootMargin: '600px',
      },
    )
    seen.observe(end.current)
    return () => seen.disconnect()
  }, [count < chargers.length])
  return html`<ul class="panel rows">
      ${chargers.slice(0, count).map((charger) => h(ChargerRow, { charger, key: charger.id }))}
    </ul>
    ${count < chargers.length && html`<div ref=${end} class="soft small">More chargers follow …</div>`}`
}

function ChargerRow({ charger }: { charger: Charger }): VNode {
  const plugs = charger.connectors.filter((each) => each.evseId > 0)
  return html`<li>
    <a class="charger-row" href=${chargerPath(charger.id)}>
      <div class="who">
        <span class="name">${charger.id}</span>
        ${charger.label && html`<span class="label">${charger.label}</span>`}
      </div>
      <span class="soft small model">${modelLine(charger) || 'Nothing reported yet'}</span>
      <ul class="plugs">
        ${plugs.map((plug) => connectorChip(plug, charger.online))}
        ${plugs.length === 0 && html`<li class="soft small">No connector reported yet</li>`}
      </ul>
      <div class="mode">${modeCell(charger)}</div>
      <div class="presence">${presence(charger)}</div>
      <div class="go">${icon('right')}</div>
    </a>
  </li>`
}

/** A connector in one line. What an offline charger said last is shown as such, not as the present. */
function connectorChip(connector: Connector, online: boolean): VNode {
  const words = connectorStatus(connector.status)
  const name = connectorName(connector.evseId, connector.connectorId)
  return html`<li
    class="plug ${online ? words.tone : 'stale'}"
    title=${`${name}: ${words.label}${online ? '' : ' (last reported)'}`}
  >
    <span class="number"
      ><span class="visually-hidden">${name}</span
      ><span aria-hidden="true">${connectorNumber(connector.evseId, connector.connectorId)}</span></span
    >
    ${icon(words.icon, 15)}${words.label}
  </li>`
}

/** Expected and observed mode are never merged: when they differ, both are said. */
function modeCell(charger: Charger): VNode {
  const { expectedMode, observedMode, modeStatus } = charger
  const differs = modeStatus !== 'confirmed' && observedMode !== null && observedMode !== expectedMode
  const expected = modeWords(expectedMode)
  return html`<span class="line">${icon(expected.icon, 15)}${expected.label}</span>
    <span class="line small">${status(modeStatusWords(modeStatus), 14)}</span>
    ${
      differs &&
      html`<span class="soft small">observed: ${modeWords(observedMode).label.toLowerCase()}</span>`
    }
    ${
      charger.modeAttempt.problem !== null &&
      html`<span class="soft small">${charger.modeAttempt.problem}</span>`
    }
    ${
      charger.modeStatus !== 'confirmed' &&
      charger.modeAttempt.nextAt !== null &&
      html`<span class="soft small">${nextAttempt(charger.modeAttempt.nextAt)}</span>`
    }
    ${charger.rolloutStage !== 'enforce' && html`<span class="badge warn">${charger.rolloutStage === 'off' ? 'managed access off' : 'observing'}</span>`}
    ${charger.override && html`<span class="soft small">override until ${time(charger.override.until)}</span>`}`
}

function presence(charger: Charger): VNode {
  if (charger.status === 'refused') return badge({ icon: 'circle-cross', label: 'Turned away', tone: 'bad' })
  const since = charger.online ? charger.onlineSince : charger.offlineSince
  const faults = charger.activeFaults
  return html`${status(onlineStatus(charger))}
    <span class="soft small since">${since ? html`since ${time(since)}` : 'never connected'}</span>
    ${faults > 0 && badge({ icon: 'warning', label: faults === 1 ? '1 fault' : `${faults} faults`, tone: 'bad' })}`
}
