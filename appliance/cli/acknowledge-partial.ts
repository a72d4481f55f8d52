/** Of every command that may give chargers managed access. */
export const acknowledgePartial = {
  'acknowledge-partial': {
    type: 'boolean',
    help: 'Go on although some chargers can enforce managed access only in part; kept in the ledger.',
  },
} as const
