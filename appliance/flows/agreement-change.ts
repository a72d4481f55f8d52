import { toUtcText } from '../domain/utc-text.ts'
import type { AgreementRow } from '../store/agreements.ts'

export interface AgreementDetails {
  readonly name: string
  readonly status: 'active' | 'suspended' | 'ended'
  /** In force in `[validFrom, validTo)`. */
  readonly validFrom: Temporal.Instant | null
  readonly validTo: Temporal.Instant | null
  /** How long a confirmation of it counts; null: for ever. */
  readonly maxAgeS: number | null
}

/** The details as they are stored, or why they cannot be. */
export function agreementRow(
  { name, status, validFrom, validTo, maxAgeS }: AgreementDetails,
  times: Pick<AgreementRow, 'refreshedAt' | 'updatedAt'>,
): Omit<AgreementRow, 'id'> | { readonly kind: 'validity_reversed' } {
  if (validFrom && validTo && Temporal.Instant.compare(validFrom, validTo) >= 0) {
    return { kind: 'validity_reversed' }
  }
  return {
    name,
    status,
    validFrom: validFrom && toUtcText(validFrom),
    validTo: validTo && toUtcText(validTo),
    maxAgeS,
    ...times,
  }
}
