/** The protocol versions that chargers speak, by their WebSocket subprotocol names. */
export const protocols = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const
export type Protocol = (typeof protocols)[number]
