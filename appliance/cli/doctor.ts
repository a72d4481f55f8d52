import type { Config } from '../config.ts'
import { defineCommand } from './command.ts'
import { checkConfig, checkNode, checkUi } from './doctor/installation.ts'
import {
  checkClock,
  checkDatabase,
  checkDirectory,
  checkDisk,
  checkMasterKey,
} from './doctor/data-directory.ts'
import type { Finding } from './doctor/finding.ts'
import { checkPorts } from './doctor/ports.ts'
import { table } from './table.ts'

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Check the installation and say what to do about what is wrong.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse doctor', 'gatehouse doctor --json'],
  async run({ config }) {
    const checks = await findings(config)
    const failed = checks.some(({ result }) => result === 'fail')
    const columns = {
      check: (row: Finding) => row.check,
      result: (row: Finding) => row.result,
      found: (row: Finding) => row.found,
      remedy: (row: Finding) => row.remedy,
    }
    return { data: { ok: !failed, checks }, text: table(checks, columns, ''), exitCode: failed ? 1 : 0 }
  },
})

async function findings(load: () => Config): Promise<Finding[]> {
  const { finding, config } = checkConfig(load)
  const installation = [checkNode(), checkUi(), finding]
  if (config === null) return installation
  const { dataDir } = config
  const directory = checkDirectory(dataDir)
  if (directory.result === 'fail') return [...installation, directory, ...(await checkPorts(config))]
  const { finding: database, inspection } = checkDatabase(dataDir)
  return [
    ...installation,
    directory,
    await checkDisk(dataDir),
    database,
    checkMasterKey(config, inspection),
    checkClock(inspection, Temporal.Now.instant()),
    ...(await checkPorts(config)),
  ]
}
