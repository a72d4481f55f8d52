import type { OcppVersion } from '../rpc/protocol.ts'
import { isKnownName, ruleFor, type FieldRule } from './field-rules.ts'
import { shapeOf, type FieldShape } from './field-shape.ts'
import { hidden, maskPatterns, maskProse, maskValue, sizeOf } from './mask-text.ts'
import { settingRule, type SettingRule } from './setting-names.ts'

type Fields = Readonly<Record<string, unknown>>

/** What is known of the place at which a value stands. */
interface Place {
  readonly version: OcppVersion
  /** Whose request it stands in; null in an answer, which does not say. */
  readonly action: string | null
  readonly depth: number
  readonly rule: FieldRule
  /** What its schema has room for; null where another rule hides it anyway. */
  readonly shape: FieldShape | null
  /** Of the setting whose value this is or lies in; null outside of settings. */
  readonly setting: SettingRule | null
}

/** OCPP's payloads go eight deep; what is deeper is no OCPP, and must not exhaust the stack. */
const maxDepth = 16

/** The token types of OCPP 2.x, the only words that are shown beside an identifier. */
const tokenTypes = new Set(
  'central,directpayment,emaid,evccid,iso14443,iso15693,keycode,local,macaddress,noauthorization,vin'.split(
    ',',
  ),
)
const settingValues = new Set(['value', 'values', 'valueslist', 'attributevalue', 'actualvalue'])
/** Shorter than a card's number in decimal. */
const shortNumber = 1e7
const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i
/** What chargers write for a time, legal or not, as long as it has nothing but a time in it. */
const almostTime = /^\s*\d{4}-\d\d-\d\d[Tt ][\d:.,]{4,20}(?:[Zz]|[+-][\d:]{2,5})?[\s\0]*$/
const truthValue = /^(?:true|false)$/i

/** A payload without what it must not show, its input left alone. What is no object is no payload: only its size. */
export function redactFields(payload: unknown, version: OcppVersion, action: string | null = null): unknown {
  if (!isFields(payload)) return payload === null ? null : sizedValue(payload)
  return redacted(payload, { version, action, depth: 0, rule: 'keep', shape: null, setting: null })
}

/** The fields of a CALLERROR's details follow no schema, and may quote what they are about. */
export function redactDetails(details: unknown): unknown {
  const isEmpty = isFields(details) && Object.keys(details).length === 0
  return details === null || isEmpty ? details : sizedValue(details)
}

function redacted(value: unknown, place: Place): unknown {
  if (place.depth > maxDepth) return '‹too deep›'
  if (typeof value === 'string' || typeof value === 'number') return scalar(value, place)
  if (typeof value !== 'object' || value === null) return value
  if (place.rule === 'sized') return sizedValue(value)
  if (isFields(value)) return redactedFields(value, place)
  return Array.isArray(value)
    ? value.map((entry) => redacted(entry, deeper(place, place.rule, place.shape)))
    : null
}

function deeper(place: Place, rule: FieldRule, shape: FieldShape | null = null): Place {
  return { ...place, rule, shape, depth: place.depth + 1 }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A certificate still says what it is. Of a structure only its width is told: it may be too deep to write out. */
function sizedValue(value: unknown): string {
  if (Array.isArray(value)) return `‹${value.length} entries›`
  if (isFields(value)) return `‹${Object.keys(value).length} fields›`
  const text = String(value)
  const heading = /^-----BEGIN [A-Z ]{1,40}-----/.exec(text)
  return `${heading === null ? '' : `${heading[0]}…`}${sizeOf(text)}`
}

function scalar(value: string | number, { rule, shape }: Place): string | number {
  switch (rule) {
    case 'identifier':
      return maskValue(String(value))
    case 'secret':
      return hidden
    case 'sized':
      return sizedValue(String(value))
    case 'prose':
    case 'keep':
      if (shape !== null && !hasRoom(shape, value)) return sizedValue(String(value))
      if (typeof value === 'number') return value
      return rule === 'prose' ? maskProse(value) : maskPatterns(value)
    default:
      return rule satisfies never
  }
}

/** Whether a value is of the kind that its field is for, however it is spelled: else it may be anything. */
function hasRoom({ text, time, number, words }: FieldShape, value: string | number): boolean {
  if (typeof value === 'number') return number || (text && Math.abs(value) < shortNumber)
  // A name that stands for several things is given no benefit of the doubt.
  if (text && words.size === 0 && !number && !time) return true
  if (words.has(value.replaceAll('\0', '').trim().toLowerCase()) || (text && isUrl.test(value))) return true
  return (time && almostTime.test(value)) || (number && isNumber(value)) || truthValue.test(value)
}

function redactedFields(fields: Fields, place: Place): Fields {
  const setting = settingOf(fields) ?? place.setting
  const inner = { ...place, setting }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      shownName(place.version, name),
      fieldValue(fields, name, value, inner),
    ]),
  )
}

