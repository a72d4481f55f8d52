import { isFields, type Fields } from './field-schema.ts'
import type { RepairScope } from './repair-scope.ts'

/** Where OCPP 1.5 and careless firmware put meter values; 1.6 calls its places otherwise. */
const listNames = ['values', 'meterValues', 'meterValue', 'transactionData']
const sampleNames = ['values', 'sampledValues', 'value']

/** Puts meter values where the schema has them: lists inside lists, samples inside of one instant. */
export function placeMeterValues(scope: RepairScope, action: string, payload: Fields): Fields {
  const listName = action === 'StopTransaction' ? 'transactionData' : 'meterValue'
  if (!['MeterValues', 'StopTransaction', 'TransactionEvent'].includes(action)) return payload
  const timestamp = action === 'MeterValues' ? payload['timestamp'] : undefined
  const sentAs = [listName, ...listNames].find((name) => Object.hasOwn(payload, name))
  const lone = action === 'MeterValues' && Array.isArray(payload['sampledValue'])
  if (sentAs === undefined && !lone) return payload
  const sent = lone ? { sampledValue: payload['sampledValue'] } : payload[sentAs ?? listName]
  const placed = (Array.isArray(sent) ? sent : [sent]).flatMap((entry: unknown) =>
    placeEntry(entry, timestamp),
  )
  if (sentAs === listName && timestamp === undefined && same(sent, placed)) return payload
  if (!scope.use('misplaced_meter_values')) return payload
  const rest = Object.entries(payload).filter(
    ([name]) =>
      name !== sentAs && !(action === 'MeterValues' && ['timestamp', 'sampledValue'].includes(name)),
  )
  return Object.fromEntries([...rest, [listName, placed]])
}

/** One entry of the list, as the instants that it holds. */
function placeEntry(entry: unknown, timestamp: unknown): unknown[] {
  if (!isFields(entry)) return [entry]
  const inner = sampleNames.find((name) => Array.isArray(entry[name]))
  // 1.5: `transactionData: [{ values: [{ timestamp, values: [sample] }] }]`.
  if (inner !== undefined && holdsInstants(entry[inner])) {
    return entry[inner].map((instant) => withSamples(instant, timestamp))
  }
  return [withSamples(entry, timestamp)]
}

function withSamples(instant: Fields, timestamp: unknown): Fields {
  const isTimed = Object.hasOwn(instant, 'timestamp') || timestamp === undefined
  const own = isTimed ? {} : { timestamp }
  if (Object.hasOwn(instant, 'sampledValue')) {
    const samples = instant['sampledValue']
    if (isFields(samples)) return { ...instant, ...own, sampledValue: [samples] }
    return isTimed ? instant : { ...instant, ...own }
  }
  const inner = sampleNames.find((name) => Array.isArray(instant[name]))
  if (inner !== undefined) {
    const { [inner]: sampledValue, ...rest } = instant
    return { ...rest, ...own, sampledValue }
  }
  if (!Object.hasOwn(instant, 'value')) return isTimed ? instant : { ...instant, ...own }
  const { timestamp: at, ...sample } = instant
  return { ...(at === undefined ? own : { timestamp: at }), sampledValue: [sample] }
}

function holdsInstants(value: unknown): value is Fields[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (entry) => isFields(entry) && (Object.hasOwn(entry, 'timestamp') || Array.isArray(entry['values'])),
    )
  )
}

function same(sent: unknown, placed: readonly unknown[]): boolean {
  return (
    Array.isArray(sent) &&
    sent.length === placed.length &&
    sent.every((entry, index) => entry === placed[index])
  )
}
