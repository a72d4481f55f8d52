/** Single facts about this database: who it is, how it was last closed, counters. */
export interface MetaTable {
  key: string
  value: string
}
