import { defineCommand } from '../command.ts'
import { fields } from '../table.ts'
import { followedLines, type Policy } from './policy.ts'
import { findScope, scopeOptions } from './scope.ts'

export const policyShow = defineCommand({
  name: 'policy show',
  summary: 'Show the rules beside the windows of a schedule: default mode, boundaries, outages.',
  operands: '',
  count: [0, 0],
  options: scopeOptions,
  examples: ['gatehouse policy show', 'gatehouse policy show --charger CP1'],
  async run({ gateway }, _, values) {
    const scope = await findScope(gateway, values)
    const opened = await gateway()
    const policy = await opened.get<Policy>(scope.path)
    const followed = await followedLines(opened, policy, scope)
    return { data: policy, text: [...followed, policyText(policy)].join('\n') }
  },
})

/** The rules, one a line, under the names of the options that set them. */
export function policyText(policy: Policy): string {
  const { onBoundary, boundaryGraceMin, listMaxAgeS } = policy
  return fields({
    'default mode': policy.defaultMode,
    windows: policy.windows.length,
    'on boundary': onBoundary === 'finish' ? onBoundary : `${onBoundary}, grace ${boundaryGraceMin} min`,
    offline: policy.offlinePolicy,
    'list max age': listMaxAgeS === null ? 'none' : ageText(listMaxAgeS),
    fallback: policy.fallback,
    version: policy.version,
    zone: policy.zone,
  })
}

/** As `--list-max-age` takes it: `P7D`, `PT90M`. */
function ageText(ageS: number): string {
  return ageS % 86_400 === 0
    ? Temporal.Duration.from({ days: ageS / 86_400 }).toString()
    : Temporal.Duration.from({ seconds: ageS }).round({ largestUnit: 'hours' }).toString()
}
