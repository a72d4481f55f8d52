import { WebSocket } from 'ws'
import type { RawData } from 'ws'
import type { Connection } from './connection.ts'

/**
 * A charger's websocket. It carries its connection, so that all sockets share one set of listeners instead of
 * each having closures of its own: with thousands of idle chargers that is where the memory goes.
 */
export class ChargerSocket extends WebSocket {
  connection: Connection | null = null
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
