/** A charger's identity as read from the path it connects to, or why there is none. */
export type IdentityFromPath =
  | { readonly ok: true; readonly identity: string }
  | { readonly ok: false; readonly status: 400 | 404; readonly reason: string }

const maxLength = 48
/** `identifierString` of 2.x (Part 2, appendix), of which 1.6 firmwares keep to a part. */
const allowed = /^[A-Za-z0-9*_=:+|@.-]+$/

/** Reads `/<identity>` or `/ocpp/<identity>`. Never throws, whatever the request line holds. */
export function identityFromPath(target: string): IdentityFromPath {
  if (target.includes('?') || target.includes('#')) {
    return refused(400, 'the address must end with the identity of the charger, without a query')
  }
  const segments = target.split('/')
  if (segments[1] === 'ocpp') segments.splice(1, 1)
  const [before, encoded, ...rest] = segments
  if (before !== '' || encoded === undefined || encoded === '') {
    return refused(404, 'the address must end with the identity of the charger: /ocpp/<identity>')
  }
  if (rest.length > 0) return refused(404, 'nothing is served here: connect to /ocpp/<identity>')
  return checked(encoded)
}

function checked(encoded: string): IdentityFromPath {
  let identity
  try {
    identity = decodeURIComponent(encoded)
  } catch {
    return refused(400, 'the identity in the address is not valid percent-encoding')
  }
  if (identity.length > maxLength) return refused(400, `the identity is longer than ${maxLength} characters`)
  if (!allowed.test(identity) || identity === '.' || identity === '..') {
    return refused(400, 'the identity may hold only letters, digits and * - _ = : + | @ .')
  }
  return { ok: true, identity }
}

function refused(status: 400 | 404, reason: string): IdentityFromPath {
  return { ok: false, status, reason }
}
