import type { PasswordProblem } from '../../domain/charger-password.ts'
import type { CapabilityProblem } from '../../flows/capability-problem.ts'
import { problem, type Problem } from '../problem.ts'

export function chargersExist(ids: readonly string[]): Problem {
  return problem(409, 'charger-exists', 'Some of these chargers are here already; nothing was added.', {
    members: { chargerIds: ids },
  })
}

export function namedTwice(ids: readonly string[]): Problem {
  return problem(400, 'invalid-request', 'Some chargers are named twice; nothing was added.', {
    errors: [{ field: 'ids', message: 'must name each charger once' }],
    members: { chargerIds: ids },
  })
}

export function passwordNeeded(ids: readonly string[]): Problem {
  return problem(
    409,
    'password-needed',
    'These chargers have no password. Give one or have one generated; or set ocpp.no_password = "allow" in gatehouse.toml, if chargers without a password are acceptable in this depot.',
    { members: { chargerIds: ids } },
  )
}

export function badPassword(chargerId: string, why: PasswordProblem): Problem {
  const message = why === 'too_short' ? 'must have at least 8 characters' : 'must have at most 40 characters'
  return problem(400, 'bad-password', `The password ${message}.`, {
    errors: [{ field: 'password', message }],
    members: { chargerId },
  })
}

/** Why chargers cannot be given managed access, with the reasons of each. */
export function notCapable(outcome: CapabilityProblem): Problem {
  const members = { chargers: outcome.chargers }
  switch (outcome.kind) {
    case 'unsupported':
      return problem(409, 'unsupported-charger', 'Some of these chargers cannot enforce managed access.', {
        members,
      })
    case 'acknowledgement_needed':
      return problem(
        409,
        'acknowledgement-needed',
        'Some of these chargers enforce managed access only in part. Send acknowledgePartial to go on all the same.',
        { members },
      )
  }
}

export function unknownGroup(): Problem {
  return problem(404, 'unknown-group', 'There is no such group of chargers.')
}

export function unknownChargers(ids: readonly string[]): Problem {
  return problem(404, 'unknown-charger', 'Some of these chargers do not exist; nothing was changed.', {
    members: { chargerIds: ids },
  })
}

/** Restricting chargers that the rollout keeps open would do nothing. */
export function notEnforced(ids: readonly string[]): Problem {
  return problem(
    409,
    'not-enforced',
    'Managed access is not enforced at some of these chargers yet. Move them to the stage enforce first.',
    { members: { chargerIds: ids } },
  )
}
