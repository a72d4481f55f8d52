import canonicalize from 'canonicalize'
import { assert, jsonValue, property } from 'fast-check'
import t from 'tap'
import { canonicalJson, type Json } from '../../appliance/ledger/canonical-json.ts'

await t.test('any JSON value is written as RFC 8785 has it', async (t) => {
  assert(
    property(jsonValue(), (value) => {
      const json = value as Json
      t.equal(canonicalJson(json), canonicalize(json))
    }),
  )
})

await t.test('a value whose keys are in order is written the same as one whose keys are not', async (t) => {
  const inOrder = { a: [1, { b: 'x', c: null }], '€': 1e21, '😀': -0 }
  const outOfOrder = { '😀': -0, '€': 1e21, a: [1, { c: null, b: 'x' }] }
  t.equal(canonicalJson(inOrder), canonicalJson(outOfOrder))
  t.equal(canonicalJson({ 2: 'two', 10: 'ten' }), '{"10":"ten","2":"two"}')
})

await t.test('what has no canonical form is refused', async (t) => {
  t.throws(() => canonicalJson({ a: Number.NaN }))
  t.throws(() => canonicalJson({ a: Number.POSITIVE_INFINITY }))
  t.throws(() => canonicalJson({ a: '\ud83d' }))
})

await t.test('deep nesting is no problem', async (t) => {
  const depth = 100_000
  let nested: Json = []
  for (let level = 1; level < depth; level++) nested = [nested]
  t.equal(canonicalJson(nested), '['.repeat(depth) + ']'.repeat(depth))
})
