import type { ModeStatus } from '../../domain/access-mode.ts'

/** What the commands show of a charger of `/api/chargers`; `--json` gives all of it. */
export interface Charger {
  readonly id: string
  readonly label: string | null
  readonly status: string
  readonly protocol: string | null
  readonly online: boolean
  readonly lastSeenAt: string | null
  readonly vendor: string | null
  readonly model: string | null
  readonly firmware: string | null
  readonly profile: { readonly id: string }
  readonly hasPassword: boolean
  readonly failedSignIns: number
  readonly clockSkewMs: number | null
  readonly expectedMode: string
  readonly observedMode: string | null
  readonly modeStatus: ModeStatus
  readonly localList: {
    readonly status: string
    readonly entries: number
    readonly sentAt: string | null
    readonly problem: string | null
  } | null
  readonly rolloutStage: string
  readonly nextChangeAt: string | null
  readonly capability: { readonly state: string; readonly reasons: readonly string[] }
  readonly connectors: readonly {
    readonly evseId: number
    readonly connectorId: number
    readonly status: string
    readonly errorCode: string | null
  }[]
}

export function chargerPath(id: string): string {
  return `/api/chargers/${encodeURIComponent(id)}`
}
