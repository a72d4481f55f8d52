import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { searchField, selectField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { jsonView } from '../components/json-view.ts'
import { loadMore } from '../components/list-parts.ts'
import { panel } from '../components/panel.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import type { Frame } from '../lib/api-types.ts'
import { formatBytes, formatCount, words } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useList } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import { depotZone, useRested } from '../lib/time.ts'
import { fullTime } from '../lib/zoned-time.ts'
import type { ChargerTabProps } from './charger-page.ts'

/** A page that is left open for a shift must not grow for ever; older messages are a "Show more" away. */
const shownAtMost = 500

/** The OCPP messages between gateway and charger as they pass, redacted before they were stored. */
export function ChargerMessages({ charger }: ChargerTabProps): VNode {
  const [filters, setFilters] = useFilters(['direction', 'action'])
  const [paused, setPaused] = useState(false)
  const [missed, setMissed] = useState(0)
  const action = useRested(filters.action)
  const frames = useList<Frame>(`/api/chargers/${encodeURIComponent(charger.id)}/frames`, {
    direction: filters.direction,
    action,
  })
  useEffect(() => {
    const matches = (frame: Frame) =>
      frame.kind !== 'gap' &&
      (filters.direction === '' || frame.direction === filters.direction) &&
      (action === '' || frame.action === action)
    return listen(`frame:${charger.id}`, (message) => {
      const frame = message as unknown as Frame
      if (!matches(frame)) return
      if (paused) setMissed((count) => count + 1)
      else frames.update((page) => ({ ...page, items: withFrame(page.items, frame) }))
    })
  }, [charger.id, filters.direction, action, paused])
  const resume = () => {
    setPaused(false)
    setMissed(0)
    if (missed > 0) frames.reload()
  }
  return panel({
    title: 'Messages',
    actions: pauseButton(paused, missed, () => setPaused(true), resume),
    flush: true,
    body: html`<div class="filters inset">
        ${searchField('Action, for example BootNotification', filters.action, (value) => setFilters({ action: value }))}
        ${selectField({
          label: 'Direction',
          value: filters.direction,
          onValue: (direction) => setFilters({ direction }),
          options: [
            ['', 'Both directions'],
            ['in', 'From the charger'],
            ['out', 'To the charger'],
          ],
        })}
      </div>
      ${whenLoaded(frames, ({ items }) => (items.length === 0 ? none(charger.online) : rows(items)), 8)}
      ${loadMore(frames)}`,
  })
}

function pauseButton(paused: boolean, missed: number, pause: () => void, resume: () => void): VNode {
  return paused
    ? html`<button type="button" class="button primary" onClick=${resume}>
        ${icon('play')}Resume${missed > 0 && html` (${formatCount(missed)} new)`}
      </button>`
    : html`<button type="button" class="button" onClick=${pause}>${icon('pause')}Pause</button>`
}

function rows(frames: Frame[]): VNode {
  const actions = actionsByMessage(frames)
  return html`<ul class="rows frames">
    ${frames.map((frame) => {
      if (frame.kind === 'gap') return gap(frame)
      const asked = actions.get(frame.messageId) ?? null
      return h(FrameRow, { frame, asked, key: frame.id })
    })}
  </ul>`
}

/** Which action a message id belongs to: on the wire an answer names only the id of its question. */
function actionsByMessage(frames: Frame[]): Map<string | null, string> {
  const actions = new Map<string | null, string>()
  for (const frame of frames) {
    if (frame.kind !== 'gap' && frame.action !== null) actions.set(frame.messageId, frame.action)
  }
  return actions
}

type Gap = Extract<Frame, { kind: 'gap' }>
type Message = Exclude<Frame, Gap>

function gap({ id, count, fromAt, toAt, reason }: Gap): VNode {
  return html`<li class="frame-gap" key=${`gap-${id}`}>
    ${icon('info', 16)}
    <span>
      ${formatCount(count)} messages from ${time(fromAt, 'short')} to ${time(toAt, 'short')} are not kept
      (${words(reason).toLowerCase()})
    </span>
  </li>`
}

function FrameRow({ frame, asked }: { frame: Message; asked: string | null }): VNode {
  const [open, setOpen] = useState(false)
  const incoming = frame.direction === 'in'
  return html`<li>
    <details class="frame" onToggle=${(event: Event) => setOpen((event.target as HTMLDetailsElement).open)}>
      <summary>
        <span class="soft">${time(frame.at, 'clock')}</span>
        <span class="direction ${incoming ? 'in' : 'out'}"
          >${icon(incoming ? 'received' : 'sent', 15)}${incoming ? 'from' : 'to'}</span
        >
        <span class="action">
          <span class="strong">${frame.action ?? asked ?? 'Answer'}</span>
          <span class="kind ${isRefusal(frame.kind) ? 'bad' : ''}">${words(frame.kind).toLowerCase()}</span>
        </span>
        <code class="text">${frame.text}</code>
        ${icon('down', 16)}
      </summary>
      ${
        open &&
        html`<div class="frame-body">
          <span class="soft small">${frameLine(frame)}</span>
          ${jsonView(frame.text)}
        </div>`
      }
    </details>
  </li>`
}

function frameLine(frame: Message): string {
  const id = frame.messageId === null ? 'Without id' : `Message ${frame.messageId}`
  return `${id} · ${formatBytes(frame.bytes)} · ${fullTime(frame.at, depotZone())}`
}

function isRefusal(kind: string): boolean {
  return /error|invalid/i.test(kind)
}

function none(online: boolean): VNode {
  return empty({
    icon: 'arrows',
    title: 'No message here',
    text: online
      ? 'New messages appear as they pass. A filter may hide some.'
      : 'The charger is offline; a filter may hide older messages.',
  })
}

function withFrame(frames: Frame[], frame: Frame): Frame[] {
  if (frames.some((each) => each.id === frame.id && each.kind !== 'gap')) return frames
  return [frame, ...frames].slice(0, shownAtMost)
}
