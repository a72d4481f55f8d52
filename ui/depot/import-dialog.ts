import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../components/dialog.ts'
import { onSubmit, submitButton, textArea } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { figures } from '../components/panel.ts'
import { problemNotice } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { api } from '../lib/api.ts'
import type { ImportReport } from '../lib/api-types.ts'
import { formatCount } from '../lib/format.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'

interface ImportProps {
  onClose: () => void
  onDone: () => void
}

const example =
  'identifier,type,class,vehicle,driver,valid_from,valid_to\n04A1B2C3D4,rfid,own_fleet,BUS-12,,,2027-12-31'

/** Takes in a CSV file: first a preview that changes nothing, then all of it or nothing. */
export function ImportDialog({ onClose, onDone }: ImportProps): VNode {
  const [csv, setCsv] = useState('')
  const [report, setReport] = useState<ImportReport | null>(null)
  const preview = useAction(async () => setReport(await importCsv(csv, true)))
  const apply = useAction(async () => {
    const done = await importCsv(csv, false)
    toast(`${formatCount(done.created)} added, ${formatCount(done.updated)} updated`)
    onDone()
    onClose()
  })
  const change = (text: string) => {
    setCsv(text)
    setReport(null)
  }
  const ready = report !== null && report.errors.length === 0 && report.rows > 0
  const form = html`<form class="stack" onSubmit=${onSubmit(() => (ready ? apply.run() : preview.run()))}>
    ${report === null ? source(csv, change) : outcome(report)}
    ${preview.problem && problemNotice(preview.problem)} ${apply.problem && problemNotice(apply.problem)}
    <div class="form-actions">
      ${
        report === null
          ? html`<button type="button" class="button" onClick=${onClose}>Cancel</button>`
          : html`<button type="button" class="button" onClick=${() => setReport(null)}>
              Back to the list
            </button>`
      }
      ${
        ready
          ? submitButton({ label: `Import ${formatCount(report.rows)}`, busy: apply.busy })
          : submitButton({
              label: 'Preview',
              busy: preview.busy,
              disabled: csv.trim() === '' || report !== null,
            })
      }
    </div>
  </form>`
  return h(Dialog, { title: 'Import identifiers', broad: true, onClose, children: form })
}

function importCsv(csv: string, dryRun: boolean): Promise<ImportReport> {
  return api.post<ImportReport>('/api/identifiers/import', { query: { dryRun }, csv })
}

function source(csv: string, change: (text: string) => void): VNode {
  const choose = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (file) change(await file.text())
  }
  return html`<label class="button">
      ${icon('upload')}Choose a CSV file
      <input class="visually-hidden" type="file" accept=".csv,text/csv,text/plain" onChange=${choose} />
    </label>
    ${textArea({
      label: 'Or paste it here',
      value: csv,
      onValue: change,
      hint: html`Only <code>identifier</code> and <code>class</code> (<code>own_fleet</code> or
        <code>agreement</code>) are needed; also <code>type</code>, <code>status</code>, <code>vehicle</code>,
        <code>driver</code>, <code>fleet</code>, <code>agreement</code>, <code>valid_from</code>,
        <code>valid_to</code>.`,
      attributes: { rows: 9, placeholder: example },
    })}`
}

function outcome(report: ImportReport): VNode {
  const { rows, created, updated, errors } = report
  if (errors.length === 0) {
    return html`${figures([
        ['Lines', formatCount(rows)],
        ['New', formatCount(created)],
        ['Updated', formatCount(updated)],
      ])}
      <div class="notice good">
        ${icon('circle-check')}
        <div><span class="strong">Every line is right.</span> Nothing has been changed yet.</div>
      </div>`
  }
  return html`<div class="notice bad" role="alert">
      ${icon('warning')}
      <div>
        <span class="strong"
          >${errors.length === 1 ? 'One thing is' : `${formatCount(errors.length)} things are`} wrong</span
        >
        Nothing is imported until every line is right. Correct them in the file and preview again.
      </div>
    </div>
    <div class="table-frame">
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Column</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          ${errors.map(
            ({ line, field, message }) =>
              html`<tr key=${`${line}-${field}-${message}`}>
                <td>${line}</td>
                <td>${field && html`<code>${field}</code>`}</td>
                <td>${message}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}
