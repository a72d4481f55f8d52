import { chargerPasswordMatches, type ChargerPasswordMacs } from '../domain/charger-password.ts'
import { tolerates } from '../domain/firmware-profile.ts'
import type { FlowContext } from '../flows/context.ts'
import { meetCharger, type Stranger } from '../flows/meet-charger.ts'
import type { ChargerFacts } from '../store/facts.ts'
import type { Admission, AdmissionRequest } from './rpc/rpc-owner.ts'
import type { WrongPasswords } from './wrong-passwords.ts'

/** What the configuration says about who may connect. */
export interface AdmissionRules {
  readonly unknownChargers: 'wait' | 'approve' | 'refuse'
  readonly noPassword: 'refuse' | 'allow'
}

/** What admission works with. */
export interface Door {
  readonly flow: FlowContext
  readonly rules: AdmissionRules
  readonly wrongPasswords: WrongPasswords
  readonly isOnline: (chargerId: string) => boolean
}

const needsPassword: Admission = {
  admit: false,
  status: 401,
  reason: 'a password is needed: set the one from the charger list in the charger',
}

/** Decides whether a charger may connect. A known one costs no write, for they all come back at once. */
export function admit(door: Door, request: AdmissionRequest): Admission | Promise<Admission> {
  const charger = door.flow.facts.charger(request.identity)
  if (charger === null) return admitStranger(door, request)
  switch (charger.status) {
    case 'refused':
      return { admit: false, status: 403, reason: 'this charger was refused by the depot' }
    case 'waiting':
      return admitWaiting(door, request, charger)
    case 'approved':
      return admitApproved(door, request, charger)
  }
}

async function admitStranger(door: Door, request: AdmissionRequest): Promise<Admission> {
  const { flow, rules } = door
  const { identity, protocol } = request
  if (rules.unknownChargers === 'refuse') {
    return { admit: false, status: 403, reason: 'this charger is not in the depot’s list' }
  }
  const approve = rules.unknownChargers === 'approve'
  if (approve && request.password === null && rules.noPassword === 'refuse') return needsPassword
  const met = await meetCharger(flow, strangerOf(request, approve), door.isOnline)
  if (!met) {
    const reason = 'too many unknown chargers are waiting: approve or refuse some in the charger list'
    return { admit: false, status: 503, reason, retryAfterS: 60 }
  }
  const charger = flow.facts.charger(identity)
  return charger ? welcome(request, charger) : { admit: true, protocol }
}

async function admitWaiting(
  door: Door,
  request: AdmissionRequest,
  charger: ChargerFacts,
): Promise<Admission> {
  // Somebody has added it with a password, and only has not approved it yet.
  if (charger.password !== null) return admitByPassword(door, request, charger, charger.password)
  if (door.rules.unknownChargers === 'refuse') {
    return { admit: false, status: 403, reason: 'this charger has not been approved' }
  }
  await meetCharger(door.flow, strangerOf(request, false), door.isOnline)
  return welcome(request, charger)
}

function strangerOf({ identity: id, password, remoteAddress }: AdmissionRequest, approve: boolean): Stranger {
  return { id, password, remoteAddress, approve }
}

function admitApproved(door: Door, request: AdmissionRequest, charger: ChargerFacts): Admission {
  if (charger.password !== null) return admitByPassword(door, request, charger, charger.password)
  return door.rules.noPassword === 'allow' ? welcome(request, charger) : needsPassword
}

function admitByPassword(
  { flow, wrongPasswords }: Door,
  request: AdmissionRequest,
  charger: ChargerFacts,
  stored: ChargerPasswordMacs,
): Admission {
  const { password, identity } = request
  if (password === null) return needsPassword
  const retryAfterS = wrongPasswords.retryAfterS(request)
  if (retryAfterS > 0) {
    return {
      admit: false,
      status: 429,
      reason: 'too many wrong passwords: wait, then try again',
      retryAfterS,
    }
  }
  if (chargerPasswordMatches(flow.keys.chargerPassword, identity, password, stored)) {
    return welcome(request, charger)
  }
  wrongPasswords.count(request)
  const reason = 'the password is wrong: set the one from the charger list in the charger'
  return { admit: false, status: 401, reason }
}

function welcome({ offered, protocol }: AdmissionRequest, { profile }: ChargerFacts): Admission {
  const { maxFrameBytes, timings } = profile
  const limits = { maxFrameBytes, callTimeoutMs: timings.callTimeoutMs }
  const silent = offered.length === 0 && tolerates(profile, 'missing_subprotocol')
  return { admit: true, protocol: silent ? 'ocpp1.6' : protocol, ...limits }
}
