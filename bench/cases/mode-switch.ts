import { setTimeout as pause } from 'node:timers/promises'
import type { AccessMode } from '../../appliance/domain/access-mode.ts'
import type { Authorized } from '../clients/authorize-pace.ts'
import { startClients } from '../clients/run-clients.ts'
import { figureOf, quantile, type Figure } from '../figure.ts'
import type { Plan } from '../plan.ts'
import { withServer, type Server } from '../servers/run-server.ts'

const answerMs = 50
/** In managed access all the time: each of their cards is decided, before and during the switch alike. */
const askingChargers = 100
const ratePerS = 400
const beforeMs = 5000
const lookMs = 200
/** Within so long all must be in the mode that is expected of them. */
const limitMs = 30_000

interface Switch {
  /** When the one mode ended and the other began, and when the last charger had been read back; ms since 1970. */
  readonly boundaryMs: number
  readonly confirmedMs: number
  readonly authorized: readonly Authorized[]
}

/** A boundary closes chargers to strangers, all at one instant, while cards are presented at others. */
export async function measureModeSwitch(plan: Plan): Promise<Figure> {
  const { switchingChargers: chargers } = plan
  const { boundaryMs, confirmedMs, authorized } = await switchModes(plan)
  const between = (fromMs: number, toMs: number) =>
    authorized.filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs < toMs).map(({ tookMs }) => tookMs)
  const before = between(boundaryMs - beforeMs, boundaryMs)
  const during = between(boundaryMs, confirmedMs)
  const count = chargers.toLocaleString('en')
  const tookS = ((confirmedMs - boundaryMs) / 1000).toFixed(1)
  const halves = [before, during].map((took) => quantile(took, 0.5).toFixed(2)).join(' and ')
  const note =
    `compared with the ${beforeMs / 1000} s before; ${count} of ${count} chargers, which take ${answerMs} ms ` +
    `for each answer, confirmed after ${tookS} s; ${ratePerS} Authorize a second at others, p50 ${halves} ms`
  return figureOf(
    {
      name: `p99 of Authorize while ${count} chargers change their mode`,
      unit: 'ms',
      target: { atMost: 2 },
      note,
    },
    [{ bare: quantile(before, 0.99), gatehouse: quantile(during, 0.99) }],
  )
}

function switchModes(plan: Plan): Promise<Switch> {
  const { switchingChargers: switching } = plan
  const chargers = switching + askingChargers
  return withServer('gatehouse', { ...plan, chargers }, async (server, port) => {
    await using clients = startClients()
    await server.ask('openUntil', { chargers: switching, untilMs: Date.now() + 3_600_000 })
    await clients.ask('connect', { port, first: 0, count: chargers, answerMs })
    await untilConfirmed(server, 'freevend', switching)
    await untilConfirmed(server, 'managed_access', askingChargers)
    await clients.ask('settle', plan)
    const boundaryMs = Date.now() + plan.warmUpMs + beforeMs
    await server.ask('openUntil', { chargers: switching, untilMs: boundaryMs })
    await clients.ask('startAuthorizing', { ratePerS, first: switching })
    await pause(boundaryMs - Date.now())
    await untilConfirmed(server, 'managed_access', chargers)
    const confirmedMs = Date.now()
    return { boundaryMs, confirmedMs, authorized: await clients.ask('stopAuthorizing') }
  })
}

/** Rejects when it takes too long. */
async function untilConfirmed(server: Server, mode: AccessMode, chargers: number): Promise<void> {
  const endMs = performance.now() + limitMs
  let confirmed = await server.ask('confirmedIn', mode)
  for (; confirmed < chargers; confirmed = await server.ask('confirmedIn', mode)) {
    if (performance.now() > endMs) {
      throw new Error(`after ${limitMs / 1000} s, ${confirmed} of ${chargers} chargers are in ${mode}`)
    }
    await pause(lookMs)
  }
}
