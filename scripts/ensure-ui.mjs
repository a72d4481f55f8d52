// Builds dist/ui when it is missing or older than what it is made from.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sources = ['ui', 'scripts/build-ui.ts', 'package-lock.json'].map((path) => join(root, path))
const built = join(root, 'dist', 'ui')

if (!existsSync(built) || newest(sources) > newest([built])) build()

function build() {
  const node = join(root, 'node_modules', '.bin', 'node')
  const { status } = spawnSync(node, ['scripts/build-ui.ts'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}

function newest(paths) {
  return Math.max(...paths.flatMap(files).map(modifiedMs))
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function modifiedMs(path) {
  return statSync(path).mtimeMs
}
