import t from 'tap'
import type { AccessMode, OfflinePolicy } from '../../appliance/domain/access-mode.ts'
import { settingsByName } from '../../appliance/domain/charger-setting.ts'
import type { FirmwareProfile } from '../../appliance/domain/firmware-profile.ts'
import {
  differencesFrom,
  observedModeOf,
  planMode,
  type ModePlanInput,
} from '../../appliance/domain/mode-plan.ts'
import type { Protocol } from '../../appliance/domain/protocol.ts'
import { freevendKey, shippedProfile } from '../support/profiles.ts'

interface Case {
  readonly profile?: FirmwareProfile
  readonly protocol?: Protocol
  readonly mode?: AccessMode
  readonly offlinePolicy?: OfflinePolicy
  readonly keepsList?: boolean
  /** A key that ends in `!` cannot be written. */
  readonly settings: Readonly<Record<string, string>>
}

function input({ settings, profile = shippedProfile('generic/ocpp1.6'), ...given }: Case): ModePlanInput {
  const known = Object.entries(settings).map(([key, value]) => {
    const name = key.replace(/!$/, '')
    return { name, value, readonly: key !== name }
  })
  return {
    profile,
    protocol: 'ocpp1.6',
    mode: 'managed_access',
    offlinePolicy: 'listed_only',
    keepsList: true,
    ...given,
    settings: settingsByName(known),
  }
}

/** The plan in short: `Key=value`, `-Key` for what is skipped, `!Key` for what is impossible. */
function plan(given: Case): string[] {
  return planMode(input(given)).map((step) => {
    switch (step.kind) {
      case 'write':
        return `${step.name}=${step.value}`
      case 'skip':
        return `-${step.name}`
      case 'impossible':
        return `!${step.name}`
      case 'read_back':
        return `read ${step.names.length}`
      case 'clear_cache':
      case 'send_list':
        return step.kind
    }
  })
}

const permissive16 = {
  LocalAuthListEnabled: 'false',
  LocalPreAuthorize: 'TRUE',
  AuthorizationCacheEnabled: 'true',
  AllowOfflineTxForUnknownId: '1',
  LocalAuthorizeOffline: 'false',
  StopTransactionOnInvalidId: 'false',
}

const managed16 = {
  LocalAuthListEnabled: 'True',
  LocalPreAuthorize: 'FALSE',
  AuthorizationCacheEnabled: '0',
  AllowOfflineTxForUnknownId: 'false',
  LocalAuthorizeOffline: 'true',
  StopTransactionOnInvalidId: '1',
}

const strict16 = [
  'LocalPreAuthorize=false',
  'AuthorizationCacheEnabled=false',
  'clear_cache',
  'AllowOfflineTxForUnknownId=false',
  'LocalAuthorizeOffline=true',
  'StopTransactionOnInvalidId=true',
]

const vendor16: FirmwareProfile = {
  ...shippedProfile('generic/ocpp1.6'),
  freevend: {
    ...shippedProfile('generic/ocpp1.6').freevend,
    control: 'vendor_key',
    keys: [
      freevendKey({ key: 'FreeVendTag', type: 'id_tag', open: { idTag: null }, managed: null }),
      freevendKey({ alsoCalled: ['OldFreeVend'] }),
    ],
  },
}

await t.test(
  'entering managed access goes from the switch over the list to the keys of the standard',
  async (t) => {
    t.strictSame(plan({ settings: permissive16 }), [
      'LocalAuthListEnabled=true',
      'send_list',
      ...strict16,
      'read 6',
    ])
    t.strictSame(
      plan({ profile: vendor16, settings: { ...permissive16, FreeVend: 'True', FreeVendTag: 'X' } }),
      ['FreeVend=false', 'read 1', 'LocalAuthListEnabled=true', 'send_list', ...strict16, 'read 7'],
    )
  },
)

