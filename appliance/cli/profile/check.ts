import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkFirmwareProfiles, type FileProblem } from '../../firmware-profiles.ts'
import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { table } from '../table.ts'

export const profileCheck = defineCommand({
  name: 'profile check',
  summary: "Check the depot's own firmware profiles and those shipped.",
  about:
    "Without DIR the depot's own are those in firmware-profiles in its data directory. docs/firmware-profiles.md describes how they are written.",
  operands: '[DIR]',
  count: [0, 1],
  options: {},
  examples: ['gatehouse profile check', 'gatehouse profile check ./my-profiles --json'],
  async run({ config }, [named]) {
    if (named !== undefined && !existsSync(named)) throw new UsageError(`There is no folder ${named}.`)
    const problems = await checkFirmwareProfiles(named ?? join(config().dataDir, 'firmware-profiles'))
    const columns = {
      file: ({ file }: FileProblem) => shorter(file),
      field: ({ field }: FileProblem) => field,
      problem: ({ problem }: FileProblem) => problem,
      remedy: ({ remedy }: FileProblem) => remedy,
    }
    const text = table(problems, columns, 'All firmware profiles are in order.')
    return { data: { ok: problems.length === 0, problems }, text, exitCode: problems.length === 0 ? 0 : 1 }
  },
})

/** As seen from here, where that is shorter. */
function shorter(file: string): string {
  const fromHere = relative('', file)
  return fromHere.startsWith('..') ? file : fromHere
}
