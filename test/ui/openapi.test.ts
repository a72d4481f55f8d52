import t from 'tap'
import { endpointsByTag, typeText, type OpenApi } from '../../ui/lib/openapi.ts'

const document: OpenApi = {
  info: { title: 'Gatehouse', version: '1' },
  tags: [{ name: 'sessions' }, { name: 'unused' }],
  paths: {
    '/api/chargers': { get: { tags: ['chargers'] }, post: { tags: ['chargers'] } },
    '/api/sessions': { get: { tags: ['sessions'] }, parameters: {} },
  },
  components: { schemas: { Mode: { enum: ['freevend', 'managed_access'] } } },
}

await t.test('operations are grouped by tag, in the document’s order', async (t) => {
  const groups = [...endpointsByTag(document)].map(([tag, list]) => [tag, list.map(({ method }) => method)])
  t.same(groups, [
    ['sessions', ['get']],
    ['chargers', ['get', 'post']],
  ])
})

await t.test('types are told in a few words', async (t) => {
  const told = (schema: object) => typeText(schema, document)
  t.equal(told({ $ref: '#/components/schemas/Mode' }), '"freevend" | "managed_access"')
  t.equal(
    told({ anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }),
    'string (date-time) or null',
  )
  t.equal(told({ type: 'array', items: { type: 'integer' } }), 'array of integer')
  t.equal(told({}), 'anything')
})
