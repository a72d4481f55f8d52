import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { protocols } from '../domain/protocol.ts'

/** A number, or `[from, to]` for one drawn at random each time. */
const Amount = Type.Union([Type.Number({ minimum: 0 }), Type.Tuple([Type.Number(), Type.Number()])])
/** `{n}` stands for the charger's number; of a list one is drawn at random each time. */
const Tag = Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })])
const Connector = Type.Optional(Type.Integer({ minimum: 1 }))
const Sampling = {
  power_kw: Type.Optional(Amount),
  every_s: Type.Optional(Amount),
  times: Type.Optional(Amount),
}

/** What a charger can be told to do, each with what it takes. docs/simulator.md says what they mean. */
export const stepSchemas = {
  boot: step({}),
  status: step({
    connector: Connector,
    status: Type.Enum(['available', 'preparing', 'charging', 'finishing', 'faulted', 'unavailable']),
  }),
  wait: step({ s: Amount }),
  plug_in: step({ connector: Connector }),
  authorise: step({ connector: Connector, tag: Tag }),
  start: step({ connector: Connector, tag: Type.Optional(Tag) }),
  meter: step({ connector: Connector, ...Sampling }),
  stop: step({ connector: Connector, reason: Type.Optional(Type.String()) }),
  unplug: step({ connector: Connector }),
  charge: step({ connector: Connector, tag: Tag, ...Sampling }),
  history: step({ connector: Connector, tag: Tag, sessions: Amount, days: Type.Number({ minimum: 0 }) }),
  offline: step({ for_s: Type.Optional(Amount) }),
  online: step({}),
  reboot: step({ forgets_transactions: Type.Optional(Type.Boolean()) }),
  fault: step({
    connector: Connector,
    code: Type.String(),
    vendor_code: Type.Optional(Type.String()),
    info: Type.Optional(Type.String()),
    for_s: Type.Optional(Amount),
  }),
  clock: step({ skew_s: Type.Number() }),
  send: step({ action: Type.String(), payload: Type.Record(Type.String(), Type.Unknown()) }),
} as const

export type StepName = keyof typeof stepSchemas
export type Step = { [Name in StepName]: { do: Name } & Static<(typeof stepSchemas)[Name]> }[StepName]

/** What real firmware gets wrong. */
const habits = [
  'boots_once',
  'never_pongs',
  'duplicate_start',
  'stops_twice',
  'wrong_transaction_id',
  'never_authorises',
  'ignores_refusal',
  'refuses_local_list',
  'refuses_differences',
] as const
export type Habit = (typeof habits)[number]

const GroupSchema = Type.Object(
  {
    count: Type.Integer({ minimum: 1, default: 1 }),
    id: Type.String({ default: 'SIM{n}' }),
    first: Type.Integer({ minimum: 0, default: 1 }),
    protocol: Type.Enum([...protocols], { default: 'ocpp1.6' }),
    password: Type.Optional(Type.String()),
    vendor: Type.String({ default: 'Gatehouse', maxLength: 20 }),
    model: Type.String({ default: 'Simulator', maxLength: 20 }),
    firmware: Type.String({ default: '1.0.0', maxLength: 50 }),
    serial: Type.Optional(Type.String({ maxLength: 25 })),
    connectors: Type.Integer({ minimum: 1, maximum: 64, default: 1 }),
    clock_skew_s: Type.Number({ default: 0 }),
    start_after_s: Type.Optional(Amount),
    habits: Type.Array(Type.Enum([...habits]), { default: [] }),
    configuration: Type.Record(Type.String(), Type.String(), { default: {} }),
    freevend: Type.Optional(
      Type.Object(
        {
          key: Type.String(),
          value: Type.String({ default: 'true' }),
          tag: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
    steps: Type.Array(Type.Unknown(), { default: [] }),
    loop: Type.Array(Type.Unknown(), { default: [] }),
  },
  { additionalProperties: false },
)

export const ScenarioSchema = Type.Object(
  {
    seed: Type.Integer({ default: 1 }),
    chargers: Type.Array(GroupSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
)

/** Chargers that are alike. `steps` run once, then `loop` over and over, on every connector at its own pace. */
export type Group = Omit<Static<typeof GroupSchema>, 'steps' | 'loop'> & {
  readonly steps: readonly Step[]
  readonly loop: readonly Step[]
}

export interface Scenario {
  readonly seed: number
  readonly chargers: readonly Group[]
}

function step<T extends Record<string, TSchema>>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}
