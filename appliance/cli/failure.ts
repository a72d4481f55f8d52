/** The command was understood and did not succeed: exit code 1. */
export class CommandFailure extends Error {
  /** What `--json` says beside the message. */
  readonly details: object

  constructor(message: string, details: object = {}, options?: ErrorOptions) {
    super(message, options)
    this.details = details
  }
}

/** The command was not understood: exit code 2. The message names the option and the remedy. */
export class UsageError extends Error {}
