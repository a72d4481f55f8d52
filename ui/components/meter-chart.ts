import type { RefObject, VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { nearestIndex, niceCeiling, pathOf, type Point } from '../lib/chart-scale.ts'
import { html } from '../lib/html.ts'
import { depotZone, useNow } from '../lib/time.ts'
import { shortTime } from '../lib/zoned-time.ts'

interface ChartProps {
  /** What is drawn, for the legend and for those who do not see the drawing. */
  label: string
  points: Point[]
  format: (value: number) => string
}

const height = 190
const inset = { left: 68, right: 8, top: 10, bottom: 24 }

/** One quantity over time, from zero up. Pointing or tapping tells the value there. */
export function MeterChart({ label, points, format }: ChartProps): VNode | null {
  const now = useNow()
  const frame = useRef<HTMLElement>(null)
  const width = useWidth(frame)
  const [picked, setPicked] = useState<number | null>(null)
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return null
  const scale = scaleOf(points, first, last, width)
  const told = (picked === null ? last : points[picked]) ?? last
  const pick = (event: PointerEvent) => setPicked(nearestIndex(points, scale.timeAt(event.offsetX)))
  const at = (atMs: number) => shortTime(new Date(atMs).toISOString(), now, depotZone())
  const summary = `${label}: from ${format(first.value)} at ${at(first.atMs)} to ${format(last.value)} at ${at(last.atMs)}`
  return html`<figure class="chart" ref=${frame}>
    <figcaption class="spread">
      <span class="strong">${label}</span>
      <span
        >${picked === null && html`<span class="soft small">last </span>`}<span class="strong"
          >${format(told.value)}</span
        >
        <span class="soft small">${at(told.atMs)}</span></span
      >
    </figcaption>
    <svg
      width=${width}
      height=${height}
      role="img"
      aria-label=${summary}
      onPointerMove=${pick}
      onPointerDown=${pick}
      onPointerLeave=${() => setPicked(null)}
    >
      ${grid(scale, width, format)}
      <path
        class="area"
        d="${pathOf(points, scale.x, scale.y)}L${scale.x(last.atMs)},${scale.y(0)}L${scale.x(first.atMs)},${scale.y(0)}Z"
      />
      <path class="curve" d=${pathOf(points, scale.x, scale.y)} />
      ${picked !== null && html`<line class="cursor" x1=${scale.x(told.atMs)} x2=${scale.x(told.atMs)} y1=${inset.top} y2=${scale.y(0)} />`}
      <circle class="spot" cx=${scale.x(told.atMs)} cy=${scale.y(told.value)} r="4" />
      <text x=${inset.left} y=${height - 6}>${at(first.atMs)}</text>
      <text x=${width - inset.right} y=${height - 6} text-anchor="end">${at(last.atMs)}</text>
    </svg>
  </figure>`
}

interface Scale {
  top: number
  x: (atMs: number) => number
  y: (value: number) => number
  /** The instant under a horizontal position. */
  timeAt: (x: number) => number
}

function scaleOf(points: Point[], first: Point, last: Point, width: number): Scale {
  const top = niceCeiling(Math.max(...points.map((each) => each.value)))
  const spanMs = Math.max(1, last.atMs - first.atMs)
  const inner = { width: width - inset.left - inset.right, height: height - inset.top - inset.bottom }
  return {
    top,
    x: (atMs) => inset.left + ((atMs - first.atMs) / spanMs) * inner.width,
    y: (value) => height - inset.bottom - (value / top) * inner.height,
    timeAt: (x) => first.atMs + ((x - inset.left) / inner.width) * spanMs,
  }
}

function grid(scale: Scale, width: number, format: (value: number) => string): VNode[] {
  return [0, 0.5, 1].map((share) => {
    const y = scale.y(scale.top * share)
    return html`<g key=${share}>
      <line class="grid" x1=${inset.left} x2=${width - inset.right} y1=${y} y2=${y} />
      <text x=${inset.left - 8} y=${y + 4} text-anchor="end">${format(scale.top * share)}</text>
    </g>`
  })
}

/** The element's width in pixels, so that the drawing's text keeps its size on every screen. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600)
  useEffect(() => {
    if (!element.current) return undefined
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}
