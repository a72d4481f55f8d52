const secretParts =
  /password|passwd|passphrase|passcode|secret|credential|authorizationkey|authkey|privatekey|apikey|psk|simpin|username|token|(?<!public)key\d*$|pin\d*$/
const identifierParts = /idtag|idtoken|masterpass|tag\d*$|rfid|emaid|macaddress|chargeid|evccid|customerid/

/** What the value of a setting is, by the name of its 1.6 key, or of its 2.x component and variable. */
export type SettingRule = 'identifier' | 'secret' | 'keep'

/**
 * Reads the name without regard to letter case and separators. Vendors name free-vend tags and passwords as they
 * like, so anything that sounds like one is hidden; whoever needs the value has the charger's own pages.
 */
export function settingRule(name: string): SettingRule {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  if (secretParts.test(plain)) return 'secret'
  return identifierParts.test(plain) ? 'identifier' : 'keep'
}
