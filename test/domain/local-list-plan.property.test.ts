import * as fc from 'fast-check'
import t from 'tap'
import { chooseEntries, listDigest, type ListEntry } from '../../appliance/domain/local-list.ts'
import { inFull, planList, type ListMessage, type SentList } from '../../appliance/domain/local-list-plan.ts'

const sealed = new Uint8Array(0)
const entry = (key: string, validTo: string | null): ListEntry => ({ key, sealed, type: 'rfid', validTo })

const lists = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }).chain((keys) =>
  fc
    .array(fc.option(fc.constantFrom('2027-01-01', '2028-01-01')), {
      minLength: keys.length,
      maxLength: keys.length,
    })
    .map((ends) => keys.map((key, at) => entry(`K${key}`, ends[at] ?? null))),
)

/** A charger's list as OCPP 1.6 (5.15) and 2.0.1 (D01) have it. */
class SimulatedList {
  readonly held = new Map<string, string | null>()
  version = 0

  take({ updateType, version, put, remove }: ListMessage): 'Accepted' | 'VersionMismatch' {
    if (updateType === 'Differential' && (this.version === 0 || version <= this.version))
      return 'VersionMismatch'
    if (updateType === 'Full') this.held.clear()
    for (const { key } of remove) this.held.delete(key)
    for (const { key, validTo } of put) this.held.set(key, validTo)
    this.version = version
    return 'Accepted'
  }

  get digest(): string {
    return listDigest([...this.held].map(([key, validTo]) => entry(key, validTo)))
  }
}

await t.test('whatever the charger had, it ends with the wanted list', async () => {
  fc.assert(
    fc.property(
      fc.array(lists, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      (wishes, maxPerMessage, forgets) => {
        const charger = new SimulatedList()
        let sent: SentList | null = null
        wishes.forEach((wanted, at) => {
          if (forgets[at] === true) {
            charger.held.clear()
            charger.version = 0
          }
          const messages = planList({
            wanted,
            sent,
            chargerVersion: charger.version,
            maxPerMessage,
            takesDifferences: true,
          })
          for (const message of messages) {
            if (message.put.length + message.remove.length > maxPerMessage)
              throw new Error('too many at once')
            if (charger.take(message) !== 'Accepted') throw new Error('the charger refused')
          }
          if (charger.digest !== listDigest(wanted)) throw new Error('the list is another one')
          sent = { version: charger.version, entries: wanted }
        })
        const again = planList({
          wanted: wishes.at(-1)!,
          sent,
          chargerVersion: charger.version,
          maxPerMessage,
          takesDifferences: true,
        })
        return again.length === 0
      },
    ),
  )
})

await t.test('few changes go by differences, removals first, many and unknown ones in full', async (t) => {
  const before = Array.from({ length: 10 }, (_, at) => entry(`K${at}`, null))
  const wanted = [...before.slice(1), entry('NEW', null)]
  const known = { sent: { version: 4, entries: before }, maxPerMessage: 100, takesDifferences: true }
  const shape = (messages: readonly ListMessage[]) =>
    messages.map(({ updateType, version, put, remove }) => [updateType, version, put.length, remove.length])
  t.strictSame(shape(planList({ ...known, wanted, chargerVersion: 4 })), [
    ['Differential', 5, 0, 1],
    ['Differential', 6, 1, 0],
  ])
  t.strictSame(shape(planList({ ...known, wanted, chargerVersion: 3 })), [['Full', 5, 10, 0]])
  t.strictSame(shape(planList({ ...known, wanted, chargerVersion: 4, takesDifferences: false })), [
    ['Full', 5, 10, 0],
  ])
  t.strictSame(shape(planList({ ...known, sent: null, wanted, chargerVersion: 0, maxPerMessage: 4 })), [
    ['Full', 1, 4, 0],
    ['Differential', 2, 4, 0],
    ['Differential', 3, 2, 0],
  ])
})

await t.test('clearing is one message that replaces all by nothing', async (t) => {
  const messages = inFull({
    wanted: [],
    sent: { version: 7, entries: [entry('K1', null)] },
    chargerVersion: 9,
    maxPerMessage: 5,
    takesDifferences: true,
  })
  t.strictSame(messages, [{ updateType: 'Full', version: 10, put: [], remove: [] }])
})

await t.test('of more than fit the own fleet comes first, then whoever charged last', async (t) => {
  const candidate = (key: string, accessClass: 'own_fleet' | 'agreement', lastUse: number | null) => ({
    ...entry(key, null),
    accessClass,
    lastUse,
  })
  const candidates = [
    candidate('A', 'agreement', 99),
    candidate('B', 'own_fleet', null),
    candidate('C', 'own_fleet', 5),
    candidate('D', 'agreement', 7),
  ]
  const { entries, leftOut } = chooseEntries(candidates, 3)
  t.strictSame([entries.map(({ key }) => key), leftOut], [['C', 'B', 'A'], 1])
  t.strictSame(chooseEntries(candidates, 4), { entries: candidates, leftOut: 0 })
})
