const oldTls = 'the charger speaks only TLS older than 1.2: update its firmware or connect it without TLS'
const untrusted =
  'the charger does not trust the certificate of the gateway: install its root certificate in the charger'
const plainOnTls = 'the charger speaks plain ws:// to the TLS port: use wss:// or the port without TLS'

/** By the code of OpenSSL or Node. */
const reasons: Readonly<Record<string, string>> = {
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldTls,
  ERR_SSL_VERSION_TOO_LOW: oldTls,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldTls,
  ERR_SSL_NO_SHARED_CIPHER: 'the charger and the gateway have no TLS cipher in common',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: untrusted,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: untrusted,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: untrusted,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    'the charger takes the certificate of the gateway for expired: check the clock of the charger',
  ERR_SSL_HTTP_REQUEST: plainOnTls,
  ERR_SSL_WRONG_VERSION_NUMBER: plainOnTls,
  ERR_TLS_HANDSHAKE_TIMEOUT: 'the charger did not finish the TLS handshake in time',
  ECONNRESET: 'the charger broke off the TLS handshake',
}

/** Why a TLS handshake failed, in words for the technician beside the charger. */
export function tlsReason(code = 'unknown'): string {
  return reasons[code] ?? `the TLS handshake failed (${code})`
}
