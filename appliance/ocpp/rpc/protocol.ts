/** The versions of OCPP that are served, named as their websocket subprotocols (IANA registry). */
export type OcppVersion = 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1'

/** Our preference among what a charger offers: the newest first. */
export const ocppVersions = ['ocpp2.1', 'ocpp2.0.1', 'ocpp1.6'] as const satisfies readonly OcppVersion[]

/**
 * The names in a `Sec-WebSocket-Protocol` header, in the charger's order. Blanks and empty entries, which
 * RFC 6455 forbids and chargers send, are skipped; several headers arrive here joined by commas.
 */
export function parseOffered(header: string | undefined): string[] {
  if (header === undefined) return []
  return header
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** The version to speak with a charger that offers these subprotocols, or null when we share none. */
export function negotiate(offered: readonly string[]): OcppVersion | null {
  return ocppVersions.find((version) => offered.includes(version)) ?? null
}
