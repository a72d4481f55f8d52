import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { RawData } from 'ws'
import type { Connection } from './connection.ts'

/**
 * A charger's websocket. It carries its connection, so that all sockets share one set of listeners instead of
 * each having closures of its own: with thousands of idle chargers that is where the memory goes.
 */
export class ChargerSocket extends WebSocket {
  connection: Connection | null = null
  /** The stream below, for `sendText`. */
  stream: Duplex | null = null

  /**
   * Sends a text frame in one write. `send` of ws makes two chunks of it, hence a `writev`, which costs a tenth
   * of what a heartbeat costs in all. Without compression ws writes at once too, so the order is kept; its
   * close frame is the last, so nothing may follow that.
   */
  sendText(text: string): void {
    if (this.readyState === ChargerSocket.OPEN) this.stream?.write(textFrame(text))
  }
}

/** An unmasked, unfragmented text frame (RFC 6455 §5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = 0x81
  if (start === 2) {
    frame[1] = length
  } else if (start === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeUInt32BE(0, 2)
    frame.writeUInt32BE(length, 6)
  }
  frame.write(text, start, 'utf8')
  return frame
}

/** From here on the socket's events reach the connection. */
export function attach(socket: ChargerSocket, connection: Connection): void {
  socket.connection = connection
  socket.on('message', onMessage)
  socket.on('pong', onPong)
  socket.on('ping', onPing)
  socket.on('error', onError)
  socket.on('close', onClose)
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  // ws hands over Buffers as long as `binaryType` is left alone.
  if (Buffer.isBuffer(data)) connectionOf(this)?.receive(data, isBinary)
}

function onPong(this: WebSocket): void {
  connectionOf(this)?.heard(true)
}

function onPing(this: WebSocket): void {
  connectionOf(this)?.heard(false)
}

function onError(this: WebSocket, error: Error): void {
  connectionOf(this)?.socketFailed(error)
}

function onClose(this: WebSocket): void {
  connectionOf(this)?.socketClosed()
}

function connectionOf(socket: WebSocket): Connection | null {
  return socket instanceof ChargerSocket ? socket.connection : null
}
