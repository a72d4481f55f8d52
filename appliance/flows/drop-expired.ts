import { toUtcText } from '../domain/utc-text.ts'
import { deleteExpiredLogins } from '../store/logins.ts'
import { deleteOldFolds } from '../store/session-folds.ts'
import { deleteOldAttempts } from '../store/unknown-attempts.ts'
import type { FlowContext } from './context.ts'

/** Longer than any outage that a charger's queue survives. */
const keepDays = 30
const foldsPerBatch = 500

/**
 * Drops what has served its time: logins that are over, identifiers of strangers, and the working memory of
 * sessions that nothing has been heard of since long after their end. None of it is history.
 */
export async function dropExpired({ commits, clock }: Pick<FlowContext, 'commits' | 'clock'>): Promise<void> {
  const now = clock.now()
  const before = toUtcText(now.subtract({ hours: 24 * keepDays }))
  await commits.write((tx) => {
    deleteExpiredLogins(tx, toUtcText(now))
    deleteOldAttempts(tx, before)
  })
  while ((await commits.write((tx) => deleteOldFolds(tx, before, foldsPerBatch))) > 0);
}
