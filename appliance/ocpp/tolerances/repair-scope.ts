import { tolerates, type FirmwareProfile, type Tolerance } from '../../domain/firmware-profile.ts'
import type { PayloadKind } from '../rpc/schemas.ts'
import type { FieldSchema } from './field-schema.ts'

/** Stands for a value that cannot be made legal, so that its field is better left out. */
export const absent = Symbol('absent')

/** One payload under repair: what it may become, and which tolerances that took. */
export class RepairScope {
  readonly root: FieldSchema
  readonly kind: PayloadKind
  readonly receivedAt: Temporal.Instant
  readonly #profile: FirmwareProfile
  readonly #used = new Set<Tolerance>()

  constructor(
    profile: FirmwareProfile,
    { root, kind, receivedAt }: Pick<RepairScope, 'root' | 'kind' | 'receivedAt'>,
  ) {
    this.#profile = profile
    this.root = root
    this.kind = kind
    this.receivedAt = receivedAt
  }

  get used(): Tolerance[] {
    return [...this.#used]
  }

  /** Makes use of a tolerance; false where the profile does not grant it. */
  use(tolerance: Tolerance): boolean {
    const granted = tolerates(this.#profile, tolerance)
    if (granted) this.#used.add(tolerance)
    return granted
  }
}
