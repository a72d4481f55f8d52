import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How the command line reaches the gateway that runs on this data directory. */
export interface Control {
  /** Of the HTTP API, on this machine: `http://127.0.0.1:8080`. */
  readonly url: string
  /** Where chargers connect on this machine; left out by gateways of before. */
  readonly ocppPort?: number
  /** New with each start. Whoever can read this file is the administrator of the box. */
  readonly secret: string
  readonly pid: number
}

/** Leaves the file for its owner only. It appears whole or not at all. */
export function writeControlFile(dataDir: string, control: Control): void {
  const path = controlPath(dataDir)
  writeFileSync(`${path}.new`, JSON.stringify(control), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Null where there is none, or none that can be read. A gateway that was killed leaves a stale one. */
export function readControlFile(dataDir: string): Control | null {
  try {
    const control: unknown = JSON.parse(readFileSync(controlPath(dataDir), 'utf8'))
    return isControl(control) ? control : null
  } catch {
    return null
  }
}

export function removeControlFile(dataDir: string): void {
  rmSync(controlPath(dataDir), { force: true })
}

function controlPath(dataDir: string): string {
  return join(dataDir, 'control.json')
}

function isControl(value: unknown): value is Control {
  if (typeof value !== 'object' || value === null) return false
  const { url, ocppPort, secret, pid } = value as Record<string, unknown>
  const isReachable = typeof url === 'string' && (ocppPort === undefined || typeof ocppPort === 'number')
  return isReachable && typeof secret === 'string' && typeof pid === 'number'
}
