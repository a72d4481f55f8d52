/** What keeps the database from being written: no room, pages that cannot be read back, or anything else. */
export type WriteFailureKind = 'full' | 'damaged' | 'unwritable'

/** The disk or the database took no write, whatever it was about. Nothing of it has happened. */
export class WriteFailedError extends Error {
  readonly kind: WriteFailureKind

  constructor(kind: WriteFailureKind, cause: unknown) {
    super('the write could not be made durable', { cause })
    this.kind = kind
  }
}
