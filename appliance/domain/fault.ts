/** What a charger's report does to its list of faults. `code: null` clears all of the connector. */
export type FaultChange =
  | {
      readonly change: 'open'
      readonly code: string
      readonly vendorId: string | null
      readonly vendorCode: string | null
      readonly info: string | null
    }
  | { readonly change: 'clear'; readonly code: string | null }

/** OCPP 1.6 StatusNotification.req (6.47). */
export interface Status16 {
  readonly status: string
  readonly errorCode?: string | undefined
  readonly info?: string | null | undefined
  readonly vendorId?: string | null | undefined
  readonly vendorErrorCode?: string | null | undefined
}

/** OCPP 2.x EventDataType of NotifyEvent. */
export interface EventData {
  readonly trigger: string
  readonly actualValue: string
  readonly cleared?: boolean | undefined
  readonly techCode?: string | null | undefined
  readonly techInfo?: string | null | undefined
  readonly component: { readonly name: string; readonly instance?: string | undefined }
  readonly variable: { readonly name: string; readonly instance?: string | undefined }
}

/**
 * A 1.6 connector has a fault while it names an error or says `Faulted`, whatever its status besides: some
 * finish a session with an error. It has no way to clear one of several, so `NoError` clears them all.
 */
export function faultOfStatus16(report: Status16): FaultChange {
  const errorCode = meaning(report.errorCode)
  const named = errorCode !== null && errorCode.toLowerCase() !== 'noerror'
  if (!named && report.status !== 'Faulted') return { change: 'clear', code: null }
  return {
    change: 'open',
    code: named ? errorCode : 'Faulted',
    vendorId: meaning(report.vendorId),
    vendorCode: meaning(report.vendorErrorCode),
    info: meaning(report.info),
  }
}

/** A 2.x connector status says only that there is a fault; what it is comes by NotifyEvent. */
export function faultOfStatus2(connectorStatus: string): FaultChange {
  if (connectorStatus !== 'Faulted') return { change: 'clear', code: 'Faulted' }
  return { change: 'open', code: 'Faulted', vendorId: null, vendorCode: null, info: null }
}

/**
 * A 2.x component reports a fault by an alert with its technical code, or by its `Problem` variable (part 2,
 * standardised variables). Other alerts are measurements that crossed a limit: `null`.
 */
export function faultOfEvent(event: EventData): FaultChange | null {
  const code = `${nameOf(event.component)}.${nameOf(event.variable)}`
  const techCode = meaning(event.techCode)
  const problem = event.variable.name.toLowerCase() === 'problem'
  if (event.cleared === true || (problem && !isTrue(event.actualValue))) return { change: 'clear', code }
  if (!problem && (event.trigger !== 'Alerting' || techCode === null)) return null
  return { change: 'open', code, vendorId: null, vendorCode: techCode, info: meaning(event.techInfo) }
}

function nameOf({ name, instance }: EventData['component']): string {
  return instance === undefined ? name : `${name}[${instance}]`
}

function isTrue(value: string): boolean {
  return ['true', '1'].includes(value.trim().toLowerCase())
}

/** Chargers fill what they have nothing to say in with zeros, blanks or the word `null`. */
const empty = /^(?:|null|none|0+|0x0+)$/i

function meaning(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').replaceAll('\0', '').trim()
  return empty.test(trimmed) ? null : trimmed
}
