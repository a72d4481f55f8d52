/** Numbers seen, as ascending, disjoint and never adjacent ranges with both ends included. */
export type Sequence = readonly (readonly [first: number, last: number])[]

/** The sequence with one more number; the same whatever the order in which numbers were added. */
export function withNumber(sequence: Sequence, number: number): Sequence {
  const below = sequence.filter(([, last]) => last < number - 1)
  const above = sequence.filter(([first]) => first > number + 1)
  const touching = sequence.slice(below.length, sequence.length - above.length)
  const first = Math.min(number, ...touching.map((range) => range[0]))
  const last = Math.max(number, ...touching.map((range) => range[1]))
  return [...below, [first, last], ...above]
}

export function hasNumber(sequence: Sequence, number: number): boolean {
  return sequence.some(([first, last]) => first <= number && number <= last)
}

/** What is missing between the lowest and the highest number seen. */
export function gapsIn(sequence: Sequence): Sequence {
  return sequence.slice(1).map(([first], index) => [(sequence[index]?.[1] ?? first) + 1, first - 1] as const)
}
