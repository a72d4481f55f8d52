import { once } from 'node:events'
import type { Control } from '../control-file.ts'

/** An event of `/api/live`: what its topic is about, and what changed. */
export interface LiveEvent {
  readonly topic: string
  readonly chargerId: string | null
  readonly [field: string]: unknown
}

/**
 * Follows the live feed of the running gateway, from before this resolves until the returned function is called.
 * Topics are such as `mode:CP1`. Where the feed cannot be had or breaks off, nothing is heard.
 */
export async function followLive(
  { url, secret }: Pick<Control, 'url' | 'secret'>,
  topics: readonly string[],
  hear: (event: LiveEvent) => void,
): Promise<() => void> {
  const { WebSocket } = await import('ws')
  const address = `${url.replace(/^http/, 'ws')}/api/live`
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${secret}` } })
  socket.on('error', () => {})
  try {
    await once(socket, 'open')
  } catch {
    // Too many follow it already. What it would have told is in the answer that is waited for.
    return () => {}
  }
  socket.on('message', (data: Buffer) => hear(JSON.parse(data.toString()) as LiveEvent))
  socket.send(JSON.stringify({ subscribe: topics }))
  return () => socket.terminate()
}
