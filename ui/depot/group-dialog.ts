import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog, formEnd } from '../components/dialog.ts'
import { onSubmit, textField } from '../components/field.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'

import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import type { ChargerGroup } from '../lib/schedule-types.ts'
import { AcknowledgeDialog, chargerReasons } from './acknowledge-dialog.ts'
import { ChargerPicker } from './charger-picker.ts'

interface GroupDialogProps {
  /** `null`: a new one. */
  group: ChargerGroup | null
  onClose: () => void
  onDone: (group: ChargerGroup) => void
}

/** The name and the members of a group. */
export function GroupDialog({ group, onClose, onDone }: GroupDialogProps): VNode {
  const [name, setName] = useState(group?.name ?? '')
  const [members, setMembers] = useState<ReadonlySet<string>>(() => new Set(group?.chargerIds))
  const save = useAction(async (acknowledgePartial: boolean) => {
    const body = { name: name.trim(), chargerIds: [...members] }
    const saved = group
      ? await api.patch<ChargerGroup>(`/api/groups/${group.id}`, {
          body: { ...body, ...(acknowledgePartial && { acknowledgePartial }) },
        })
      : await api.post<ChargerGroup>('/api/groups', { body })
    toast('Group saved')
    onDone(saved)
    onClose()
  })
  if (save.problem?.kind === 'acknowledgement-needed') {
    return h(AcknowledgeDialog, {
      chargers: save.problem.chargers,
      label: 'Save all the same',
      perform: async () => void (await save.run(true)),
      onClose: save.clear,
    })
  }
  const form = html`<form class="stack" onSubmit=${onSubmit(() => save.run(false))}>
    ${textField({ label: 'Name', value: name, onValue: setName, attributes: { required: true, maxlength: 80 } })}
    ${h(ChargerPicker, { legend: 'Chargers', chosen: members, onChosen: setMembers, groupId: group?.id ?? null })}
    ${save.problem && chargerReasons(save.problem.chargers)}
    ${formEnd({ problem: save.problem, busy: save.busy, label: 'Save group', disabled: name.trim() === '', onCancel: onClose })}
  </form>`
  return h(Dialog, { title: group ? 'Group' : 'New group', onClose, children: form })
}
