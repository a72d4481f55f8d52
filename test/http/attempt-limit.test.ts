import t from 'tap'
import { AttemptLimit } from '../../appliance/http/attempt-limit.ts'
import { FakeClock } from '../support/fake-clock.ts'

const attempt = async () => 'tried'

async function useUp(limit: AttemptLimit, address: string): Promise<void> {
  for (let tried = 0; tried < 20; tried += 1) await limit.run(address, attempt)
}

await t.test('attempts of an address run out and grow back', async (t) => {
  const clock = new FakeClock()
  const limit = new AttemptLimit(clock)
  await useUp(limit, '10.0.0.1')
  t.strictSame(await limit.run('10.0.0.1', attempt), { ok: false, retryAfterS: 15 })
  t.strictSame(await limit.run('10.0.0.2', attempt), { ok: true, value: 'tried' })
  clock.advance(14_999)
  t.match(await limit.run('10.0.0.1', attempt), { ok: false, retryAfterS: 1 })
  clock.advance(1)
  t.match(await limit.run('10.0.0.1', attempt), { ok: true })
})

await t.test('a flood of addresses takes no more memory than a thousand of them', async (t) => {
  const limit = new AttemptLimit(new FakeClock())
  await useUp(limit, '10.0.0.1')
  for (let device = 0; device < 999; device += 1) await limit.run(`fe80::${device}`, attempt)
  t.match(await limit.run('10.0.0.1', attempt), { ok: false }, 'still remembered')
  await limit.run('fe80::999', attempt)
  t.match(await limit.run('10.0.0.1', attempt), { ok: true }, 'forgotten for another')
})

await t.test('only a few passwords are checked at the same time', async (t) => {
  const limit = new AttemptLimit(new FakeClock())
  const { promise, resolve } = Promise.withResolvers<void>()
  const running = ['a', 'b', 'c', 'd'].map((address) => limit.run(address, () => promise))
  t.strictSame(await limit.run('e', attempt), { ok: false, retryAfterS: 1 })
  resolve()
  await Promise.all(running)
  t.match(await limit.run('e', attempt), { ok: true })
  await t.rejects(limit.run('e', () => Promise.reject(new Error('broken'))))
  t.match(await limit.run('e', attempt), { ok: true }, 'a failing one gives its place back')
})
