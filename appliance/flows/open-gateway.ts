import { randomUUID } from 'node:crypto'
import { toUtcText } from '../domain/utc-text.ts'
import { abandonCommands } from '../store/commands.ts'
import { noteInUse, wasLeftOpen } from '../store/integrity.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { recordChange } from './record-change.ts'

const gatewayIdKey = 'gatewayId'

export interface OpenedGateway {
  /** Of this box, from its first start on. */
  readonly gatewayId: string
  /** The process before this one was killed or lost its power. */
  readonly afterCrash: boolean
}

/** The first write of every start: who the box is, and what the last process may have left undone. */
export function openGateway(context: FlowContext, version: string): Promise<OpenedGateway> {
  return context.commits.write((tx) => {
    const at = toUtcText(context.clock.now())
    const afterCrash = wasLeftOpen(tx)
    noteInUse(tx)
    const known = readMeta(tx, gatewayIdKey)
    const gatewayId = known ?? randomUUID()
    if (known === null) writeMeta(tx, gatewayIdKey, gatewayId)
    abandonCommands(tx, at)
    const body = { gatewayId, version, afterCrash }
    recordChange(tx, gatewayOrigin, { at, action: 'gateway.started', subject: 'gateway', body })
    return { gatewayId, afterCrash }
  })
}
