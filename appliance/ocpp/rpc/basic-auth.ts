/** The password that a charger presents, or why its `Authorization` header is no good. */
export type BasicPassword =
  | { readonly ok: true; readonly password: Uint8Array | null }
  | { readonly ok: false; readonly reason: string }

const scheme = /^basic +([A-Za-z0-9+/]+={0,2})$/i

/**
 * Reads HTTP Basic credentials (RFC 7617) whose user is the charger's identity, as OCPP wants. The password is
 * kept as bytes: 1.6 keys are often binary. It may hold colons, and so may the identity, so the user is what
 * equals the identity, not what stands before the first colon.
 */
export function basicPassword(header: string | undefined, identity: string): BasicPassword {
  if (header === undefined) return { ok: true, password: null }
  const encoded = scheme.exec(header.trim())?.[1]
  if (encoded === undefined) return { ok: false, reason: 'the Authorization header is not HTTP Basic' }
  const credentials = Buffer.from(encoded, 'base64')
  const user = Buffer.from(`${identity}:`)
  if (credentials.length < user.length || !credentials.subarray(0, user.length).equals(user)) {
    return { ok: false, reason: 'the user of the Basic credentials is not the identity in the address' }
  }
  return { ok: true, password: new Uint8Array(credentials.subarray(user.length)) }
}
