import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { checkField, choiceField, onSubmit, textField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { AccessMode, Charger } from '../lib/api-types.ts'
import { useChargers } from '../lib/charger-feed.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import { depotZone } from '../lib/time.ts'
import { fromLocalInput } from '../lib/zoned-time.ts'
import { chargerReasons } from './acknowledge-dialog.ts'
import { ChargerPicker } from './charger-picker.ts'
import { inHours, untilField } from './until-field.ts'

interface OverrideProps {
  /** Who is meant; `null`: to be chosen in the dialog. */
  chargerIds: readonly string[] | null
  onClose: () => void
  onDone: () => void
}

/** Opens or restricts chargers by hand, for a reason and with an end. */
export function OverrideDialog({ chargerIds, onClose, onDone }: OverrideProps): VNode {
  const { loaded } = useChargers()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(chargerIds))
  const [picked, setPicked] = useState<AccessMode | null>(null)
  const [until, setUntil] = useState(inHours(4))
  const [reason, setReason] = useState('')
  const [acknowledged, setAcknowledged] = useState(false)
  const chargers = loaded.state === 'ready' ? loaded.data.filter(({ id }) => chosen.has(id)) : []
  const mode = picked ?? oppositeOf(chargers)
  const limits = limitsOf(mode, chargers)
  const what = chosen.size === 1 ? [...chosen][0]! : `${chosen.size} chargers`
  const override = useAction(async () => {
    const end = fromLocalInput(until, depotZone()).toISOString()
    const body = { chargerIds: [...chosen], mode, until: end, reason: reason.trim() }
    await api.post('/api/overrides', {
      body: { ...body, ...(limits.partial.length > 0 && { acknowledgePartial: true }) },
    })
    toast(`${what} ${mode === 'freevend' ? 'open' : 'restricted'}: the chargers are being told`)
    onDone()
    onClose()
  })
  const ended = until === '' || fromLocalInput(until, depotZone()).getTime() <= Date.now()
  const form = html`<form class="stack" onSubmit=${onSubmit(() => override.run())}>
    ${chargerIds === null && h(ChargerPicker, { legend: 'Chargers', chosen, onChosen: setChosen })}
    ${choiceField({
      legend: 'Mode',
      name: 'mode',
      value: mode,
      onValue: setPicked,
      options: [
        ['freevend', 'Open', 'Freevend: anyone may charge, nothing is decided.'],
        ['managed_access', 'Restrict', 'Managed access: only known identifiers may start.'],
      ],
    })}
    ${limitNotices(limits)} ${untilField(until, setUntil, ended)}
    ${textField({
      label: 'Reason',
      value: reason,
      onValue: setReason,
      hint: 'Stands in the ledger with your name.',
      attributes: { required: true, maxlength: 200 },
    })}
    ${
      limits.partial.length > 0 &&
      checkField({
        label: 'I know that some starts may get past the rules there.',
        checked: acknowledged,
        onChecked: setAcknowledged,
      })
    }
    ${override.problem && chargerReasons(override.problem.chargers)}
    ${override.problem?.kind === 'not-enforced' && html`<p><a href="/rollout">To the rollout</a></p>`}
    ${formEnd({
      problem: override.problem,
      busy: override.busy,
      label: `${mode === 'freevend' ? 'Open' : 'Restrict'} ${chosen.size > 1 ? `${chosen.size} chargers` : 'charger'}`,
      disabled:
        ended ||
        chosen.size === 0 ||
        reason.trim() === '' ||
        limits.impossible.length > 0 ||
        (limits.partial.length > 0 && !acknowledged),
      onCancel: onClose,
    })}
  </form>`
  return h(Dialog, { title: chargerIds === null ? 'Override' : `Override ${what}`, onClose, children: form })
}

/** Mostly one overrides to get the other mode than most of the chargers are to be in now. */
function oppositeOf(chargers: readonly Charger[]): AccessMode {
  const open = chargers.filter(({ expectedMode }) => expectedMode === 'freevend').length
  return open * 2 > chargers.length ? 'managed_access' : 'freevend'
}

interface Limits {
  partial: { chargerId: string; reasons: string[] }[]
  impossible: { chargerId: string; reasons: string[] }[]
}

function limitsOf(mode: AccessMode, chargers: readonly Charger[]): Limits {
  const of = (state: Charger['capability']['state']) =>
    chargers
      .filter(({ capability }) => mode === 'managed_access' && capability.state === state)
      .map(({ id, capability }) => ({ chargerId: id, reasons: capability.reasons }))
  return { partial: of('partially_supported'), impossible: of('unsupported') }
}

/** What the chosen chargers cannot do, before anything is switched on. */
function limitNotices({ partial, impossible }: Limits): VNode {
  const notice = (kind: string, title: string, chargers: Limits['partial']) =>
    chargers.length > 0 &&
    html`<div class="notice ${kind}">
      ${icon('warning')}
      <div><span class="strong">${title}</span>${chargerReasons(chargers)}</div>
    </div>`
  return html`${notice('bad', 'Cannot be restricted', impossible)}
  ${notice('warn', 'Restricted only in part', partial)}`
}
