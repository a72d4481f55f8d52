import type { Gateway } from './gateway-client.ts'

/** The depot's IANA zone, as the gateway has it. */
export async function depotZone(gateway: Gateway): Promise<string> {
  return (await gateway.get<{ zone: string }>('/api/system')).zone
}
