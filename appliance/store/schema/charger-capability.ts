/** What a charger was found to be able to do, and who knows that it is not all. */
export interface ChargerCapabilityTable {
  chargerId: string
  /** JSON: what it answered when it was asked. */
  answers: string
  /** JSON: what was proved by doing it. */
  proved: string
  /** JSON of the reasons that were acknowledged; with other reasons it has to be done again. */
  acknowledgedReasons: string | null
  acknowledgedBy: string | null
  acknowledgedAt: string | null
}
