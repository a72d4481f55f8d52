import { modeAt, type AccessPolicy } from '../../appliance/domain/access-mode.ts'
import type { AccessWindow } from '../../appliance/domain/schedule/access-window.ts'
import { figureOf, type Figure, type Round } from '../figure.ts'
import type { Plan } from '../plan.ts'

/** What the design asks of one core. */
const askedPerSecond = 100_000
const firstMs = Date.UTC(2026, 10, 20)
const rangeMs = 400 * 86_400_000
/** Instants are spread over the range by steps of the golden section: no two questions alike, none in order. */
const stepMs = Math.round(rangeMs * 0.618_033_988_7)
const batch = 1000

/** Which mode holds, why, and when it changes next: asked at instants all over the next 400 days. */
export async function measureModeAt(plan: Plan): Promise<Figure> {
  run(plan.warmUpMs)
  const rounds: Round[] = []
  for (let slice = 0; slice < plan.slices; slice++) {
    rounds.push({ bare: askedPerSecond, gatehouse: run(plan.sliceMs) })
  }
  return figureOf(
    {
      name: 'mode evaluations per second, with the next change',
      unit: '/s',
      target: { atLeast: 1 },
      note: `compared with the ${askedPerSecond.toLocaleString('en')} asked for; ${policy.windows.length} windows, one core`,
    },
    rounds,
  )
}

/** Returns evaluations per second. */
function run(forMs: number): number {
  const startMs = performance.now()
  let count = 0
  let tookMs = 0
  for (; tookMs < forMs; tookMs = performance.now() - startMs) {
    for (const end = count + batch; count < end; count++) {
      const at = Temporal.Instant.fromEpochMilliseconds(firstMs + ((count * stepMs) % rangeMs))
      const { nextChangeAt } = modeAt(policy, [], at)
      if (nextChangeAt === null) throw new Error('this policy changes every day')
    }
  }
  return (count / tookMs) * 1000
}

/** A bus depot: closed to strangers at night and on weekends, with exceptions. */
const policy: AccessPolicy = {
  defaultMode: 'freevend',
  windows: [
    window(1, { rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH', startLocal: '18:00', endLocal: '06:00' }),
    window(2, { rrule: 'FREQ=WEEKLY;BYDAY=FR', startLocal: '16:00', endLocal: '24:00' }),
    window(3, { rrule: 'FREQ=WEEKLY;BYDAY=SA,SU', startLocal: '00:00', endLocal: '24:00' }),
    window(4, { rrule: 'FREQ=WEEKLY;BYDAY=MO', startLocal: '00:00', endLocal: '06:00' }),
    window(5, { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH', startLocal: '12:00', endLocal: '13:30' }),
    window(6, {
      rrule: 'FREQ=MONTHLY;BYDAY=1SA',
      mode: 'freevend',
      startLocal: '10:00',
      endLocal: '16:00',
      priority: 5,
    }),
    window(7, {
      rrule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,25,26,31',
      startLocal: '00:00',
      endLocal: '24:00',
      priority: 9,
    }),
    window(8, {
      dates: ['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-06'],
      startLocal: '00:00',
      endLocal: '24:00',
      priority: 9,
    }),
  ],
  onBoundary: 'finish',
  fallback: 'use_last_known',
  offlinePolicy: 'listed_only',
  listMaxAgeS: null,
  zone: 'Europe/Berlin',
  version: 1,
}

function window(
  id: number,
  given: Pick<AccessWindow, 'startLocal' | 'endLocal'> & Partial<AccessWindow>,
): AccessWindow {
  const always = {
    rrule: null,
    dates: [],
    exdates: [],
    validFrom: null,
    validTo: null,
    priority: 0,
    label: '',
  }
  return { ...always, id, mode: 'managed_access', ...given }
}
