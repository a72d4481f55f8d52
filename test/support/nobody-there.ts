import type { ChargerLink } from '../../appliance/domain/charger-link.ts'

/** No charger is connected. */
export const nobodyThere: ChargerLink = {
  presence: () => null,
  call: async () => ({ ok: false, why: 'offline', detail: 'The charger is not connected.' }),
  actions: () => [],
  redact: (payload) => payload,
  check: () => null,
  disconnect: () => {},
}
