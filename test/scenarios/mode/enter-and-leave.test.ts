import t from 'tap'
import { protocols } from '../../../appliance/domain/protocol.ts'
import { simulatedDepot } from '../../support/simulated-depot.ts'

const strict = {
  'ocpp1.6': {
    AllowOfflineTxForUnknownId: 'false',
    AuthorizationCacheEnabled: 'false',
    LocalAuthListEnabled: 'true',
    LocalAuthorizeOffline: 'true',
    LocalPreAuthorize: 'false',
    StopTransactionOnInvalidId: 'true',
  },
  'ocpp2.0.1': {
    'AuthCacheCtrlr/Enabled': 'false',
    'AuthCtrlr/DisableRemoteAuthorization': 'false',
    'AuthCtrlr/Enabled': 'true',
    'AuthCtrlr/LocalAuthorizeOffline': 'true',
    'AuthCtrlr/LocalPreAuthorize': 'false',
    'AuthCtrlr/OfflineTxForUnknownIdEnabled': 'false',
    'LocalAuthListCtrlr/Enabled': 'true',
    'TxCtrlr/StopTxOnInvalidId': 'true',
  },
} as const

const opposite = { true: 'false', false: 'true' } as const

for (const protocol of protocols) {
  await t.test(`a charger of ${protocol} enters managed access, and leaves it`, async (t) => {
    const depot = await simulatedDepot(t)
    const wanted = protocol === 'ocpp1.6' ? strict[protocol] : strict['ocpp2.0.1']
    const permissive = Object.fromEntries(
      Object.entries(wanted).map(([key, value]) => [key, opposite[value]]),
    )
    const of16 = protocol === 'ocpp1.6'
    await depot.gateway.api('POST', '/api/identifiers', {
      identifier: '04A1B2C3',
      accessClass: 'own_fleet',
      vehicle: 'BUS-1',
    })
    const charger = depot.charger({
      protocol,
      configuration: of16 ? { ...permissive, FreeVend: 'true' } : permissive,
    })
    charger.cache.add('stranger')
    const managed = await depot.mode('CP1', ({ status }) => status === 'confirmed')
    t.match(managed, { expectedMode: 'managed_access', observedMode: 'managed_access', problem: null })
    const held = Object.keys(wanted).map((key) => [key, charger.configuration.get(key)?.value])
    t.strictSame(Object.fromEntries(held), wanted)
    t.equal(charger.isOpen, false)
    t.equal(charger.cache.size, 0)
    t.strictSame(charger.localList.ids, ['04a1b2c3'])

    await depot.override(['CP1'], 'freevend')
    await depot.mode(
      'CP1',
      ({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'freevend',
    )
    t.equal(charger.isOpen, true)

    const [left, ...entered] = await depot.changes('CP1')
    t.match(left, { toMode: 'freevend', outcome: 'confirmed', cause: 'override' })
    t.match(entered[0], { toMode: 'managed_access', outcome: 'confirmed' })
    const steps = entered
      .toReversed()
      .flatMap((change) => change.steps)
      .filter(({ result }) => result === 'done')
      .map(({ step }) => step)
    t.equal(steps[0], of16 ? 'write FreeVend=false' : 'write AuthCtrlr.Enabled=true')
    t.match(steps[1], /^read back /)
    t.match(steps.at(-1), /^read back /)
  })
}
