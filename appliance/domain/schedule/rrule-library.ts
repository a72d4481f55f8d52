// The package is CommonJS to Node, whatever its types and the linter say: a named import fails.
// oxlint-disable-next-line import/default
import rrule from 'rrule'

// oxlint-disable-next-line import/no-named-as-default-member
export const { RRule, datetime } = rrule
