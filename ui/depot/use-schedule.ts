import { useEffect, useRef, useState } from 'preact/hooks'
import { draftWindows, noDraft, type Draft } from '../components/calendar/draft.ts'
import { api, withQuery, type ApiProblem } from '../lib/api.ts'
import type { Page } from '../lib/api-types.ts'
import { listen } from '../lib/live.ts'
import { addDays } from '../lib/local-date.ts'
import { asProblem, useResource, type Loaded, type Resource } from '../lib/resource.ts'
import type {
  AccessPolicy,
  AccessWindow,
  Calendar,
  CalendarOverride,
  Overlap,
} from '../lib/schedule-types.ts'
import { depotZone } from '../lib/time.ts'
import { startOfDay } from '../lib/zoned-time.ts'
import { policyPath, type Scope } from './schedule-scope.ts'

export interface Schedule {
  policy: Resource<AccessPolicy>
  calendar: Loaded<Calendar>
  /** Of the charger; they are not previewed, but their reasons are told. */
  overrides: CalendarOverride[]
  reload: () => void
  draft: Draft
  setDraft: (draft: Draft) => void
  /** Where the draft's windows contradict each other. */
  overlap: Overlap | null
  /** Why the draft cannot be shown. */
  previewProblem: ApiProblem | null
  save: (acknowledgePartial: boolean) => Promise<void>
}

interface Preview {
  of: Draft
  calendar: Calendar | null
  overlap: Overlap | null
  problem: ApiProblem | null
}

/** A policy with its calendar of one week, and the draft that somebody makes of it, previewed by the gateway. */
export function useSchedule(scope: Scope, firstDate: string): Schedule {
  const policy = useResource<AccessPolicy>(policyPath(scope))
  const span = spanOf(firstDate)
  const query = { ...span, scope: scope.scope, scopeId: scope.id }
  const saved = useResource<Calendar>(withQuery('/api/calendar', query))
  const overrides = useResource<Page<CalendarOverride>>(
    scope.scope === 'charger' ? withQuery('/api/overrides', { chargerId: scope.id, limit: 50 }) : null,
  )
  const [draft, setDraft] = useState(noDraft)
  const base = useRef<AccessPolicy | null>(null)
  if (draft.states.length === 0) base.current = policy.loaded.state === 'ready' ? policy.loaded.data : null
  const reload = () => {
    policy.reload()
    saved.reload()
    overrides.reload()
  }
  const latest = useRef(reload)
  latest.current = reload
  useEffect(() => listen('schedule', () => latest.current()), [])
  const preview = usePreview(scope, span, draft, base.current)

  const save = async (acknowledgePartial: boolean) => {
    if (base.current === null) return
    const windows = draftWindows(draft, base.current.windows)
    const own = base.current.scope === scope.scope && base.current.scopeId === scope.id
    await api.put(policyPath(scope), {
      body: {
        windows: windows.map((window) =>
          Object.assign({}, window, { id: own && window.id > 0 ? window.id : null }),
        ),
        version: base.current.version,
        ...(acknowledgePartial && { acknowledgePartial }),
      },
    })
    setDraft(noDraft)
    reload()
  }
  const shown = draft.states.length > 0 && preview?.calendar
  return {
    policy,
    calendar: shown ? { state: 'ready', data: shown } : saved.loaded,
    overrides: overrides.loaded.state === 'ready' ? overrides.loaded.data.items : [],
    reload,
    draft,
    setDraft,
    overlap: draft.states.length > 0 ? (preview?.overlap ?? null) : null,
    previewProblem: draft.states.length > 0 ? (preview?.problem ?? null) : null,
    save,
  }
}

/** A day more on both sides, so that windows that run past midnight are seen whole. */
function spanOf(firstDate: string): { from: string; to: string } {
  const zone = depotZone()
  return {
    from: startOfDay(addDays(firstDate, -1), zone).toISOString(),
    to: startOfDay(addDays(firstDate, 8), zone).toISOString(),
  }
}

/** What the draft would come to; what was shown before stays until the answer is here. */
function usePreview(
  { scope, id }: Scope,
  span: { from: string; to: string },
  draft: Draft,
  base: AccessPolicy | null,
): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null)
  useEffect(() => {
    const windows: readonly AccessWindow[] | undefined = draft.states.at(-1)
    if (windows === undefined || base === null) {
      setPreview(null)
      return undefined
    }
    const abort = new AbortController()
    const body = { ...span, scope, scopeId: id, defaultMode: base.defaultMode, windows }
    api
      .post<Calendar & { overlap: Overlap | null }>('/api/calendar/preview', { body, signal: abort.signal })
      .then(
        ({ overlap, ...calendar }) => setPreview({ of: draft, calendar, overlap, problem: null }),
        (error: unknown) => {
          if (abort.signal.aborted) return
          setPreview((before) => ({
            of: draft,
            calendar: before?.calendar ?? null,
            overlap: null,
            problem: asProblem(error),
          }))
        },
      )
    return () => abort.abort()
  }, [draft, span.from, span.to, scope, id])
  return preview
}
