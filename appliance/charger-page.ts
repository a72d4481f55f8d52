import { networkInterfaces } from 'node:os'

/** The address under which others on the LAN most probably reach this machine. */
export function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? 'localhost'
}

/** Where a phone on the LAN finds a charger's page, for the code on its door. `port` is that of the HTTP server. */
export function chargerPageUrl(chargerId: string, port: number): string {
  return `http://${lanAddress()}:${port}/chargers/${encodeURIComponent(chargerId)}`
}
