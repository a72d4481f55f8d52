import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Actions, AnswerOf, ArgumentsOf, Reply, Request } from './actions.ts'

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
}

/** A process of its own that is asked to do things, and ended with `await using`. */
export class Child<A extends Actions> implements AsyncDisposable {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1
  #over: Error | null = null

  /** `script` is a path in `bench/`. */
  constructor(script: string) {
    this.#process = fork(join(import.meta.dirname, script), { execArgv: ['--expose-gc'] })
    this.#process.on('message', (reply: Reply) => this.#take(reply))
    this.#process.on('exit', (code, signal) => this.#ended(`${script} ended: ${signal ?? code}`))
  }

  /** Rejects with what went wrong over there, or when the process ends before it has answered. */
  ask<Name extends keyof A & string>(
    name: Name,
    ...[argument]: ArgumentsOf<A[Name]>
  ): Promise<AnswerOf<A[Name]>> {
    if (this.#over !== null) return Promise.reject(this.#over)
    return new Promise((resolve, reject) => {
      const id = this.#nextId++
      this.#waiting.set(id, { resolve, reject })
      const request: Request = { id, name, argument }
      this.#process.send(request)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.disconnect()
    await ended
  }

  #take({ id, answer, error }: Reply): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === null) waiting?.resolve(answer as never)
    else waiting?.reject(new Error(error))
  }

  #ended(text: string): void {
    this.#over = new Error(text)
    for (const { reject } of this.#waiting.values()) reject(this.#over)
    this.#waiting.clear()
  }
}
