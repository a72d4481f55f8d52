import { Type } from 'typebox'
import { stillAllowed } from '../authentication.ts'
import type { Routes } from '../context.ts'
import { LiveFeed } from '../live-feed.ts'
import { problem } from '../problem.ts'

/** `/api/live`: the WebSocket on which changes are told as they happen. */
export const liveRoutes: Routes = (app, context) => {
  const feed = new LiveFeed({
    clock: context.flow.clock,
    stillAllowed: (caller) => stillAllowed(context, caller),
    watchFrames: context.watchFrames,
  })
  const unsubscribe = context.subscribe((event) => feed.send(event))
  app.addHook('onClose', async () => {
    unsubscribe()
    feed.close()
  })
  app.route({
    method: 'GET',
    url: '/api/live',
    config: { signedIn: true },
    schema: {
      operationId: 'followLive',
      summary: 'Changes as they happen, over WebSocket',
      description:
        'Each message is `{ topic, chargerId, … }`, of the topics that the role may read. The client may send ' +
        '`{ "subscribe": ["charger", "frame:CP1"] }`; without it come all topics but frames.',
      tags: ['live'],
      response: { 101: Type.Null({ description: 'The connection is a WebSocket from here on.' }) },
    },
    onRequest: async () => {
      if (!feed.isFull) return
      const headers = { 'retry-after': '10' }
      throw problem(503, 'too-many-listeners', 'Too many clients follow the live feed.', { headers })
    },
    handler: async () => {
      const headers = { upgrade: 'websocket' }
      throw problem(426, 'websocket-only', 'Open this with a WebSocket.', { headers })
    },
    wsHandler: (socket, request) => {
      if (request.caller !== null) feed.add(socket, request.caller)
    },
  })
}
