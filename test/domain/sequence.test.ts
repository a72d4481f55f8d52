import * as fc from 'fast-check'
import t from 'tap'
import { gapsIn, hasNumber, withNumber, type Sequence } from '../../appliance/domain/sequence.ts'

const sequenceOf = (numbers: Iterable<number>): Sequence => {
  let sequence: Sequence = []
  for (const number of numbers) sequence = withNumber(sequence, number)
  return sequence
}

await t.test('neighbours join and holes stay', async (t) => {
  t.same(sequenceOf([0, 1, 3]), [
    [0, 1],
    [3, 3],
  ])
  t.same(sequenceOf([0, 1, 3, 2]), [[0, 3]])
  t.same(gapsIn(sequenceOf([0, 1, 5, 9])), [
    [2, 4],
    [6, 8],
  ])
})

await t.test('a sequence knows exactly the numbers that were added, in any order', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (numbers) => {
      const sequence = sequenceOf(numbers)
      const missing = gapsIn(sequence)
      const inOrder = sequenceOf(numbers.toSorted((a, b) => a - b))
      return (
        JSON.stringify(sequence) === JSON.stringify(inOrder) &&
        Array.from({ length: 21 }, (_, number) => number).every((number) => {
          const known = numbers.includes(number)
          const outside = number < Math.min(...numbers) || number > Math.max(...numbers)
          return hasNumber(sequence, number) === known && (known || outside || hasNumber(missing, number))
        })
      )
    }),
  )
})
