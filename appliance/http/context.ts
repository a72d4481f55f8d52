import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { ChargerLink } from '../domain/charger-link.ts'
import type { Condition } from '../domain/condition.ts'
import type { FirmwareProfile } from '../domain/firmware-profile.ts'
import type { LiveEvent } from '../domain/live-event.ts'
import type { Measurement } from '../domain/measurement.ts'
import type { ModeControl } from '../domain/mode-control.ts'
import type { NoPassword } from '../flows/charger-change.ts'
import type { FlowContext } from '../flows/context.ts'

/** What the database and its disk hold. */
export interface StorageFigures {
  readonly databaseBytes: number
  readonly freeBytes: number
}

/** What the HTTP side works with. `main.ts` makes the one of the process, the CLI and tests their own. */
export interface HttpContext {
  readonly flow: FlowContext
  readonly link: ChargerLink
  readonly modes: ModeControl
  /** In the order in which they are tried. */
  readonly profiles: readonly FirmwareProfile[]
  /** Whether chargers may connect without a password. */
  readonly noPassword: NoPassword
  /** Secret of the command line, accepted from this machine only; null: not accepted at all. */
  readonly controlSecret: string | null
  /** Of the product, such as `0.1.0`. */
  readonly version: string
  readonly gatewayId: string
  readonly startedAt: Temporal.Instant
  /** Where the built UI lies; it need not exist. */
  readonly uiDir: string
  /** What is wrong at the moment; empty when all is well. */
  readonly conditions: () => readonly Condition[]
  readonly storage: () => StorageFigures
  /** Where people on the LAN find a charger's page; `port` is that of this server. */
  readonly chargerPage: (chargerId: string, port: number) => string
  /** Numbers for `/metrics`, asked for at each scrape. */
  readonly measurements: () => readonly Measurement[]
  /** Publishes a charger's frames as live events until the returned function is called. */
  readonly watchFrames: (chargerId: string) => () => void
  /** Hands every live event to `listener` until the returned function is called. */
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void
}

/** The server as route files see it: what a schema says is what a handler is typed to. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Adds the routes of one resource. */
export type Routes = (app: App, context: HttpContext) => void
