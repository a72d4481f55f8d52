import { toUtcText } from '../domain/utc-text.ts'
import { deleteExpiredLogins } from '../store/logins.ts'
import { deleteOldFolds } from '../store/session-folds.ts'
import { listStrangers } from '../store/strangers.ts'
import { deleteOldAttempts } from '../store/unknown-attempts.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { dropCharger } from './drop-charger.ts'

/** Longer than any outage that a charger's queue survives. */
const keepDays = 30
const foldsPerBatch = 500
/** Of a charger that waits and has gone: it will ask again if it is meant to stay. */
const keepStrangerDays = 7

/**
 * Drops what has served its time: logins that are over, identifiers of strangers, chargers that waited and went, and the working memory of
 * sessions that nothing has been heard of since long after their end. None of it is history.
 */
export async function dropExpired(context: FlowContext): Promise<void> {
  const { commits, clock } = context
  const now = clock.now()
  const before = toUtcText(now.subtract({ hours: 24 * keepDays }))
  await commits.write((tx) => {
    deleteExpiredLogins(tx, toUtcText(now))
    deleteOldAttempts(tx, before)
  })
  const unseenSince = toUtcText(now.subtract({ hours: 24 * keepStrangerDays }))
  await commits.write((tx) => {
    for (const id of listStrangers(tx, unseenSince)) dropCharger(tx, context, gatewayOrigin, id)
  })
  while ((await commits.write((tx) => deleteOldFolds(tx, before, foldsPerBatch))) > 0);
}
