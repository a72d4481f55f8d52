import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { fail, ok, warn } from './finding.ts'
import type { Finding } from './finding.ts'

const neededNode = 26
const root = join(import.meta.dirname, '..', '..', '..')

export function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= neededNode) return ok('node', process.version)
  return fail('node', process.version, `start through bin/gatehouse, which brings Node ${neededNode}`)
}

export function checkUi(): Finding {
  if (existsSync(join(root, 'dist', 'ui', 'index.html'))) return ok('ui', 'built')
  return warn('ui', 'not built: there are no pages', 'run npm run build:ui in the checkout')
}

/** Gives the configuration too, where it can be read. */
export function checkConfig(load: () => Config): { finding: Finding; config: Config | null } {
  try {
    const config = load()
    return { finding: ok('configuration', `valid, in ${config.dataDir}`), config }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return { finding: fail('configuration', found, 'correct what the message names'), config: null }
  }
}
