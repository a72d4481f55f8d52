/**
 * What stands in lists that chargers were given, once for all that have the same: differences can only be sent
 * by who knows what was sent before, and an identifier may have been deleted since. Working memory, no history.
 */
export interface LocalListContentTable {
  digest: string
  /** JSON of the entries, identifiers sealed. */
  entries: string
}
