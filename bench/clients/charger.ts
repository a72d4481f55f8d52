import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { chargerPassword } from '../fleet.ts'
import { pongFrame, readFrame, textFrame } from './frames.ts'

const headEnd = Buffer.from('\r\n\r\n')
const closeOpcode = 0x8
const pingOpcode = 0x9

/**
 * A charger that costs as little as can be, for the server under test should be what is measured: a TCP socket
 * with OCPP 1.6 over hand-made websocket frames.
 */
export class RawCharger {
  readonly identity: string
  readonly index: number
  /** What to do with an answer, `[3,"…",{…}]`. */
  onAnswer: (answer: Buffer) => void = () => {}
  /** What to do with a call. */
  onCall = (id: string, action: string, payload: { readonly key?: string[] }): void =>
    this.send(textFrame(answerTo(id, action, payload)))
  readonly #socket: Socket
  #rest: Buffer | null = null

  private constructor(socket: Socket, identity: string, index: number) {
    this.#socket = socket
    this.identity = identity
    this.index = index
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
  }

  /** Resolves once the websocket is open; rejects when the server refuses. */
  static connect(port: number, identity: string, index: number): Promise<RawCharger> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      socket.on('error', reject)
      socket.write(upgradeRequest(identity))
      let head = Buffer.alloc(0)
      socket.on('data', function onHead(chunk: Buffer) {
        head = Buffer.concat([head, chunk])
        const end = head.indexOf(headEnd)
        if (end < 0) return
        socket.off('data', onHead)
        if (!head.toString('latin1').startsWith('HTTP/1.1 101')) return reject(new Error(head.toString()))
        const charger = new RawCharger(socket, identity, index)
        resolve(charger)
        if (head.length > end + headEnd.length) charger.#read(head.subarray(end + headEnd.length))
      })
    })
  }

  /** `frame` as `textFrame` makes it. */
  send(frame: Buffer): void {
    this.#socket.write(frame)
  }

  /** Sends a call and resolves with the answer's payload. */
  call(action: string, payload: object): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      this.onAnswer = (answer) => resolve((JSON.parse(answer.toString()) as [3, string, never])[2])
      this.send(callFrame('1', action, payload))
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    const data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    for (let frame = readFrame(data, at); frame !== null; frame = readFrame(data, at)) {
      at = frame.end
      this.#take(frame.opcode, frame.payload)
    }
    this.#rest = at < data.length ? data.subarray(at) : null
  }

  #take(opcode: number, payload: Buffer): void {
    if (opcode === pingOpcode) return this.send(pongFrame(payload))
    if (opcode === closeOpcode) throw new Error(`${this.identity} was sent away`)
    const type = String.fromCharCode(payload[1] ?? 0)
    if (type === '3') return this.onAnswer(payload)
    // Refused work is quick to do: it must not pass as an answer.
    if (type !== '2') throw new Error(`${this.identity} was answered ${payload.toString()}`)
    lastAskedMs = performance.now()
    const [, id, action, ask] = JSON.parse(payload.toString()) as [2, string, string, object]
    this.onCall(id, action, ask)
  }
}

let lastAskedMs = 0

/** Resolves once no charger of this process has been asked anything for a while. */
export async function untilNobodyIsAsked(quietMs: number): Promise<void> {
  do await pause(quietMs / 4)
  while (performance.now() - lastAskedMs < quietMs)
}

/** The answer of a charger without settings and local list, which does what it is told. */
function answerTo(id: string, action: string, payload: { readonly key?: string[] }): string {
  switch (action) {
    case 'GetConfiguration':
      return JSON.stringify([3, id, { configurationKey: [], unknownKey: payload.key ?? [] }])
    case 'GetLocalListVersion':
      return JSON.stringify([3, id, { listVersion: -1 }])
    default:
      return JSON.stringify([4, id, 'NotSupported', '', {}])
  }
}

export function callFrame(id: string, action: string, payload: object): Buffer {
  return textFrame(JSON.stringify([2, id, action, payload]))
}

function upgradeRequest(identity: string): string {
  const credentials = Buffer.from(`${identity}:${chargerPassword}`).toString('base64')
  return [
    `GET /ocpp/${identity} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: ocpp1.6',
    `Authorization: Basic ${credentials}`,
    '\r\n',
  ].join('\r\n')
}
