import { once } from 'node:events'
import { connect as connectPlain } from 'node:net'
import { connect } from 'node:tls'
import t from 'tap'
import type { AdmissionRequest, RefusedHandshake, RpcOwner } from '../../../appliance/ocpp/rpc/rpc-owner.ts'
import { tlsReason } from '../../../appliance/ocpp/rpc/tls-reason.ts'
import { selfSigned } from '../../support/self-signed.ts'
import { RawCharger } from './raw-charger.ts'
import { startServer, Waiters } from './rpc-server.ts'

type Test = Parameters<typeof startServer>[0]

async function secureServer(t: Test, owner: Partial<RpcOwner> = {}, requestCert = false) {
  const material = { ...selfSigned('gateway'), requestCert }
  const refused = new Waiters<RefusedHandshake>()
  const gateway = await startServer(
    t,
    { onRefused: (handshake) => refused.push(handshake), ...owner },
    { tls: { port: 0, material }, limits: { handshakeTimeoutMs: 300 } },
  )
  return { ...gateway, refused, material, wss: `wss://127.0.0.1:${gateway.tlsPort}` }
}

await t.test('a charger is served over TLS as over plain', async (t) => {
  const requests: AdmissionRequest[] = []
  const { wss, material, opened } = await secureServer(t, {
    admit(request) {
      requests.push(request)
      return { admit: true, protocol: request.protocol }
    },
  })
  const charger = await RawCharger.connect(`${wss}/CP1`, ['ocpp1.6'], {
    ca: material.cert,
    servername: 'gateway',
  })
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
  t.equal((await opened.next()).secure, true)
  t.same(requests[0]?.tls, { version: 'TLSv1.3', clientCertificate: null, clientCertificateTrusted: false })
})

await t.test('the certificate that a charger shows reaches the admission', async (t) => {
  const requests: AdmissionRequest[] = []
  const { wss } = await secureServer(
    t,
    {
      admit(request) {
        requests.push(request)
        return { admit: true, protocol: request.protocol }
      },
    },
    true,
  )
  const charger = await RawCharger.connect(`${wss}/CP1`, ['ocpp1.6'], {
    rejectUnauthorized: false,
    ...selfSigned('CP1'),
  })
  t.match(await charger.ask([2, '1', 'Heartbeat', {}]), [3, '1'])
  t.equal(requests[0]?.tls?.clientCertificate?.subject, 'CN=CP1')
  t.equal(requests[0]?.tls?.clientCertificateTrusted, false)
})

await t.test(
  'a charger stuck on old TLS is refused with a reason in plain words (lbbrhzn/ocpp#1432)',
  async (t) => {
    const { tlsPort, refused } = await secureServer(t)
    const old = connect({
      port: tlsPort ?? 0,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    await t.rejects(once(old, 'secureConnect'))
    const { status, reason } = await refused.next()
    t.equal(status, null)
    t.match(reason, /only TLS older than 1.2/)
  },
)

await t.test('what OpenSSL says of a charger is put in plain words', (t) => {
  t.match(tlsReason('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'), /does not trust the certificate of the gateway/)
  t.match(tlsReason('ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED'), /check the clock/)
  t.match(tlsReason('ERR_SSL_SOMETHING_NEW'), /ERR_SSL_SOMETHING_NEW/)
  t.end()
})

await t.test('plain websocket on the TLS port is refused with the remedy', async (t) => {
  const { tlsPort, refused } = await secureServer(t)
  const lost = new RawCharger(`ws://127.0.0.1:${tlsPort}/CP1`)
  await lost.closed
  t.match((await refused.next()).reason, /plain ws:/)
})

await t.test('a client that never starts TLS is cut off', async (t) => {
  const { tlsPort, refused } = await secureServer(t)
  const idle = connectPlain(tlsPort ?? 0, '127.0.0.1')
  idle.resume()
  await once(idle, 'close')
  t.match((await refused.next()).reason, /did not finish the TLS handshake/)
})
