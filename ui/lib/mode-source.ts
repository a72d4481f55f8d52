/** What set the mode of a charger, in words for whoever stands beside it. */
export function modeSource(source: string): string {
  switch (source) {
    case 'override':
      return 'An override by hand'
    case 'window':
      return 'A window of the calendar'
    case 'default':
      return 'Default mode, where no window holds'
    default:
      return 'The rollout keeps it open, whatever the calendar says'
  }
}

/** Which state of the calendar and rules that was; the version rises with every change. */
export function rulesVersion(version: number): string {
  return version === 0 ? 'Calendar and rules as delivered' : `Calendar and rules, version ${version}`
}
