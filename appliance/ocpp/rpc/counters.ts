/** What the RPC layer has seen since the process started, as plain numbers for the metrics page. */
export class RpcCounters {
  framesIn = 0
  framesOut = 0
  malformedFrames = 0
  /** Answers to calls that had timed out or been cancelled. */
  lateAnswers = 0
  /** Answers that match no call at all. */
  unsolicitedAnswers = 0
  /** Times a socket was left unread because its charger sent faster than its rate. */
  throttled = 0
  /** Times a socket was left unread because too many of its requests were being handled. */
  crowded = 0
  /** Requests that only a tolerance of the firmware profile made acceptable. */
  repaired = 0
  oversizedFrames = 0
  replacedConnections = 0
  halfOpenTerminated = 0
  slowReadersTerminated = 0
  abuseClosed = 0
  refusedHandshakes = 0
  /** CALLERROR and CALLRESULTERROR that we sent, by code as on the wire. */
  readonly errorsSent: Record<string, number> = {}

  countErrorSent(code: string): void {
    this.errorsSent[code] = (this.errorsSent[code] ?? 0) + 1
  }
}