function fieldValue(fields: Fields, name: string, value: unknown, place: Place): unknown {
  const lower = name.toLowerCase()
  if (lower === 'customdata') return customData(value, place)
  // Below an identifier or a secret everything is of its kind.
  if (place.rule === 'identifier' || place.rule === 'secret') {
    return lower === 'type' && isTokenType(value) ? value : redacted(value, deeper(place, place.rule))
  }
  if (lower === 'vpn') return redacted(value, deeper(place, 'secret'))
  const shape = shapeOf(place.version, place.action, name) ?? null
  if (settingValues.has(lower)) return settingValue(fields, value, { ...place, shape })
  const rule = ruleFor(place.version, name)
  return redacted(value, deeper(place, rule === 'keep' ? place.rule : rule, shape))
}

function isTokenType(value: unknown): boolean {
  return typeof value === 'string' && tokenTypes.has(value.toLowerCase())
}

/** Vendors put here what they like; only the vendor is told. */
function customData(value: unknown, place: Place): unknown {
  if (!isFields(value)) return sizedValue(value)
  const { vendorId, ...rest } = value
  const vendor = vendorId === undefined ? {} : { vendorId: redacted(vendorId, deeper(place, 'prose')) }
  return Object.keys(rest).length === 0 ? vendor : { ...vendor, '…': sizedValue(rest) }
}

/** What a setting holds, or what a meter sampled; a meter's value that is no number may be signed data. */
function settingValue(fields: Fields, value: unknown, place: Place): unknown {
  if (place.depth > maxDepth) return '‹too deep›'
  if (Array.isArray(value))
    return value.map((entry) => settingValue(fields, entry, deeper(place, place.rule, place.shape)))
  if (typeof value === 'string' && truthValue.test(value)) return value
  if (place.setting !== null) return redacted(value, deeper(place, place.setting, place.shape))
  const signed = fields['format'] === 'SignedData' || (typeof value === 'string' && !isNumber(value))
  return redacted(value, deeper(place, signed ? 'sized' : place.rule))
}

function isNumber(text: string): boolean {
  return text.length <= 32 && Number.isFinite(Number(text))
}

/** 1.6: `{ key, value }`; 2.x: `{ component: { name }, variable: { name }, … }`. The stricter rule of all counts. */
function settingOf(fields: Fields): SettingRule | null {
  const names = [textAt(fields, 'key'), nameAt(fields, 'component'), nameAt(fields, 'variable')]
  const found = names.filter((name) => name !== null).map(settingRule)
  if (found.length === 0) return null
  return found.find((rule) => rule === 'secret') ?? found.find((rule) => rule === 'identifier') ?? 'keep'
}

function textAt(fields: Fields, wanted: string): string | null {
  const value = Object.entries(fields).find(([name]) => name.toLowerCase() === wanted)?.[1]
  return typeof value === 'string' ? value : null
}

function nameAt(fields: Fields, wanted: string): string | null {
  const value = Object.entries(fields).find(([name]) => name.toLowerCase() === wanted)?.[1]
  return isFields(value) ? textAt(value, 'name') : null
}

function shownName(version: OcppVersion, name: string): string {
  return isKnownName(version, name) ? name : sizeOf(name)
}
