import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { WebSocket } from 'ws'
import { readControlFile } from '../../appliance/control-file.ts'
import { bootCharger } from '../support/charger.ts'
import { startGateway } from '../support/gateway.ts'

const root = join(import.meta.dirname, '..', '..')

/** Each goes a way of its own through the gateway. They are as long as OCPP 1.6 allows, or longer. */
const markers = {
  added: 'MARKER-ADDED-000001',
  imported: 'MARKER-IMPORTED-0002',
  refusedInImport: 'MARKER-REFUSED-IN-IMPORT-0003',
  stranger: 'MARKER-STRANGER-0004',
  charging: 'MARKER-CHARGING-0005',
  remote: 'MARKER-REMOTE-000006',
  local: 'MARKER-LOCAL-0000007',
  misplaced: 'MARKER-MISPLACED-008',
  password: 'marker-password-of-this-charger',
}

/** A gateway in a process of its own, so that all that it prints can be read. */
async function serve(dataDir: string) {
  const { PATH } = process.env
  const child = spawn(join(root, 'bin', 'gatehouse'), ['serve'], {
    cwd: root,
    env: {
      PATH,
      GATEHOUSE_DATA_DIR: dataDir,
      GATEHOUSE_HTTP_PORT: '0',
      GATEHOUSE_OCPP_PORT: '0',
      GATEHOUSE_LOG_LEVEL: 'debug',
    },
  })
  const errors = text(child.stderr)
  let printed = ''
  child.stdout.setEncoding('utf8')
  const ports = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the gateway did not start: ${printed}`)))
    child.stdout.on('data', (chunk: string) => {
      printed += chunk
      const port = /ws:\/\/[^/]*:(\d+)\//.exec(printed)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
    return printed + (await errors)
  }
  return { ports: { http: 0, ocpp: ports }, control: readControlFile(dataDir)!, stop }
}

await t.test(
  'raw identifiers and passwords are in no answer, live message, log line, table or file',
  async (t) => {
    const dataDir = t.testdir({})
    const { ports, control, stop } = await serve(dataDir)
    const headers = { authorization: `Bearer ${control.secret}` }
    const answers: string[] = []
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await fetch(control.url + path, {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      })
      const content = await answer.text()
      answers.push(content)
      return content === '' ? null : JSON.parse(content)
    }

    const live = new WebSocket(`${control.url.replace('http', 'ws')}/api/live`, { headers })
    live.on('message', (data: Buffer) => answers.push(data.toString()))
    await once(live, 'open')
    const topics = ['charger', 'connector', 'decision', 'session', 'fault', 'frame:CP1', 'mode', 'command']
    live.send(JSON.stringify({ subscribe: topics }))

    await ask('POST', '/api/chargers', { id: 'CP1', password: markers.password, approve: true })
    await ask('POST', '/api/identifiers', {
      identifier: markers.added,
      accessClass: 'own_fleet',
      vehicle: 'BUS-1',
    })
    const csv = `identifier,class,vehicle\n${markers.imported},own_fleet,BUS-2\n`
    await ask('POST', '/api/identifiers/import', {
      csv: `${csv}${markers.refusedInImport},own_fleet,BUS-3\n`,
    })
    await ask('POST', '/api/identifiers/import', { csv })
    await ask('POST', '/api/identifiers/find', { identifier: markers.added })
    // A mistake in a request must not come back in its problem either.
    await ask('POST', '/api/identifiers', { identifier: markers.misplaced, accessClass: markers.misplaced })
    await ask('POST', '/api/identifiers', { [markers.misplaced]: 1 })

    const charger = await bootCharger(t, { ports }, { password: markers.password })
    charger.client.handle('RemoteStartTransaction', () => ({ status: 'Accepted' }) as never)
    charger.client.handle('SendLocalList', () => ({ status: 'Accepted' }) as never)
    for (const idTag of [markers.added, markers.imported, markers.stranger])
      await charger.call('Authorize', { idTag })
    const timestamp = new Date().toISOString()
    const start = { connectorId: 1, idTag: markers.charging, meterStart: 0, timestamp }
    const { transactionId } = await charger.call<{ transactionId: number }>('StartTransaction', start)
    await charger.call('StopTransaction', { transactionId, idTag: markers.charging, meterStop: 9, timestamp })
    await charger
      .call('DataTransfer', { vendorId: 'x', data: JSON.stringify({ idTag: markers.misplaced }) })
      .catch(() => {})
    await charger.call('Authorize', { idTag: markers.misplaced, more: markers.misplaced }).catch(() => {})
    await ask('POST', '/api/identifiers', {
      identifier: markers.remote,
      accessClass: 'own_fleet',
      vehicle: 'BUS-6',
    })
    const { remote: idTag, local } = markers
    await ask('POST', '/api/chargers/CP1/ocpp/RemoteStartTransaction', { connectorId: 1, idTag })
    const localAuthorizationList = [{ idTag: local, idTagInfo: { status: 'Accepted' } }]
    const list = { listVersion: 1, updateType: 'Full', localAuthorizationList }
    await ask('POST', '/api/chargers/CP1/ocpp/SendLocalList', list)

    const { items } = await ask('GET', '/api/decisions?masked=MA')
    t.ok(items.length > 0)
    const denied = items.find((item: { canEnrol: boolean }) => item.canEnrol)
    await ask('POST', `/api/decisions/${denied.id}/enrol`, { accessClass: 'own_fleet', vehicle: 'BUS-4' })
    const lists = ['identifiers', 'decisions', 'sessions', 'ledger', 'commands']
    for (const path of lists) {
      const { items: listed } = await ask('GET', `/api/${path}?limit=500`)
      t.ok(listed.length > 0, `${path} holds something`)
    }
    for (const path of ['identifiers', 'decisions', 'sessions', 'ledger']) {
      const exported = await fetch(`${control.url}/api/${path}?format=csv`, { headers })
      answers.push(await exported.text())
    }
    answers.push(await (await fetch(`${control.url}/metrics`, { headers })).text())

    await charger.close()
    live.close()
    const log = await stop()
    t.match(log, /"msg":/, 'the log was on')
    const files = readdirSync(dataDir).map(
      (name) => [name, readFileSync(join(dataDir, name), 'latin1')] as const,
    )
    const database = files.find(([name]) => name === 'gatehouse.db')?.[1] ?? ''
    t.match(database, /\[2,"[^"]+","Authorize"/, 'frames were stored')
    for (const [way, marker] of Object.entries(markers)) {
      const found = (content: string) => content.toUpperCase().includes(marker.toUpperCase())
      t.notOk(answers.find(found), `${way}: not in an answer`)
      t.notOk(found(log), `${way}: not in the log`)
      t.strictSame(
        files.filter(([, content]) => found(content)).map(([name]) => name),
        [],
        `${way}: not in a file`,
      )
    }
  },
)

/** Each in a text that firmware writes for people. */
const told = {
  info: 'card 04A1B2C3D4E5F6 rejected',
  vendorErrorCode: 'E7 04A1B2C3D4E5F7',
  securityType: 'Unknown card 04A1B2C3D4E5F8',
  techInfo: 'card 04:A1:B2:C3:D4:E5:F9 rejected',
  techCode: '04A1B2C3D4E5FA',
  instance: 'reader 04 A1 B2 C3 D4 E5 FB',
}

await t.test('identifiers in the texts of faults and security events are kept nowhere', async (t) => {
  const gateway = await startGateway(t)
  const { info, vendorErrorCode, securityType, techInfo, techCode, instance } = told
  const one = await bootCharger(t, gateway)
  const status = { connectorId: 1, status: 'Faulted', errorCode: 'OtherError', info, vendorErrorCode }
  await one.call('StatusNotification', status)
  const timestamp = new Date().toISOString()
  await one.call('SecurityEventNotification', { type: securityType, timestamp, techInfo })
  const two = await bootCharger(t, gateway, { identity: 'CP2', version: 'ocpp2.0.1' })
  await two.call('SecurityEventNotification', { type: securityType, timestamp, techInfo })
  const problem = { eventId: 1, timestamp, trigger: 'Alerting', actualValue: 'true', techCode, techInfo }
  const component = { name: 'TokenReader', instance }
  const variable = { name: 'Problem' }
  const event = { ...problem, eventNotificationType: 'HardWiredNotification', component, variable }
  await two.call('NotifyEvent', { generatedAt: timestamp, seqNo: 0, eventData: [event] })

  const { items: faults } = await gateway.api<{ items: object[] }>('GET', '/api/faults')
  t.equal(faults.length, 2)
  t.match(JSON.stringify(faults), 'card 04••••••••••F6 rejected')
  const answers = [JSON.stringify(faults)]
  for (const path of ['ledger', 'chargers', 'chargers/CP1/frames', 'chargers/CP2/frames'])
    answers.push(JSON.stringify(await gateway.api('GET', `/api/${path}`)))
  await gateway.close()
  const { dataDir } = gateway.config
  for (const name of readdirSync(dataDir)) answers.push(readFileSync(join(dataDir, name), 'latin1'))
  const raw = /04[: ]?A1[: ]?B2[: ]?C3[: ]?D4/i
  t.notOk(answers.find((content) => raw.test(content)))
})
