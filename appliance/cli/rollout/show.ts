import { defineCommand } from '../command.ts'
import { depotZone } from '../depot-zone.ts'
import { wholeNumber } from '../whole-number.ts'
import { reportText, rolloutText, type Rollout, type RolloutReport } from './rollout.ts'

export const rolloutShow = defineCommand({
  name: 'rollout show',
  summary: 'Show how far managed access has come, and whom it would have refused lately.',
  operands: '',
  count: [0, 0],
  options: {
    days: { type: 'string', value: 'NUMBER', default: '7', help: 'How far back the report goes; default 7.' },
    charger: { type: 'string', value: 'ID', help: 'Report on this charger only.' },
  },
  examples: ['gatehouse rollout show', 'gatehouse rollout show --days 30 --charger CP1'],
  async run({ gateway }, _, { days, charger }) {
    const query = new URLSearchParams({
      days: String(wholeNumber(days, '--days')),
      ...(charger !== undefined && { chargerId: charger }),
    })
    const opened = await gateway()
    const rollout = await opened.get<Rollout>('/api/rollout')
    const report = await opened.get<RolloutReport>(`/api/rollout/report?${query.toString()}`)
    const zone = await depotZone(opened)
    const text = `${rolloutText(rollout, zone)}\n\n${reportText(report, zone)}`
    return { data: { rollout, report }, text }
  },
})
