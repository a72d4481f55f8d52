/** The same chargers on both sides of the socket. */
export function identityOf(index: number): string {
  return `BENCH-${String(index).padStart(5, '0')}`
}

export function idTagOf(index: number): string {
  return `04A1B2C3${String(index).padStart(6, '0')}`
}

export const chargerPassword = 'benchmark-password-1'
