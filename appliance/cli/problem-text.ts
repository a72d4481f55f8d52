import type { Options } from './command.ts'
import { shownLocal } from './local-time.ts'

/** What the gateway says when it refuses: RFC 9457, with members of its own. */
export interface Problem {
  readonly type?: string
  readonly detail?: string
  /** Of a request the fields that are wrong, of a file the lines. */
  readonly errors?: readonly {
    readonly line?: number
    readonly field: string | null
    readonly message: string
  }[]
  /** Chargers that cannot enforce managed access, or only in part. */
  readonly chargers?: readonly { readonly chargerId: string; readonly reasons: readonly string[] }[]
  /** Chargers that the refusal is about, where there is no more to say of each. */
  readonly chargerIds?: readonly string[]
  readonly overlap?: Overlap
}

interface Overlap {
  readonly localFrom: string
  readonly localUntil: string
  readonly zone: string
  readonly windows: readonly [OverlappingWindow, OverlappingWindow]
}

interface OverlappingWindow {
  readonly id: number | null
  readonly label: string
  readonly mode: string
}

/** A refusal for people: what is wrong, and below it each line, field or charger concerned. */
export function problemText(problem: Problem, status: number): string {
  const { errors = [], chargers = [], chargerIds = [], overlap } = problem
  if (overlap !== undefined) return overlapText(overlap)
  const remarks = [
    ...errors.map(({ line, field, message }) =>
      line === undefined
        ? `${field} ${message}`
        : `line ${line}: ${[field, message].filter(Boolean).join(': ')}`,
    ),
    ...chargers.map(({ chargerId, reasons }) => `${chargerId}: ${reasons.join(' ')}`),
    ...(chargerIds.length > 0 ? [chargerIds.join(' ')] : []),
  ]
  return [detailOf(problem, status), ...remarks].join('\n  ')
}

function detailOf({ type, detail }: Problem, status: number): string {
  if (type === '/problems/acknowledgement-needed') {
    return 'Some of these chargers enforce managed access only in part. Add --acknowledge-partial to go on all the same.'
  }
  return detail ?? `The gateway answered with status ${status}.`
}

function overlapText({ localFrom, localUntil, zone, windows: [one, other] }: Overlap): string {
  const interval = `from ${shownLocal(localFrom)} to ${shownLocal(localUntil)} (${zone})`
  return `Not saved: ${windowName(one)} and ${windowName(other)} overlap ${interval}; give them other times, or one of them a higher --priority.`
}

function windowName({ id, label, mode }: OverlappingWindow): string {
  const name = label === '' ? (id === null ? 'the new window' : `window ${id}`) : `"${label}"`
  return `${name} (${mode})`
}

/**
 * A request that the gateway does not understand was typed like that: says so in the words of the command line.
 * Null for any other problem.
 */
export function mistakeText({ type, errors = [] }: Problem, options: Options): string | null {
  if (type !== '/problems/invalid-request' || errors.length === 0) return null
  const told = errors.map(({ field, message }) => `${argumentOf(field ?? '', options)} ${message}`)
  return `${[...new Set(told)].join('; ')}.`
}

/** The option or operand from which a field of the request was made. */
function argumentOf(field: string, options: Options): string {
  const [root = ''] = field.split('.')
  const name = root === 'accessClass' ? 'class' : root.replaceAll(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)
  if (Object.hasOwn(options, name)) return `--${name}`
  return root === '' ? 'The request' : root.replace(/s$/, '').toUpperCase()
}
