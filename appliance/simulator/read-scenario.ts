import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { parse } from 'smol-toml'
import { ScenarioSchema, stepSchemas } from './scenario.ts'
import type { Group, Scenario, Step, StepName } from './scenario.ts'

/** The scenario says something that no simulated charger can do; the message names the place and the remedy. */
export class ScenarioError extends Error {}

const ajv = new Ajv({ useDefaults: true, verbose: true, allowUnionTypes: true })

/** Reads a scenario (TOML, docs/simulator.md). Throws `ScenarioError`. */
export function readScenario(toml: string): Scenario {
  let file: unknown
  try {
    file = parse(toml)
  } catch (cause) {
    throw new ScenarioError(`not valid TOML: ${(cause as Error).message}`, { cause })
  }
  check(ajv.compile(ScenarioSchema), file, '')
  const { seed, chargers } = file as { seed: number; chargers: Group[] }
  chargers.forEach((group, index) => {
    readSteps(group.steps, `chargers[${index}].steps`)
    readSteps(group.loop, `chargers[${index}].loop`)
  })
  return { seed, chargers }
}

function readSteps(steps: readonly Step[], path: string): void {
  steps.forEach((step, index) => {
    const place = `${path}[${index}]`
    if (typeof step !== 'object' || step === null || !isStepName(step.do)) {
      throw new ScenarioError(`${place}: do must be one of ${Object.keys(stepSchemas).join(', ')}`)
    }
    const { do: name, ...options } = step
    check(ajv.compile(stepSchemas[name]), options, place)
  })
}

function isStepName(name: unknown): name is StepName {
  return typeof name === 'string' && Object.hasOwn(stepSchemas, name)
}

function check(validate: ValidateFunction, value: unknown, place: string): void {
  if (validate(value)) return
  // Of a value that may be either of two things the last error speaks for both.
  const error = validate.errors!.at(-1)!
  const path = error.instancePath
    .slice(1)
    .replaceAll(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')
  const where = [place, path].filter(Boolean).join('.') || 'the scenario'
  throw new ScenarioError(`${where}: ${messageOf(error)}`)
}

function messageOf({ keyword, params, message, parentSchema }: ErrorObject): string {
  if (keyword === 'enum') return `must be one of ${params['allowedValues'].join(', ')}`
  if (keyword === 'anyOf') return 'must be a value or a list of such'
  if (keyword !== 'additionalProperties') return message ?? 'is not valid'
  const known = Object.keys((parentSchema as { properties: object }).properties).join(', ')
  return `${params['additionalProperty']} is not known; known are ${known || 'none'}`
}
