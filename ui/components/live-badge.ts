import type { VNode } from 'preact'
import { h, html } from '../lib/html.ts'
import { liveState } from '../lib/live.ts'
import { useStore } from '../lib/store.ts'
import { time } from './time.ts'

function LiveBadge(): VNode {
  const state = useStore(liveState)
  switch (state.kind) {
    case 'starting':
      return html`<span class="live-badge" role="status">Connecting…</span>`
    case 'live':
      return html`<span class="live-badge" role="status"><span class="dot"></span>Live</span>`
    case 'lost':
      return html`<span class="live-badge lost" role="status">
        <span class="dot"></span><span>Reconnecting since ${time(state.since, 'short')}</span>
      </span>`
  }
}

/** Whether what the page shows is happening now, or since when it may be out of date. */
export function liveBadge(): VNode {
  return h(LiveBadge, {})
}
