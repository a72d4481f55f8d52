import * as fc from 'fast-check'
import t from 'tap'
import { importColumns, readIdentifierImport } from '../../appliance/domain/identifier-import.ts'

const options = { zone: 'Europe/Berlin', protocol: 'ocpp1.6' } as const
const read = (csv: string) => readIdentifierImport(csv, options)
const errors = (csv: string) => read(csv).errors.map(({ line, field, message }) => [line, field, message])

await t.test('a full line is read, with days in the zone of the depot', async (t) => {
  const csv = `${importColumns.join(',')}
04:a1:b2:c3:d4:e5,mac,agreement,inactive,BUS-12,D-7,buses,North,2026-01-01,2026-12-31
`
  const { rows, errors: none } = read(csv)
  t.same(none, [])
  t.match(rows, [
    {
      line: 2,
      identifier: '04A1B2C3D4E5',
      type: 'mac',
      accessClass: 'agreement',
      status: 'inactive',
      vehicle: 'BUS-12',
      driver: 'D-7',
      fleet: 'buses',
      agreement: 'North',
    },
  ])
  t.equal(rows[0]?.validFrom?.toString(), '2025-12-31T23:00:00Z')
  t.equal(rows[0]?.validTo?.toString(), '2026-12-31T23:00:00Z', 'the last day is included')
})

await t.test('identifier and class are enough, in any order, as spreadsheets save them', async (t) => {
  const csv = '\uFEFFClass;IDENTIFIER;Valid To\r\n\r\nown_fleet;"tag-1";2026-06-30T18:00:00+02:00\r\n;;\r\n'
  const { rows, errors: none } = read(csv)
  t.same(none, [])
  t.match(rows, [
    {
      line: 3,
      identifier: 'TAG-1',
      type: 'rfid',
      status: 'active',
      accessClass: 'own_fleet',
      vehicle: null,
      validFrom: null,
    },
  ])
  t.equal(rows[0]?.validTo?.toString(), '2026-06-30T16:00:00Z')
})

await t.test('a quoted cell may hold the separator', async (t) => {
  t.match(read('identifier,class,vehicle\nTAG-1,own_fleet,"Bus, 12 ""old"""').rows, [
    { vehicle: 'Bus, 12 "old"' },
  ])
})

const lineErrors: [name: string, line: string, field: string | null, message: RegExp][] = [
  ['a blank identifier', ',rfid,own_fleet,,,', 'identifier', /blank/],
  [
    'an identifier that is too long',
    `${'A'.repeat(21)},rfid,own_fleet,,,`,
    'identifier',
    /has 21 characters.* 20/,
  ],
  ['an identifier that became a number', '"4,10E+15",rfid,own_fleet,,,', 'identifier', /as text/],
  ['an unknown type', 'SECRET-TAG,nfc,own_fleet,,,', 'type', /rfid, mac/],
  ['a missing class', 'SECRET-TAG,rfid,,,,', 'class', /own_fleet, agreement/],
  ['the class unknown', 'SECRET-TAG,rfid,unknown,,,', 'class', /own_fleet, agreement/],
  ['an unknown status', 'SECRET-TAG,rfid,own_fleet,lost,,', 'status', /active, inactive, blocked/],
  ['a date in another form', 'SECRET-TAG,rfid,own_fleet,,31.12.2026,', 'valid_from', /2026-12-31/],
  ['a day that does not exist', 'SECRET-TAG,rfid,own_fleet,,,2026-02-30', 'valid_to', /2026-12-31/],
  ['dates in the wrong order', 'SECRET-TAG,rfid,own_fleet,,2026-05-02,2026-05-01', 'valid_to', /ends before/],
  ['too many cells', 'SECRET-TAG,rfid,own_fleet,,,,,x', null, /more cells than the 6/],
]

for (const [name, line, field, message] of lineErrors) {
  await t.test(`${name} is an error that names line, column and remedy`, async (t) => {
    const { rows, errors: found } = read(
      `identifier,type,class,status,valid_from,valid_to\nTAG-0,rfid,own_fleet,,,\n${line}`,
    )
    t.equal(rows.length, 1)
    t.match(found, [{ line: 3, field, message }])
    t.equal(found.length, 1)
    t.notMatch(JSON.stringify(found), /SECRET/)
  })
}

await t.test('an identifier that comes twice is an error whatever its spelling', async (t) => {
  t.same(errors('identifier,class\ntag-1,own_fleet\n TAG-1,agreement'), [
    [3, 'identifier', 'It is in line 2 already. Remove one.'],
  ])
})

await t.test('a file without a header does not give away what it holds', async (t) => {
  const found = errors('SECRET-TAG,own_fleet\nSECRET-TAG2,own_fleet')
  t.equal(found.length, 3)
  t.notMatch(JSON.stringify(found), /SECRET/)
})

await t.test('columns that are missing, doubled or unknown are named', async (t) => {
  t.match(errors('identifier,colour'), [
    [1, null, /Column 2 has no known name/],
    [1, null, /lacks class/],
  ])
  t.match(errors('identifier,class,class'), [[1, null, /Column 3 is class again/]])
})

await t.test('an empty file says how to begin', async (t) => {
  t.match(errors(' \n\n'), [[1, null, /Start it with: identifier,type,class/]])
})

await t.test('a quotation mark left open does not give away what follows', async (t) => {
  const found = errors('identifier,class\n"SECRET-TAG,own_fleet\n')
  t.match(found, [[2, null, /do not pair up/]])
  t.notMatch(JSON.stringify(found), /SECRET/)
})

await t.test('the protocol gives the limit', async (t) => {
  const csv = `identifier,class\n${'A'.repeat(36)},own_fleet`
  t.equal(readIdentifierImport(csv, { ...options, protocol: 'ocpp2.0.1' }).rows.length, 1)
})

await t.test('no text whatever makes reading throw, and no error repeats a cell', async () => {
  const cell = fc.constantFrom('SECRET', '"', 'own_fleet', ',', ';', '\n', '\0', 'é')
  fc.assert(
    fc.property(fc.array(cell), fc.constantFrom('', 'identifier,class\n'), (cells, header) => {
      const { errors: found } = read(header + cells.join(''))
      return !JSON.stringify(found).includes('SECRET')
    }),
    { numRuns: 500 },
  )
})

await t.test('columns may be named as the API names them', (t) => {
  const { rows, errors: none } = read(
    'identifier,accessClass,validFrom,validTo\nTAG-1,own_fleet,2026-01-01,\n',
  )
  t.same(none, [])
  t.match(rows, [{ identifier: 'TAG-1', accessClass: 'own_fleet', validTo: null }])
  t.equal(rows[0]?.validFrom?.toString(), '2025-12-31T23:00:00Z')
  t.end()
})
