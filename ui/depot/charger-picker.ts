import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { checkField, searchField } from '../components/field.ts'
import { loading } from '../components/states.ts'
import { useChargers } from '../lib/charger-feed.ts'
import { html } from '../lib/html.ts'
import { modelLine } from '../lib/names.ts'
import { capabilityWords } from '../lib/status-words.ts'
import { matchesSearch } from './charger-filters.ts'

interface PickerProps {
  legend: string
  chosen: ReadonlySet<string>
  onChosen: (chosen: Set<string>) => void
  /** Chargers that are in another group say so; `undefined` where groups do not matter. */
  groupId?: number | null
}

/** Many chargers, ticked one by one or all that a search finds. */
export function ChargerPicker({ legend, chosen, onChosen, groupId }: PickerProps): VNode {
  const { loaded } = useChargers()
  const [search, setSearch] = useState('')
  if (loaded.state !== 'ready') return loading(3)
  const shown = loaded.data.filter((each) => each.status === 'approved' && matchesSearch(each, search))
  const isAll = shown.length > 0 && shown.every(({ id }) => chosen.has(id))
  const toggle = (ids: string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (on) next.add(id)
      else next.delete(id)
    }
    onChosen(next)
  }
  return html`<fieldset class="field">
    <legend class="label">${legend} <span class="soft">${chosen.size} chosen</span></legend>
    <div class="cluster picker-tools">
      ${searchField('Find a charger', search, setSearch)}
      <button
        type="button"
        class="button"
        onClick=${() =>
          toggle(
            shown.map(({ id }) => id),
            !isAll,
          )}
      >
        ${isAll ? 'None of these' : 'All of these'}
      </button>
    </div>
    <div class="picker">
      ${shown.map((charger) => {
        const elsewhere = groupId !== undefined && charger.groupId !== null && charger.groupId !== groupId
        const { state } = charger.capability
        return checkField({
          label: html`<span class="strong">${charger.id}</span>
            <span class="soft small"
              >${charger.label ?? modelLine(charger)}${elsewhere && ' · moves from another group'}${state !== 'fully_supported' && ` · ${capabilityWords(state).label.toLowerCase()}`}</span
            >`,
          checked: chosen.has(charger.id),
          onChecked: (on) => toggle([charger.id], on),
        })
      })}
    </div>
  </fieldset>`
}
