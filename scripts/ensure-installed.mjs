// Runs on whatever Node the machine has (20 and up), before anything else of the project does: brings
// node_modules to what package-lock.json says, and with it the Node that the project runs on.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const command = join(modules, '.bin', 'gatehouse')

if (!isInstalled()) install()
// npm links the commands of dependencies only; with this `npx gatehouse` starts without asking a registry.
if (!existsSync(command)) linkCommand()

/** npm leaves a lock file of what it really installed; there is none after an interrupted install. */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const present = readPackages(join(modules, '.package-lock.json'))
  return existsSync(join(modules, '.bin', 'node')) && Object.entries(wanted).every(isPresent)

  function isPresent([path, { version, optional }]) {
    return path === '' || present[path]?.version === version || (optional && !present[path])
  }
}

function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

function install() {
  process.stderr.write('Installing (once, about a minute) …\n')
  // Only errors: the machine's Node is older than what packages ask for, and they will not run on it.
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { npm_execpath: npm, npm_node_execpath: node } = process.env
  const [file, first] = npm && node ? [node, [npm]] : ['npm', []]
  const { status, error } = spawnSync(file, [...first, ...options], {
    cwd: root,
    env: { ...process.env, PATH: withoutModules(process.env.PATH ?? '') },
    stdio: ['ignore', process.stderr, process.stderr],
  })
  if (status === 0 && isInstalled()) return
  process.stderr.write(failure(status, error))
  process.exit(1)
}

/** npm itself must not run on the Node that it is about to replace. */
function withoutModules(path) {
  return path
    .split(delimiter)
    .filter((folder) => !folder.startsWith(modules))
    .join(delimiter)
}

function failure(status, error) {
  if (error) return `npm cannot be started (${error.message}); install Node 20 or newer with npm.\n`
  if (status !== 0) return 'npm ci failed; put right what it says above, then run the same command again.\n'
  return `There is no Node for ${process.platform} on ${process.arch} among the dependencies; Linux on x64 and arm64 is supported.\n`
}

function linkCommand() {
  rmSync(command, { force: true })
  symlinkSync(join('..', '..', 'bin', 'gatehouse'), command)
}
