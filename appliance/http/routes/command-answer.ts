import { Type } from 'typebox'
import type { ChargerReply } from '../../domain/charger-link.ts'
import type { CommandOutcome } from '../../flows/send-command.ts'
import { unknownCharger } from '../charger-id.ts'
import { problem, type Problem } from '../problem.ts'

export const AnyObject = Type.Object({}, { additionalProperties: true })

export const CommandAnswer = Type.Object(
  { commandId: Type.Integer(), response: AnyObject },
  {
    additionalProperties: true,
    description: 'The charger’s answer, its fields here and the whole under `response`.',
  },
)

/** What a charger answered, for the API. Throws a problem that says why there is no answer. */
export function commandAnswer(outcome: CommandOutcome) {
  switch (outcome.kind) {
    case 'answered': {
      const { commandId, reply } = outcome
      if (!reply.ok) throw unanswered(reply, commandId)
      return { ...reply.payload, commandId, response: reply.payload }
    }
    case 'denied': {
      const { reason, decisionId } = outcome
      throw problem(409, 'start-denied', 'The identifier may not charge here now; nothing was sent.', {
        members: { reason, decisionId },
      })
    }
    case 'unknown_charger':
      throw unknownCharger()
  }
}

type NoReply = Extract<ChargerReply, { ok: false }>

function unanswered(reply: NoReply, commandId: number): Problem {
  const { status, slug } = kinds[reply.why]
  const code = reply.code === undefined ? {} : { code: reply.code }
  return problem(status, slug, reply.detail, { members: { commandId, ...code } })
}

const kinds: Readonly<Record<NoReply['why'], { readonly status: number; readonly slug: string }>> = {
  offline: { status: 409, slug: 'charger-offline' },
  cancelled: { status: 409, slug: 'command-cancelled' },
  not_supported: { status: 409, slug: 'action-not-supported' },
  bad_request: { status: 422, slug: 'payload-invalid' },
  call_error: { status: 502, slug: 'call-error' },
  bad_response: { status: 502, slug: 'charger-answer-invalid' },
  busy: { status: 503, slug: 'charger-busy' },
  timed_out: { status: 504, slug: 'charger-timed-out' },
}
