/** What a connector last said of itself. OCPP 1.6 connector n is EVSE n, connector n. */
export interface ConnectorTable {
  chargerId: string
  evseId: number
  connectorId: number
  status: string
  errorCode: string | null
  vendorErrorCode: string | null
  info: string | null
  at: string
}
