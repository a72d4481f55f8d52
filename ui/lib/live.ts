import { createStore } from './store.ts'

/** `starting` until the first answer; `lost` says since when what is shown may be out of date. */
export type LiveState = { kind: 'starting' } | { kind: 'live' } | { kind: 'lost'; since: string }

export interface LiveMessage {
  topic: string
  [member: string]: unknown
}

export const liveState = createStore<LiveState>({ kind: 'starting' })

/** Rises with every reconnect: what was fetched before it may have missed something. */
export const liveEpoch = createStore(0)

const wanted = new Map<string, Set<(message: LiveMessage) => void>>()
let socket: WebSocket | null = null
let attempt = 0
let retry: ReturnType<typeof setTimeout> | undefined
let lastHeardAtMs = 0

/**
 * Hears every message of `topic` from now on. `frame:<charger>` narrows a topic to one charger.
 * Answers the function that ends it.
 */
export function listen(topic: string, hear: (message: LiveMessage) => void): () => void {
  const listeners = wanted.get(topic) ?? new Set()
  wanted.set(topic, listeners.add(hear))
  if (listeners.size === 1) subscribe()
  return () => {
    listeners.delete(hear)
    if (listeners.size > 0) return
    wanted.delete(topic)
    subscribe()
  }
}

/** Connects, and stays connected until the returned function is called. */
export function startLiveFeed(): () => void {
  const hurry = () => {
    if (document.visibilityState === 'hidden') return
    if (!socket) connect()
    else void probe()
  }
  connect()
  const timer = setInterval(() => void probe(), 15_000)
  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  return () => {
    clearInterval(timer)
    clearTimeout(retry)
    removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
    const ended = socket
    socket = null
    ended?.close()
    liveState.set({ kind: 'starting' })
  }
}

/** Waits double with each failed attempt, up to 10 s, and differ so that many tablets do not return as one. */
function retryDelayMs(failures: number, random: number): number {
  return Math.min(10_000, 500 * 2 ** failures) * (0.5 + random / 2)
}

function connect(): void {
  clearTimeout(retry)
  const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`)
  socket = opened
  opened.addEventListener('open', () => {
    attempt = 0
    lastHeardAtMs = Date.now()
    if (liveState.get().kind === 'lost') liveEpoch.set(liveEpoch.get() + 1)
    liveState.set({ kind: 'live' })
    subscribe()
  })
  opened.addEventListener('message', (event) => {
    lastHeardAtMs = Date.now()
    if (typeof event.data === 'string') deliver(event.data)
  })
  opened.addEventListener('close', () => {
    if (socket === opened) lose()
  })
}

function lose(): void {
  const abandoned = socket
  socket = null
  abandoned?.close()
  if (liveState.get().kind !== 'lost') liveState.set({ kind: 'lost', since: new Date().toISOString() })
  retry = setTimeout(connect, retryDelayMs(attempt, Math.random()))
  attempt += 1
}

/** A phone that left the WLAN keeps a socket that looks open; "live" must not be claimed on its word. */
async function probe(): Promise<void> {
  const probed = socket
  if (probed?.readyState !== WebSocket.OPEN || Date.now() - lastHeardAtMs < 15_000) return
  try {
    await fetch('/api/version', { signal: AbortSignal.timeout(5000), cache: 'no-store' })
    lastHeardAtMs = Date.now()
  } catch {
    if (socket === probed) lose()
  }
}

function subscribe(): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ subscribe: [...wanted.keys()] }))
}

function deliver(text: string): void {
  const message = JSON.parse(text) as LiveMessage
  const narrowed = `${message.topic}:${String(message['chargerId'])}`
  for (const topic of [message.topic, narrowed]) {
    for (const hear of wanted.get(topic) ?? []) hear(message)
  }
}
