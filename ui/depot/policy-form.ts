import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { onSubmit, submitButton } from '../components/field.ts'
import { problemNotice } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { Capability } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import type { AccessPolicy } from '../lib/schedule-types.ts'
import { AcknowledgeDialog, chargerReasons } from './acknowledge-dialog.ts'
import { capabilityNotice } from './capability-notice.ts'
import { ruleFields, type Rules } from './rule-fields.ts'

interface FormProps {
  policy: AccessPolicy
  path: string
  /** Of the charger; `null` for a group or the depot. */
  capability: Capability | null
  onSaved: () => void
}

/** The rules of a policy besides its calendar. */
export function PolicyForm({ policy, path, capability, onSaved }: FormProps): VNode {
  const saved = rulesOf(policy)
  const [rules, setRules] = useState(saved)
  const save = useAction(async (acknowledgePartial: boolean) => {
    const body = { ...rules, version: policy.version, ...(acknowledgePartial && { acknowledgePartial }) }
    await api.put(path, { body })
    toast('Rules saved')
    onSaved()
  })
  const unchanged = JSON.stringify(rules) === JSON.stringify(saved)
  const needsAcknowledgement = save.problem?.kind === 'acknowledgement-needed'
  return html`<form class="stack" onSubmit=${onSubmit(() => save.run(false))}>
      ${capability && rules.defaultMode === 'managed_access' && capabilityNotice(capability)}
      ${ruleFields(rules, (changes) => setRules({ ...rules, ...changes }))}
      ${save.problem && !needsAcknowledgement && problemNotice(save.problem, chargerReasons(save.problem.chargers))}
      <div class="form-actions">
        <button type="button" class="button" disabled=${unchanged} onClick=${() => setRules(saved)}>
          Undo
        </button>
        ${submitButton({ label: 'Save rules', busy: save.busy, disabled: unchanged })}
      </div>
    </form>
    ${
      needsAcknowledgement &&
      save.problem &&
      h(AcknowledgeDialog, {
        chargers: save.problem.chargers,
        label: 'Save all the same',
        perform: async () => void (await save.run(true)),
        onClose: save.clear,
      })
    }`
}

function rulesOf({
  defaultMode,
  onBoundary,
  boundaryGraceMin,
  fallback,
  offlinePolicy,
  listMaxAgeS,
}: AccessPolicy): Rules {
  return { defaultMode, onBoundary, boundaryGraceMin, fallback, offlinePolicy, listMaxAgeS }
}
