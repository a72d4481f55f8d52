import { useEffect, useRef } from 'preact/hooks'
import { listen, type LiveMessage } from './live.ts'

interface HintsProps<Id> {
  /** Topics of the live feed that tell of a change; the same for as long as the component lives. */
  topics: readonly string[]
  /** What a message is about; `undefined` where it is not about one of these. */
  idOf: (message: LiveMessage) => Id | undefined
  gatherMs: number
  flush: (changed: ReadonlySet<Id>) => void
}

/** Messages of the live feed as hints of what changed, gathered so that many become one call of `flush`. */
export function useHints<Id>(props: HintsProps<Id>): void {
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    let changed = new Set<Id>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const hear = (message: LiveMessage) => {
      const id = latest.current.idOf(message)
      if (id === undefined) return
      changed.add(id)
      timer ??= setTimeout(() => {
        timer = undefined
        const batch = changed
        changed = new Set()
        latest.current.flush(batch)
      }, latest.current.gatherMs)
    }
    const ends = latest.current.topics.map((topic) => listen(topic, hear))
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [])
}
