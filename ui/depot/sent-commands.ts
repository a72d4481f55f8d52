import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { panel } from '../components/panel.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import { withQuery } from '../lib/api.ts'
import type { Command, Page } from '../lib/api-types.ts'
import { answerInWords } from '../lib/charger-commands.ts'
import { words } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useChange, useResource } from '../lib/resource.ts'
import type { StatusWords } from '../lib/status-words.ts'

/** What was sent lately, by whom, and what came of it. */
export function SentCommands({ chargerId, sent }: { chargerId: string; sent: number }): VNode {
  const commands = useResource<Page<Command>>(withQuery('/api/commands', { chargerId, limit: 8 }))
  useChange(sent, commands.reload)
  useEffect(
    () => listen('command', (message) => message['chargerId'] === chargerId && commands.reload()),
    [chargerId],
  )
  const body = whenLoaded(commands, ({ items }) =>
    items.length === 0
      ? empty({
          icon: 'sent',
          title: 'Nothing sent yet',
          text: 'Commands and their results are listed here and in the ledger.',
        })
      : html`<ul class="rows">
          ${items.map((command) => row(command))}
        </ul>`,
  )
  return panel({ title: 'Sent lately', flush: true, body })
}

function row(command: Command): VNode {
  const { icon: mark, label, tone } = resultOf(command)
  return html`<li class="fault-row" key=${command.id}>
    <span class="status ${tone}">${icon(mark)}</span>
    <div>
      <span class="strong">${command.action}</span> <span class="soft">${label.toLowerCase()}</span>
      <div class="soft small">${time(command.at)} · ${command.actor}</div>
    </div>
  </li>`
}

/** The charger's own verdict where it gave one, otherwise why there is no answer. */
function resultOf({ outcome, response }: Command): StatusWords {
  if (outcome === null) return { icon: 'clock', label: 'Waiting for the answer', tone: 'idle' }
  if (outcome !== 'answered') return { icon: 'warning', label: words(outcome), tone: 'warn' }
  const { good } = answerInWords(response ?? {})
  const verdict = response?.['status']
  return {
    icon: good ? 'check' : 'info',
    label: words(typeof verdict === 'string' ? verdict : outcome),
    tone: good ? 'good' : 'warn',
  }
}
