import { chargerPasswordMatches, type ChargerPasswordMacs } from '../domain/charger-password.ts'
import { tolerates } from '../domain/firmware-profile.ts'
import type { FlowContext } from '../flows/context.ts'
import { meetCharger } from '../flows/meet-charger.ts'
import { recordSignInFailure } from '../flows/record-sign-in-failure.ts'
import type { ChargerFacts } from '../store/facts.ts'
import type { Admission, AdmissionRequest } from './rpc/rpc-owner.ts'

/** What the configuration says about who may connect. */
export interface AdmissionRules {
  readonly unknownChargers: 'wait' | 'approve' | 'refuse'
  readonly noPassword: 'refuse' | 'allow'
}

const needsPassword: Admission = {
  admit: false,
  status: 401,
  reason: 'a password is needed: set the one from the charger list in the charger',
}

/** Decides whether a charger may connect. A known one costs no write, for they all come back at once. */
export function admit(
  flow: FlowContext,
  rules: AdmissionRules,
  request: AdmissionRequest,
): Admission | Promise<Admission> {
  const charger = flow.facts.charger(request.identity)
  if (charger === null) return admitStranger(flow, rules, request)
  switch (charger.status) {
    case 'refused':
      return { admit: false, status: 403, reason: 'this charger was refused by the depot' }
    case 'waiting':
      return admitWaiting(flow, rules, request, charger)
    case 'approved':
      return admitApproved(flow, rules, request, charger)
  }
}

async function admitStranger(
  flow: FlowContext,
  rules: AdmissionRules,
  request: AdmissionRequest,
): Promise<Admission> {
  const { identity, password, protocol } = request
  if (rules.unknownChargers === 'refuse') {
    return { admit: false, status: 403, reason: 'this charger is not in the depot’s list' }
  }
  const approve = rules.unknownChargers === 'approve'
  if (approve && password === null && rules.noPassword === 'refuse') return needsPassword
  const met = await meetCharger(flow, { id: identity, password, approve })
  if (!met) return { admit: false, status: 503, reason: 'too many unknown chargers are waiting' }
  const charger = flow.facts.charger(identity)
  return charger ? welcome(request, charger) : { admit: true, protocol }
}

async function admitWaiting(
  flow: FlowContext,
  rules: AdmissionRules,
  request: AdmissionRequest,
  charger: ChargerFacts,
): Promise<Admission> {
  // Somebody has added it with a password, and only has not approved it yet.
  if (charger.password !== null) return admitByPassword(flow, request, charger, charger.password)
  if (rules.unknownChargers === 'refuse') {
    return { admit: false, status: 403, reason: 'this charger has not been approved' }
  }
  await meetCharger(flow, { id: charger.id, password: request.password, approve: false })
  return welcome(request, charger)
}

function admitApproved(
  flow: FlowContext,
  rules: AdmissionRules,
  request: AdmissionRequest,
  charger: ChargerFacts,
): Admission | Promise<Admission> {
  if (charger.password !== null) return admitByPassword(flow, request, charger, charger.password)
  return rules.noPassword === 'allow' ? welcome(request, charger) : needsPassword
}

function admitByPassword(
  flow: FlowContext,
  request: AdmissionRequest,
  charger: ChargerFacts,
  stored: ChargerPasswordMacs,
): Admission | Promise<Admission> {
  const { password, identity } = request
  if (password === null) return needsPassword
  if (chargerPasswordMatches(flow.keys.chargerPassword, identity, password, stored)) {
    return welcome(request, charger)
  }
  return recordSignInFailure(flow, identity).then(() => ({
    admit: false,
    status: 401,
    reason: 'the password is wrong: set the one from the charger list in the charger',
  }))
}

function welcome({ offered, protocol }: AdmissionRequest, { profile }: ChargerFacts): Admission {
  const { maxFrameBytes, timings } = profile
  const limits = { maxFrameBytes, callTimeoutMs: timings.callTimeoutMs }
  const silent = offered.length === 0 && tolerates(profile, 'missing_subprotocol')
  return { admit: true, protocol: silent ? 'ocpp1.6' : protocol, ...limits }
}
