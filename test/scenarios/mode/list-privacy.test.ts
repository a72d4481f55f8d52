import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { protocols } from '../../../appliance/domain/protocol.ts'
import { simulatedDepot } from '../../support/simulated-depot.ts'

for (const protocol of protocols) {
  await t.test(`${protocol}: identifiers in a pushed list stand nowhere in the gateway`, async (t) => {
    const depot = await simulatedDepot(t)
    const marked = 'MARKED-4711'
    const card = { identifier: marked, accessClass: 'own_fleet', vehicle: 'BUS-1' }
    await depot.gateway.api('POST', '/api/identifiers', card)
    const charger = depot.charger({ protocol })
    await depot.mode('CP1', ({ status }) => status === 'confirmed')
    t.strictSame(charger.localList.ids, [marked.toLowerCase()])
    const frames = await depot.gateway.api<{ items: object[] }>('GET', '/api/chargers/CP1/frames')
    t.match(JSON.stringify(frames.items), /SendLocalList/)
    const changes = await depot.changes('CP1')
    const { dataDir } = depot.gateway.config
    await depot.stopGateway()
    const files = readdirSync(dataDir).filter((name) => name.startsWith('gatehouse.db'))
    for (const name of files) t.notOk(readFileSync(join(dataDir, name)).includes(marked), name)
    t.notOk(JSON.stringify([frames, changes]).toUpperCase().includes(marked))
  })
}
