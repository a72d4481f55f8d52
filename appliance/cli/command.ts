import type { parseArgs, ParseArgsOptionDescriptor } from 'node:util'
import type { Config } from '../config.ts'
import type { commonOptions } from './common-options.ts'
import type { Gateway } from './gateway-client.ts'
import type { Terminal } from './terminal.ts'

export interface Option extends ParseArgsOptionDescriptor {
  readonly help: string
  /** What stands for the value in the help: `NAME`. */
  readonly value?: string
}

export type Options = Readonly<Record<string, Option>>

/** What the options were given, typed by their descriptions. */
export type ValuesOf<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>['values']

/** What a command says when it is done. */
export interface Output {
  /** For `--json`. */
  readonly data: unknown
  /** For people. */
  readonly text: string
  /** 1: it ran, and what it found is not good. */
  readonly exitCode?: 0 | 1
}

/** What a command works with beside its arguments. */
export interface Surroundings {
  readonly terminal: Terminal
  /** Environment and configuration file; throws `ConfigError`, which a command need not care about. */
  readonly config: () => Config
  /** The running gateway, or one made up for this command. It is closed afterwards. */
  readonly gateway: () => Promise<Gateway>
}

/** One command, as `defineCommand` has made it. */
export interface Command {
  /** `charger add` */
  readonly name: string
  readonly summary: string
  /** What stands after the name: `ID…`. */
  readonly operands: string
  /** How many operands may stand there. */
  readonly count: readonly [from: number, to: number]
  readonly options: Options
  readonly examples: readonly string[]
  /** More than the summary, where that is needed. */
  readonly about?: string
  /** It may make the data directory and its database; others say that there is none. */
  readonly mayCreate?: true
  /** Runs with what `parseArgs` made of the options. */
  readonly run: (surroundings: Surroundings, operands: string[], values: never) => Promise<Output | null>
}

/** Makes a command whose `run` sees its options typed. */
export function defineCommand<const O extends Options>(
  command: Omit<Command, 'run' | 'options'> & {
    readonly options: O
    readonly run: (
      surroundings: Surroundings,
      operands: string[],
      values: ValuesOf<O> & ValuesOf<Pick<typeof commonOptions, 'json'>>,
    ) => Promise<Output | null>
  },
): Command {
  return command
}
