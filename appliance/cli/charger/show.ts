import { defineCommand } from '../command.ts'
import { statusWords } from '../mode-words.ts'
import { fields, table } from '../table.ts'
import { chargerPath } from './charger.ts'
import type { Charger } from './charger.ts'

export const chargerShow = defineCommand({
  name: 'charger show',
  summary: 'Show one charger with its connectors.',
  operands: 'ID',
  count: [1, 1],
  options: {},
  examples: ['gatehouse charger show CP1'],
  async run({ gateway }, [id = '']) {
    const charger = await (await gateway()).get<Charger>(chargerPath(id))
    return { data: charger, text: `${overview(charger)}\n\n${connectors(charger)}` }
  },
})

function overview(charger: Charger): string {
  const skewS = charger.clockSkewMs === null ? null : Math.round(charger.clockSkewMs / 1000)
  return fields({
    id: charger.id,
    label: charger.label,
    status: charger.status,
    online: charger.online,
    'last seen': charger.lastSeenAt,
    protocol: charger.protocol,
    model: [charger.vendor, charger.model, charger.firmware].filter(Boolean).join(' '),
    profile: charger.profile.id,
    password: charger.hasPassword ? 'set' : 'none',
    'failed sign-ins': charger.failedSignIns,
    'clock skew': skewS === null ? null : `${skewS} s`,
    'expected mode': charger.expectedMode,
    'observed mode': charger.observedMode,
    'mode status': statusWords[charger.modeStatus],
    'rollout stage': charger.rolloutStage,
    'local list': localList(charger),
    'access control': [charger.capability.state, ...charger.capability.reasons].join('; '),
  })
}

/** What it goes by while the gateway is away. */
function localList({ localList: list }: Charger): string | null {
  if (list === null) return null
  const { status, entries, sentAt, problem } = list
  if (status !== 'in_step') return `did not get there: ${problem}`
  return [`${entries} identifiers, sent ${sentAt}`, problem].filter(Boolean).join('; ')
}

function connectors({ connectors: rows }: Charger): string {
  type Connector = Charger['connectors'][number]
  const columns = {
    evse: (connector: Connector) => connector.evseId,
    connector: (connector: Connector) => connector.connectorId,
    status: (connector: Connector) => connector.status,
    error: (connector: Connector) => connector.errorCode,
  }
  return table(rows, columns, 'It has not told of any connector yet.')
}
