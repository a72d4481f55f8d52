import { Schedule, type SchedulePlan } from './schedule.ts'

/** A depot has few schedules, though its facts are read anew after every change. */
const scheduleLimit = 200

const byPolicy = new WeakMap<SchedulePlan, Schedule>()
const byContent = new Map<string, Schedule>()

/**
 * The compiled schedule of a policy. Found by the policy itself, else by what it says, so that chargers under
 * one policy share it, as do the copies of a policy that are read one after another; what has changed differs.
 */
export function scheduleOf(policy: SchedulePlan): Schedule {
  const known = byPolicy.get(policy)
  if (known) return known
  const { defaultMode, windows, zone } = policy
  const content = JSON.stringify([defaultMode, zone, windows])
  const schedule = byContent.get(content) ?? new Schedule(policy)
  byContent.delete(content)
  if (byContent.size >= scheduleLimit) byContent.delete(byContent.keys().next().value!)
  byContent.set(content, schedule)
  byPolicy.set(policy, schedule)
  return schedule
}
