/** What every command takes. */
export const commonOptions = {
  json: { type: 'boolean', help: 'Print JSON.' },
  'data-dir': {
    type: 'string',
    value: 'DIR',
    help: 'Data directory; as GATEHOUSE_DATA_DIR, default ./data.',
  },
  help: { type: 'boolean', help: 'Print this.' },
} as const
