import type { VNode } from 'preact'
import { html } from '../lib/html.ts'

/** 24 × 24 outlines, drawn with a 1.8 pen in the colour of the text around them. */
const outlines = {
  gate: 'M4 21V10a8 8 0 0 1 16 0v11M4 21h16M12.6 8.5 9.5 14h5l-3.1 5.5',
  charger:
    'M5 21V5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v16M3 21h14M8 7h4M15 11h2a2 2 0 0 1 2 2v3.5a1.5 1.5 0 0 0 3 0V9l-3-3',
  bolt: 'M13 2 5 13.5h6L10 22l9-12h-6.5z',
  decisions: 'M12 3 4.5 6v5.5c0 4.5 3 8 7.5 9.5 4.5-1.500 7.5-5 7.5-9.500V6zM9 12l2.200 2.200L15.200 10',
  card: 'M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 10h18M7 15h4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  ledger: 'M6 3h11a2 2 0 0 1 2 2v16l-3-2-2.500 2-2.500-2-2.500 2-2.500-2V3M10 8h5M10 12h5',
  users:
    'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M2 21a7 7 0 0 1 14 0M16 3.500a4 4 0 0 1 0 7M18 14.500a7 7 0 0 1 4 6.500',
  system: 'M4 4h16v6H4zM4 14h16v6H4zM8 7h.01M8 17h.01',
  book: 'M4 5.500A2.500 2.500 0 0 1 6.500 3H20v15H6.500A2.500 2.500 0 0 0 4 20.500zM4 20.500A2.500 2.500 0 0 0 6.500 21H20v-3',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M16 16l5 5',
  right: 'm9 5 7 7-7 7',
  down: 'm5 9 7 7 7-7',
  left: 'm15 5-7 7 7 7',
  check: 'm4.500 12.500 5 5L20 7',
  cross: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  download: 'M12 3v12M7 11l5 5 5-5M4 20h16',
  upload: 'M12 16V4M7 8l5-5 5 5M4 20h16',
  refresh: 'M20 11a8 8 0 1 0-2.300 6.300M20 4v7h-7',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4.500v15l12-7.500z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.500 2',
  warning: 'M12 3.500 2.500 20h19zM12 10v4.500M12 17.500h.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5.500M12 7.500h.01',
  out: 'M14 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h8M17 8l4 4-4 4M10 12h11',
  key: 'M8 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8M11 12.500 20 3.500M16 7.500l3 3',
  lock: 'M6 11h12v10H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11',
  unlocked: 'M6 11h12v10H6zM8.500 11V6.500a3.500 3.500 0 0 1 6.800-1.200',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  'plug-off':
    'M9 3v3M15 3v5M18 8v3a6 6 0 0 1-.800 3M6 8v3a6 6 0 0 0 8.500 5.500M12 17v4M3 3l18 18M10.500 8H18',
  dot: 'M12 17.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11',
  filter: 'M4 6h16M7 12h10M10 18h4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  group: 'M3 5h8v6H3zM13 5h8v6h-8zM3 13h8v6H3zM13 13h8v6h-8z',
  stairs: 'M3 20h6v-5h6v-5h6V5',
  hand: 'M8 12V5.500a1.500 1.500 0 0 1 3 0V11M11 11V4.500a1.500 1.500 0 0 1 3 0V11M14 11V6a1.500 1.500 0 0 1 3 0v8a7 7 0 0 1-7 7c-3 0-4.500-1.500-6-4.500L2.800 13.800a1.500 1.500 0 0 1 2.500-1.600L8 15',
  undo: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  eye: 'M2 12s3.500-7 10-7 10 7 10 7-3.500 7-10 7-10-7-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  half: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16M12 4.500v15M15 5.500v13M18 8v8',
  minus: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16M8 12h8',
  'circle-check': 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17M8 12.200l2.800 2.800L16 9.500',
  'circle-cross': 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17M9 9l6 6M15 9l-6 6',
  question:
    'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.700.400-1 .800-1 1.700M12 16.500h.01',
  arrows: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  sent: 'M12 19V5M6 11l6-6 6 6',
  received: 'M12 5v14M6 13l6 6 6-6',
} as const

export type IconName = keyof typeof outlines

/** A decoration: whatever it means is also said in words beside it. */
export function icon(name: IconName, size = 18): VNode {
  const filled = name === 'bolt' || name === 'play' || name === 'dot'
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill=${filled ? 'currentColor' : 'none'}
    stroke="currentColor"
    stroke-width=${name === 'more' ? 3 : 1.8}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d=${outlines[name]} />
  </svg>`
}