await t.test('what is as it should be, however it is spelled, is not written', async (t) => {
  t.strictSame(plan({ settings: managed16 }), ['send_list'])
  const settings = { ...managed16, freevend: 'FALSE' }
  t.strictSame(plan({ profile: vendor16, settings }), ['send_list'])
  t.strictSame(plan({ profile: vendor16, settings: { ...managed16, oldfreevend: 'true' } }).slice(0, 2), [
    'oldfreevend=false',
    'read 1',
  ])
})

await t.test('without a list, or by policy, nobody charges while the gateway is away', async (t) => {
  const closed = (given: Partial<Case>) =>
    plan({ settings: { ...permissive16, LocalAuthorizeOffline: 'true' }, ...given })
  for (const steps of [closed({ keepsList: false }), closed({ offlinePolicy: 'deny_all' })]) {
    t.ok(steps.includes('LocalAuthorizeOffline=false'))
    t.notOk(steps.includes('send_list'))
    t.notOk(steps.includes('LocalAuthListEnabled=true'))
  }
})

await t.test(
  'keys that are not known or cannot be written are noted, a switch that cannot be is impossible',
  async (t) => {
    const { StopTransactionOnInvalidId: _, LocalPreAuthorize: __, ...rest } = permissive16
    const steps = plan({
      profile: vendor16,
      settings: { ...rest, 'LocalPreAuthorize!': 'true', 'FreeVend!': 'true' },
    })
    t.ok(steps.includes('!FreeVend'))
    t.ok(steps.includes('-LocalPreAuthorize'))
    t.ok(steps.includes('-StopTransactionOnInvalidId'))
  },
)

await t.test(
  'leaving goes the other way round: the switch comes last, with its identifier before it',
  async (t) => {
    const settings = { ...managed16, FreeVend: 'false', FreeVendTag: '' }
    t.strictSame(plan({ profile: vendor16, mode: 'freevend', settings }), [
      'AllowOfflineTxForUnknownId=true',
      'FreeVendTag=GATEHOUSE',
      'FreeVend=true',
      'read 4',
    ])
  },
)

await t.test('2.0.1 and 2.1 are switched by AuthCtrlr.Enabled', async (t) => {
  for (const protocol of ['ocpp2.0.1', 'ocpp2.1'] as const) {
    const profile = shippedProfile(`generic/${protocol}`)
    const settings = {
      'AuthCtrlr.Enabled': 'false',
      'LocalAuthListCtrlr.Enabled': 'false',
      'AuthCtrlr.LocalPreAuthorize': 'true',
      'AuthCacheCtrlr.Enabled': 'true',
      'AuthCtrlr.OfflineTxForUnknownIdEnabled': 'true',
      'AuthCtrlr.LocalAuthorizeOffline': 'false',
      'AuthCtrlr.DisableRemoteAuthorization': 'true',
      'TxCtrlr.StopTxOnInvalidId': 'false',
    }
    t.strictSame(plan({ profile, protocol, settings }), [
      'AuthCtrlr.Enabled=true',
      'read 1',
      'LocalAuthListCtrlr.Enabled=true',
      'send_list',
      'AuthCtrlr.LocalPreAuthorize=false',
      'AuthCacheCtrlr.Enabled=false',
      'clear_cache',
      'AuthCtrlr.OfflineTxForUnknownIdEnabled=false',
      'AuthCtrlr.LocalAuthorizeOffline=true',
      'AuthCtrlr.DisableRemoteAuthorization=false',
      'TxCtrlr.StopTxOnInvalidId=true',
      'read 8',
    ])
    const managed = {
      ...settings,
      'AuthCtrlr.Enabled': 'true',
      'AuthCtrlr.OfflineTxForUnknownIdEnabled': 'false',
    }
    t.strictSame(plan({ profile, protocol, mode: 'freevend', settings: managed }), [
      'AuthCtrlr.OfflineTxForUnknownIdEnabled=true',
      'AuthCtrlr.LocalAuthorizeOffline=true',
      'AuthCtrlr.Enabled=false',
      'read 3',
    ])
  }
})

