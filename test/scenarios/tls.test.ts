import { once } from 'node:events'
import { join } from 'node:path'
import t from 'tap'
import { WebSocket } from 'ws'
import { startGateway } from '../support/gateway.ts'
import { selfSigned } from '../support/self-signed.ts'

const { key, cert } = selfSigned('gateway')
const folder = t.testdir({ 'cert.pem': cert, 'key.pem': key })
const [ocppTlsCertFile, ocppTlsKeyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]

await t.test('a charger with a password is served over TLS with the configured certificate', async (t) => {
  const gateway = await startGateway(t, { config: { ocppTlsPort: 0, ocppTlsCertFile, ocppTlsKeyFile } })
  const charger = { id: 'CP1', password: 'a password of sixteen', approve: true }
  await gateway.api('POST', '/api/chargers', charger)
  const socket = new WebSocket(`wss://127.0.0.1:${gateway.ports.ocppTls}/CP1`, ['ocpp1.6'], {
    auth: `CP1:${charger.password}`,
    rejectUnauthorized: false,
  })
  t.teardown(() => socket.terminate())
  await once(socket, 'open')
  socket.send('[2,"1","Heartbeat",{}]')
  const [answer] = await once(socket, 'message')
  t.match(String(answer), /^\[3,"1",\{"currentTime"/)
})

await t.test('a certificate that cannot be read stops the start and names the file', async (t) => {
  const config = { ocppTlsCertFile: '/nowhere/cert.pem', ocppTlsKeyFile: '/nowhere/key.pem' }
  await t.rejects(startGateway(t, { config }), { message: /\/nowhere\/cert\.pem cannot be read/ })
})

await t.test('an address for a later version is a visible condition and not a silent one', async (t) => {
  const gateway = await startGateway(t, { config: { mqttUrl: 'mqtt://127.0.0.1' } })
  const { conditions } = await gateway.api<{ conditions: { code: string; message: string }[] }>(
    'GET',
    '/api/system',
  )
  t.match(conditions, [{ code: 'setting_without_effect', message: /mqtt\.url/ }])
  const health = await gateway.app.inject({ method: 'GET', url: '/health' })
  t.equal(health.statusCode, 200, 'all is well nevertheless')
})
