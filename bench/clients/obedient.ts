import type { RawCharger } from './charger.ts'
import { textFrame } from './frames.ts'

interface Ask {
  readonly key?: string | readonly string[]
  readonly value?: string
  readonly listVersion?: number
}

/** As it leaves the factory: open to anybody while nobody answers. */
const factorySettings: Readonly<Record<string, string>> = {
  AllowOfflineTxForUnknownId: 'true',
  AuthorizationCacheEnabled: 'true',
  GetConfigurationMaxKeys: '50',
  LocalAuthListEnabled: 'true',
  LocalAuthListMaxLength: '200',
  LocalAuthorizeOffline: 'true',
  LocalPreAuthorize: 'true',
  SendLocalListMaxLength: '100',
  StopTransactionOnInvalidId: 'false',
  SupportedFeatureProfiles: 'Core,LocalAuthListManagement',
}

/** Gives a charger settings and a local list: it does what it is told, and takes `answerMs` for each answer. */
export function obey(charger: RawCharger, answerMs: number): void {
  const settings = new Map(Object.entries(factorySettings))
  let listVersion = 0
  charger.onCall = (id, action, ask) => {
    const answer = textFrame(JSON.stringify([3, id, answerTo(action, ask)]))
    setTimeout(() => charger.send(answer), answerMs)
  }

  function answerTo(action: string, { key = [], value = '', ...ask }: Ask): object {
    switch (action) {
      case 'GetConfiguration':
        return read([key].flat())
      case 'ChangeConfiguration':
        return { status: change(String(key), value) }
      case 'GetLocalListVersion':
        return { listVersion }
      case 'SendLocalList':
        listVersion = ask.listVersion ?? listVersion
    }
    return { status: 'Accepted' }
  }

  function read(keys: readonly string[]): object {
    const asked = keys.length > 0 ? keys : [...settings.keys()]
    return {
      configurationKey: asked
        .filter((key) => settings.has(key))
        .map((key) => ({ key, readonly: false, value: settings.get(key) })),
      unknownKey: asked.filter((key) => !settings.has(key)),
    }
  }

  function change(key: string, value: string): string {
    if (!settings.has(key)) return 'NotSupported'
    settings.set(key, value)
    return 'Accepted'
  }
}
