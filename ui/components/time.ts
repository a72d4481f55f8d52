import type { VNode } from 'preact'
import { h, html } from '../lib/html.ts'
import { depotZone, useNow } from '../lib/time.ts'
import { clockTime, fullTime, relativeTime, shortTime } from '../lib/zoned-time.ts'

/** `short` 11:24 · `clock` 11:24:05 · `full` with day and zone · `relative` 3 min ago. */
type Style = 'short' | 'clock' | 'full' | 'relative'

function TimeText({ at, style }: { at: string; style: Style }): VNode {
  const now = useNow()
  return html`<time
    datetime=${at}
    title=${fullTime(at, depotZone())}
    class=${style === 'full' ? '' : 'nowrap'}
    >${shown(at, style, now)}</time
  >`
}

/** An instant in depot time; pointing at it shows it in full, with the zone. */
export function time(at: string, style: Style = 'short'): VNode {
  return h(TimeText, { at, style })
}

function shown(at: string, style: Style, now: Date): string {
  switch (style) {
    case 'short':
      return shortTime(at, now, depotZone())
    case 'clock':
      return clockTime(at, depotZone())
    case 'full':
      return fullTime(at, depotZone())
    case 'relative':
      return relativeTime(at, now)
  }
}
