import { Type } from 'typebox'
import { chargerIdPattern } from '../domain/charger.ts'
import { problem, type Problem } from './problem.ts'
import { strictObject } from './field-types.ts'

/** An OCPP identity in a request. */
export const ChargerId = Type.String({
  pattern: chargerIdPattern.source,
  minLength: 1,
  maxLength: 48,
  description: '1 to 48 of A-Z a-z 0-9 * _ = : + | @ . -',
})

/** The parameters of a path such as `/api/chargers/:id`. */
export const ChargerParams = strictObject({ id: ChargerId })

export function unknownCharger(): Problem {
  return problem(404, 'unknown-charger', 'There is no such charger.')
}
