/**
 * `waiting`: it has connected (or was added) and nobody has let it in yet. `approved`: it is served.
 * `refused`: a person turned it away.
 */
export type ChargerStatus = 'waiting' | 'approved' | 'refused'

/** An OCPP identity as it may stand in a URL (OCPP 2.0.1 part 4, 2.1: at most 48 characters). */
export const chargerIdPattern = /^[A-Za-z0-9*_=:+|@.-]{1,48}$/
