import t from 'tap'
import { LiveBus } from '../appliance/live-bus.ts'

const event = { topic: 'charger', chargerId: 'CP1', item: { id: 'CP1' } } as const

await t.test('a listener that fails is logged, and the others hear of the event', async (t) => {
  const logged: string[] = []
  const heard: object[] = []
  const bus = new LiveBus({ error: (_fields, message) => logged.push(message) })
  bus.subscribe(() => {
    throw new Error('no')
  })
  const unsubscribe = bus.subscribe((told) => heard.push(told))
  bus.publish(event)
  unsubscribe()
  bus.publish(event)
  t.strictSame(heard, [event])
  t.equal(logged.length, 2)
})
