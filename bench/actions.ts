/** What a process of the benchmark can be asked to do, by name. Arguments and answers are plain data. */
export type Actions = Readonly<Record<string, (argument: never) => unknown>>

/** What has to be given along; nothing where the action takes nothing. */
export type ArgumentsOf<Action> = Action extends (...given: infer Arguments) => unknown ? Arguments : never

export type AnswerOf<Action> = Action extends (...given: never) => infer Answer ? Awaited<Answer> : never

export interface Request {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

export interface Reply {
  readonly id: number
  readonly answer: unknown
  /** Null when it went well. */
  readonly error: string | null
}

/** Answers the process that started this one, and ends when that is gone: nothing is left behind. */
export function serve(actions: Actions): void {
  process.on('message', (request: Request) => {
    void answer(actions, request).then((reply) => process.connected && process.send?.(reply))
  })
  process.on('disconnect', () => process.exit())
}

async function answer(actions: Actions, { id, name, argument }: Request): Promise<Reply> {
  try {
    return { id, answer: await actions[name]?.(argument as never), error: null }
  } catch (error) {
    return {
      id,
      answer: null,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}
