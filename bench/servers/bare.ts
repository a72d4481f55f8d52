import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { serve } from '../actions.ts'
import type { ServerActions } from './server-actions.ts'
import { usage } from './usage.ts'

// What every figure is measured against: a websocket server that parses each message and sends an answer of the
// right shape. It knows nobody, checks nothing, stores nothing.

const listener = createServer()
const server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false })
let lastTransactionId = 0

listener.on('upgrade', (request, socket, head) => {
  server.handleUpgrade(request, socket, head, (webSocket) => {
    webSocket.on('message', (data: Buffer) => {
      const [, id, action] = JSON.parse(data.toString()) as [number, string, string]
      webSocket.send(JSON.stringify([3, id, answerTo(action)]))
    })
  })
})

function answerTo(action: string): object {
  switch (action) {
    case 'Heartbeat':
      return { currentTime: new Date().toISOString() }
    case 'BootNotification':
      return { status: 'Accepted', currentTime: new Date().toISOString(), interval: 300 }
    case 'Authorize':
      return { idTagInfo: { status: 'Accepted' } }
    case 'StartTransaction':
      return { transactionId: ++lastTransactionId, idTagInfo: { status: 'Accepted' } }
    default:
      return {}
  }
}

const actions: ServerActions = {
  async start() {
    listener.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
    await once(listener, 'listening')
    const address = listener.address()
    return { port: typeof address === 'object' ? address!.port : 0 }
  },
  usage,
  stored: () => ({ keeps: false, decisions: 0, meterSamples: 0 }),
  async openUntil() {},
  confirmedIn: () => 0,
  async stop() {},
}

serve(actions)
