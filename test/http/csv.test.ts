import * as fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { csvLine } from '../../appliance/http/csv.ts'

await t.test('any text comes back from CSV as it went in, but for formulas', async () => {
  const values = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(values, (fields) => {
      const [record = []] = parse(csvLine(fields), { relax_column_count: true })
      t.strictSame(
        record,
        fields.map((field) => (/^[=+\-@\t\r]/.test(field) ? `'${field}` : field)),
      )
    }),
    { numRuns: 50 },
  )
})

await t.test('numbers stay numbers, negative ones too, and null is empty', async (t) => {
  t.equal(csvLine([-5, 1.5, true, null, '-5']), "-5,1.5,true,,'-5\r\n")
})
