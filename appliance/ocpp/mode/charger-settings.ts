import type { ChargerReply } from '../../domain/charger-link.ts'
import { settingsByName, type ChargerSetting, type ChargerSettings } from '../../domain/charger-setting.ts'
import { failureText, isNotSupported, type ChargerLine } from './charger-line.ts'

export type ReadOutcome =
  | { readonly kind: 'read'; readonly settings: ChargerSettings }
  /** `refused`: it is there and answers, but with errors only. */
  | { readonly kind: 'failed'; readonly why: string; readonly refused: boolean }

/** What any charger can be expected to take in one message before it says more. */
const unknownPerRead = 10

/**
 * Reads settings by name; those that the charger does not know are missing from what comes back. `maxPerRead`:
 * what the charger answered about itself; null: nothing.
 */
export async function readSettings(
  line: ChargerLine,
  names: readonly string[],
  maxPerRead: number | null,
): Promise<ReadOutcome> {
  const size = line.profile.configuration.maxKeysPerRead ?? maxPerRead ?? unknownPerRead
  const reading: Reading = { found: [], isAnswered: false, refusal: null }
  const unreachable = await readInChunks(line, names, size, reading)
  if (unreachable !== null) return { kind: 'failed', why: unreachable, refused: false }
  const { found, isAnswered, refusal } = reading
  if (!isAnswered && refusal !== null) return { kind: 'failed', why: refusal, refused: true }
  return { kind: 'read', settings: settingsByName(found) }
}

interface Reading {
  readonly found: ChargerSetting[]
  isAnswered: boolean
  refusal: string | null
}

/** Returns why the charger could not be reached; null when it was. */
async function readInChunks(
  line: ChargerLine,
  names: readonly string[],
  size: number,
  reading: Reading,
): Promise<string | null> {
  for (let at = 0; at < names.length; at += size) {
    const chunk = names.slice(at, at + size)
    const reply = await readChunk(line, chunk)
    if (reply.ok) {
      reading.found.push(...settingsOf(line, reply.payload))
      reading.isAnswered = true
      continue
    }
    // It never tells anything, which is as if it had no settings.
    if (isNotSupported(reply)) return null
    if (reply.why !== 'call_error') return failureText(reply)
    reading.refusal = failureText(reply)
    // Some firmware refuses a whole read for one name that it does not know.
    const unreachable = chunk.length > 1 ? await readInChunks(line, chunk, 1, reading) : null
    if (unreachable !== null) return unreachable
  }
  return null
}

function readChunk(line: ChargerLine, names: readonly string[]): Promise<ChargerReply> {
  if (line.of16) return line.ask('GetConfiguration', { key: names })
  return line.ask('GetVariables', { getVariableData: names.map(variableOf) })
}

interface Configuration16 {
  readonly configurationKey?: readonly {
    readonly key: string
    readonly readonly: boolean
    readonly value?: string
  }[]
}

interface Variables2 {
  readonly getVariableResult: readonly {
    readonly attributeStatus: string
    readonly attributeValue?: string
    readonly component: { readonly name: string }
    readonly variable: { readonly name: string; readonly instance?: string }
  }[]
}

function settingsOf(line: ChargerLine, payload: object): ChargerSetting[] {
  if (line.of16) {
    const { configurationKey = [] } = payload as Configuration16
    return configurationKey.map(({ key, readonly, value = null }) => ({ name: key.trim(), value, readonly }))
  }
  return (payload as Variables2).getVariableResult.flatMap((result) => {
    const { attributeStatus, attributeValue = null, component, variable } = result
    // Rejected: it is there and may only be written.
    if (attributeStatus !== 'Accepted' && attributeStatus !== 'Rejected') return []
    const instance = variable.instance === undefined ? '' : `[${variable.instance}]`
    const name = `${component.name}.${variable.name}${instance}`
    return [{ name, value: attributeStatus === 'Accepted' ? attributeValue : null, readonly: false }]
  })
}

/** `Component.Variable`, or `Component.Variable[Instance]`, as OCPP 2.x writes it. */
function variableOf(name: string): {
  component: { name: string }
  variable: { name: string; instance?: string }
} {
  const [, component = '', variable = '', instance] = /^([^.]*)\.([^[]*)(?:\[(.*)\])?$/.exec(name) ?? []
  return {
    component: { name: component },
    variable: { name: variable, ...(instance !== undefined && { instance }) },
  }
}

/** `failed`: it is not known whether it was taken. */
export type WriteResult = 'accepted' | 'reboot_required' | 'rejected' | 'unknown' | 'failed'

export interface Written {
  readonly result: WriteResult
  /** What the charger said; null where it took it. */
  readonly detail: string | null
}

const said: Readonly<Record<string, WriteResult>> = {
  Accepted: 'accepted',
  RebootRequired: 'reboot_required',
  Rejected: 'rejected',
  NotSupported: 'unknown',
  UnknownComponent: 'unknown',
  UnknownVariable: 'unknown',
  NotSupportedAttributeType: 'unknown',
}

/** ChangeConfiguration (OCPP 1.6, 5.3) or SetVariables (2.x, B05) of one setting. */
export async function writeSetting(line: ChargerLine, name: string, value: string): Promise<Written> {
  const reply = line.of16
    ? await line.change('ChangeConfiguration', { key: name, value })
    : await line.change('SetVariables', { setVariableData: [{ ...variableOf(name), attributeValue: value }] })
  if (!reply.ok) return { result: 'failed', detail: failureText(reply) }
  const { status, setVariableResult } = reply.payload as {
    status?: string
    setVariableResult?: readonly { readonly attributeStatus: string }[]
  }
  const word = status ?? setVariableResult?.[0]?.attributeStatus ?? 'nothing'
  const result = said[word] ?? 'rejected'
  return { result, detail: result === 'accepted' ? null : `The charger answered ${word}.` }
}
