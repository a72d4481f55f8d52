import type { NewWindow } from '../../domain/schedule/parse-window.ts'
import type { ValuesOf } from '../command.ts'
import { UsageError } from '../failure.ts'
import { accessModes } from '../mode-words.ts'
import { oneOf } from '../one-of.ts'
import { ruleOfDays } from './weekdays.ts'

/** How a window is given on the command line. */
export const windowOptions = {
  mode: { type: 'string', value: 'MODE', help: 'freevend (open) or managed_access (restricted).' },
  from: { type: 'string', value: 'TIME', help: "Start on the depot's clocks, included: 18:00." },
  to: { type: 'string', value: 'TIME', help: 'End, excluded; not after the start: on the next day.' },
  days: { type: 'string', value: 'DAYS', help: 'Days on which it begins: mon-fri, sat,sun or daily.' },
  rrule: { type: 'string', value: 'RULE', help: 'Or an RFC 5545 rule: FREQ=MONTHLY;BYDAY=1MO.' },
  dates: { type: 'string', value: 'DATES', help: 'Or these, or beside the days: 2026-12-24,2026-12-31.' },
  except: { type: 'string', value: 'DATES', help: 'Dates on which it does not begin.' },
  'valid-from': { type: 'string', value: 'DATE', help: 'First date on which it may begin.' },
  'valid-to': { type: 'string', value: 'DATE', help: 'Last date on which it may begin.' },
  priority: { type: 'string', value: 'NUMBER', help: 'Where windows overlap the higher wins; default 0.' },
  label: { type: 'string', value: 'TEXT', help: 'What people call it: "Nights".' },
} as const

/** The option behind each field of a window. */
const optionOf: Readonly<Record<keyof NewWindow, string>> = {
  mode: '--mode',
  rrule: '--rrule',
  dates: '--dates',
  exdates: '--except',
  startLocal: '--from',
  endLocal: '--to',
  validFrom: '--valid-from',
  validTo: '--valid-to',
  priority: '--priority',
  label: '--label',
}

/** The window that the options describe. Throws `UsageError`, which names each option that is wrong. */
export async function readWindow(values: ValuesOf<typeof windowOptions>): Promise<NewWindow> {
  const { mode, from, to, days, rrule, dates, except, priority, label = '' } = values
  if (mode === undefined) throw new UsageError('--mode is needed: freevend or managed_access.')
  if (from === undefined || to === undefined) {
    throw new UsageError('--from and --to are needed, for example --from 18:00 --to 06:00.')
  }
  if (days !== undefined && rrule !== undefined) {
    throw new UsageError('--days and --rrule exclude each other; use one.')
  }
  if (days === undefined && rrule === undefined && dates === undefined) {
    throw new UsageError('Say on which days with --days, --rrule or --dates, for example --days mon-fri.')
  }
  // Only now: the library of recurrence is not for commands that have no use for it.
  const { parseWindow } = await import('../../domain/schedule/parse-window.ts')
  const outcome = parseWindow({
    mode: oneOf(mode, '--mode', accessModes),
    startLocal: from,
    endLocal: to,
    rrule: days === undefined ? (rrule ?? null) : ruleOfDays(days),
    dates: datesOf(dates),
    exdates: datesOf(except),
    validFrom: values['valid-from'] ?? null,
    validTo: values['valid-to'] ?? null,
    priority: priorityOf(priority),
    label,
  })
  if (outcome.kind === 'valid') return outcome.window
  const wrong = outcome.errors.map(({ field, message }) => `${optionOf[field]} ${message}`)
  throw new UsageError(wrong.join('\n'))
}

function datesOf(typed: string | undefined): string[] {
  return typed === undefined ? [] : typed.split(',').map((date) => date.trim())
}

function priorityOf(typed = '0'): number {
  if (/^-?\d{1,4}$/.test(typed) && Math.abs(Number(typed)) <= 1000) return Number(typed)
  throw new UsageError('--priority must be a whole number from -1000 to 1000.')
}