await t.test('profiles say how their keys are spelled and what else goes along', async (t) => {
  const keba = shippedProfile('keba/p30')
  const settings = { ...permissive16, AuthorizationEnabled: 'false', AuthorizationModeOnline: 'OfflineFirst' }
  const offline = { AuthorizationModeOffline: 'OfflineFreeCharging' }
  const steps = plan({ profile: keba, settings: { ...settings, ...offline } })
  t.strictSame(steps.slice(0, 3), [
    'AuthorizationEnabled=true',
    'AuthorizationModeOnline=FirstOnline',
    'read 2',
  ])
  t.ok(steps.includes('AuthorizationModeOffline=OfflineLocalAuthorization'))
  t.ok(steps.includes('-LocalAuthListEnabled'), 'the profile knows that it cannot be written')
  const grizzle = plan({
    profile: shippedProfile('united-chargers/grizzl-e'),
    settings: { StartChargingAfterConnect: 'true', StopTransactionOnInvalid: 'false' },
    keepsList: false,
  })
  t.ok(grizzle.includes('StopTransactionOnInvalid=true'))
})

await t.test(
  'every shipped profile has a plan for either mode that keeps its switches in front or at the end',
  async (t) => {
    const { loadFirmwareProfiles } = await import('../../appliance/firmware-profiles.ts')
    for (const profile of await loadFirmwareProfiles(null)) {
      const protocol = profile.match.protocols[0]!
      for (const mode of ['managed_access', 'freevend'] as const) {
        const open = profile.freevend.keys.map(({ key, type }) => [key, type === 'id_tag' ? '' : 'something'])
        const steps = planMode(input({ profile, protocol, mode, settings: Object.fromEntries(open) }))
        const parts = steps.flatMap((step) => (step.kind === 'write' ? [step.wanted.part] : []))
        const switches = parts.filter((part) => part === 'switch').length
        const placed =
          mode === 'managed_access' ? parts.slice(0, switches) : parts.slice(parts.length - switches)
        t.ok(
          placed.every((part) => part === 'switch'),
          `${profile.id} ${mode}`,
        )
      }
    }
  },
)

await t.test('the observed mode is what the settings say', async (t) => {
  const seen = (settings: Record<string, string>, mode: AccessMode = 'managed_access') =>
    observedModeOf(input({ profile: vendor16, mode, settings }))
  const tag = { FreeVendTag: 'X' }
  t.equal(seen({ ...managed16, ...tag, FreeVend: 'false' }), 'managed_access')
  t.equal(seen({ ...managed16, ...tag, FreeVend: 'true' }), 'freevend')
  t.equal(seen({ ...permissive16, ...tag, FreeVend: 'false' }), null)
  t.equal(seen({ ...managed16, 'LocalPreAuthorize!': 'true', FreeVend: 'false' }), 'managed_access')
  // A charger without any of the keys leaves all to the gateway.
  t.equal(observedModeOf(input({ mode: 'freevend', settings: {} })), 'freevend')
  t.equal(observedModeOf(input({ mode: 'managed_access', settings: {} })), 'managed_access')
})

await t.test('differences name what could be otherwise, and never an identifier', async (t) => {
  const settings = { ...managed16, FreeVend: 'true', 'LocalPreAuthorize!': 'true' }
  const differences = (refused: string[], more: Partial<Case> = {}) =>
    differencesFrom({ input: input({ profile: vendor16, settings, ...more }), refused: new Set(refused) })
  t.strictSame(differences([]), [{ setting: 'FreeVend', expected: 'false', found: 'true' }])
  const weaker = { ...managed16, StopTransactionOnInvalidId: 'false' }
  t.equal(differences([], { settings: weaker }).length, 1)
  t.equal(differences(['stoptransactiononinvalidid'], { settings: weaker }).length, 0)
  t.strictSame(differences([], { mode: 'freevend', settings: { FreeVend: 'true', FreeVendTag: '' } }), [
    { setting: 'FreeVendTag', expected: 'an identifier', found: 'empty' },
  ])
})
