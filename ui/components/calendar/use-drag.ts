import { useEffect, useRef, useState } from 'preact/hooks'
import type { AccessWindow } from '../../lib/schedule-types.ts'
import type { DayGrid } from './day-grid.ts'
import { dragged, type Drag, type Dragged, type GridPoint } from './drag.ts'

/** What lies under the pointer when it is pressed: a window's occurrence and which part of it. */
export interface Grip {
  kind: 'move' | 'start' | 'end'
  window: AccessWindow
  date: string
}

/** A pointer that moves less than this still clicks. */
const slopPx = 4

interface DragHandlers {
  result: Dragged | null
  onPointerDown: (event: PointerEvent, grip: Grip | null) => void
}

/** Dragging with a mouse or pen over the columns of `body`. A finger scrolls; it taps and uses the form. */
export function useDrag(grid: DayGrid, editable: boolean, onDone: (result: Dragged) => void): DragHandlers {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])

  const onPointerDown = (event: PointerEvent, grip: Grip | null) => {
    if (!editable || event.button !== 0 || event.pointerType === 'touch') return
    const columns = (event.currentTarget as HTMLElement).closest('.cal-body')
    if (!columns) return
    const from = pointOf(columns, grid, event)
    let current: Drag | null = null
    const move = (next: PointerEvent) => {
      const isFar = Math.hypot(next.clientX - event.clientX, next.clientY - event.clientY) >= slopPx
      if (current === null && !isFar) return
      next.preventDefault()
      const to = pointOf(columns, grid, next)
      current = grip ? { ...grip, from, to } : { kind: 'create', from, to }
      setDrag(current)
    }
    const end = () => {
      stop.current()
      if (current === null) return
      // The click that follows a drag is no wish to open what was dragged.
      addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => removeEventListener('click', swallow, { capture: true }))
      onDone(dragged(grid, current))
    }
    const cancel = (key: KeyboardEvent) => key.key === 'Escape' && stop.current()
    stop.current = () => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('keydown', cancel)
      setDrag(null)
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('keydown', cancel)
  }
  return { result: drag && dragged(grid, drag), onPointerDown }
}

function swallow(event: Event): void {
  event.stopPropagation()
  event.preventDefault()
}

/** The column and the height in it that the pointer is at, or nearest to. */
function pointOf(body: Element, grid: DayGrid, { clientX, clientY }: PointerEvent): GridPoint {
  const columns = [...body.querySelectorAll('.cal-day')].map((column) => column.getBoundingClientRect())
  const right = columns.findIndex((column) => clientX < column.right)
  const day = right < 0 ? columns.length - 1 : right
  const { top, height } = columns[day]!
  const share = Math.min(Math.max((clientY - top) / height, 0), 1)
  return { day, positionMin: share * grid.heightMin }
}
