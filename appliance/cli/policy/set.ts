import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand, type ValuesOf } from '../command.ts'
import { UsageError } from '../failure.ts'
import { accessModes } from '../mode-words.ts'
import { oneOf } from '../one-of.ts'
import type { Policy } from './policy.ts'
import { findScope, scopeOptions } from './scope.ts'
import { policyText } from './show.ts'

const options = {
  ...scopeOptions,
  'default-mode': {
    type: 'string',
    value: 'MODE',
    help: 'Outside of all windows: freevend or managed_access.',
  },
  'on-boundary': {
    type: 'string',
    value: 'RULE',
    help: 'Running sessions when managed access begins: finish, reauthorise or stop.',
  },
  grace: { type: 'string', value: 'MIN', help: 'Minutes until a session is stopped at a boundary.' },
  offline: {
    type: 'string',
    value: 'RULE',
    help: 'Who may charge while the charger cannot reach the gateway: listed_only or deny_all.',
  },
  'list-max-age': {
    type: 'string',
    value: 'AGE',
    help: 'From this age of the identifier list on the fallback decides: P7D, PT12H, none.',
  },
  fallback: {
    type: 'string',
    value: 'RULE',
    help: 'When the list is too old or the clock unknown: use_last_known or deny_all.',
  },
  ...acknowledgePartial,
} as const

export const policySet = defineCommand({
  name: 'policy set',
  summary: 'Change the rules beside the windows of a schedule.',
  about:
    'What is not named stays. A charger or group without rules of its own starts with those it followed.',
  operands: '',
  count: [0, 0],
  options,
  examples: [
    'gatehouse policy set --default-mode managed_access --list-max-age P7D',
    'gatehouse policy set --group Buses --on-boundary stop --grace 15',
  ],
  async run({ gateway }, _, values) {
    const rules = rulesOf(values)
    if (Object.keys(rules).length === 0) {
      throw new UsageError('Name what to change, for example --default-mode managed_access.')
    }
    const scope = await findScope(gateway, values)
    const acknowledge = values['acknowledge-partial'] && { acknowledgePartial: true }
    const policy = await (await gateway()).put<Policy>(scope.path, { ...rules, ...acknowledge })
    return { data: policy, text: policyText(policy) }
  },
})

function rulesOf(values: ValuesOf<typeof options>): Partial<Policy> {
  const { grace, fallback, offline } = values
  const { 'default-mode': mode, 'on-boundary': boundary, 'list-max-age': age } = values
  return {
    ...(mode !== undefined && { defaultMode: oneOf(mode, '--default-mode', accessModes) }),
    ...(boundary !== undefined && {
      onBoundary: oneOf(boundary, '--on-boundary', ['finish', 'reauthorise', 'stop']),
    }),
    ...(grace !== undefined && { boundaryGraceMin: minutesOf(grace) }),
    ...(offline !== undefined && { offlinePolicy: oneOf(offline, '--offline', ['listed_only', 'deny_all']) }),
    ...(age !== undefined && { listMaxAgeS: ageOf(age) }),
    ...(fallback !== undefined && {
      fallback: oneOf(fallback, '--fallback', ['use_last_known', 'deny_all']),
    }),
  }
}

function minutesOf(typed: string): number {
  if (/^\d{1,4}$/.test(typed)) return Number(typed)
  throw new UsageError('--grace must be a whole number of minutes, for example 15.')
}

/** Seconds; null: no limit. */
function ageOf(typed: string): number | null {
  if (typed === 'none') return null
  try {
    return Math.round(Temporal.Duration.from(typed).total({ unit: 'seconds', relativeTo: '2000-01-01' }))
  } catch (cause) {
    throw new UsageError('--list-max-age must be a duration such as P7D or PT12H, or none.', { cause })
  }
}
