/** One line of the table. */
export interface Figure {
  readonly name: string
  readonly unit: string
  /** Medians over the rounds. */
  readonly bare: number
  readonly gatehouse: number
  /** Gatehouse to bare: the median of what each round gave. */
  readonly ratio: number
  /** Of the rounds, least and greatest. */
  readonly ratioRange: readonly [number, number]
  readonly target: Target
  /** What else there is to know, in a few words. */
  readonly note: string
}

export type Target = { readonly atLeast: number } | { readonly atMost: number }

/** What one round measured, of both servers. */
export interface Round {
  readonly bare: number
  readonly gatehouse: number
}

/** Sums rounds up. `gatehouse / bare` of each round on its own, for machines have moods. */
export function figureOf(
  what: Pick<Figure, 'name' | 'unit' | 'target' | 'note'>,
  rounds: readonly Round[],
): Figure {
  const ratios = rounds.map(({ bare, gatehouse }) => gatehouse / bare)
  return {
    ...what,
    bare: median(rounds.map(({ bare }) => bare)),
    gatehouse: median(rounds.map(({ gatehouse }) => gatehouse)),
    ratio: median(ratios),
    ratioRange: [Math.min(...ratios), Math.max(...ratios)],
  }
}

export function meets({ ratio, target }: Figure): boolean {
  return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The nearest rank: a value that was measured. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
