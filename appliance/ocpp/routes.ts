import type { Handler } from './inbound.ts'
import type { OcppVersion } from './rpc/protocol.ts'
import { actionsOf } from './rpc/schemas.ts'
import { routes16 } from './v16/routes.ts'
import { routes201 } from './v201/routes.ts'
import { routes21 } from './v21/routes.ts'

/** Version → action → who answers it. */
export const routes: Readonly<Record<OcppVersion, Readonly<Record<string, Handler>>>> = {
  'ocpp1.6': routes16,
  'ocpp2.0.1': routes201,
  'ocpp2.1': routes21,
}

/** What chargers alone send and nobody here answers. */
const chargersOnly = new Set([
  'GetCertificateChainStatus',
  'NotifyPeriodicEventStream',
  'VatNumberValidation',
])

/** The actions that a gateway may send to a charger of this version. */
export function commandsOf(version: OcppVersion): string[] {
  const answered = routes[version]
  return actionsOf(version).filter(
    (action) => action === 'DataTransfer' || !(action in answered || chargersOnly.has(action)),
  )
}
