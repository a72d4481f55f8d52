export interface Point {
  atMs: number
  value: number
}

/** The next 1, 2, 2.5 or 5 times a power of ten that is not below `value`; 1 for nothing. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 2.5, 5, 10].find((each) => each * power >= value) ?? 10
  return step * power
}

/** The point closest in time, in points ordered by time. */
export function nearestIndex(points: Point[], atMs: number): number {
  let best = 0
  for (const [index, point] of points.entries()) {
    if (Math.abs(point.atMs - atMs) < Math.abs((points[best]?.atMs ?? Infinity) - atMs)) best = index
  }
  return best
}

/** An SVG path through the points, to a tenth of a pixel. */
export function pathOf(points: Point[], x: (atMs: number) => number, y: (value: number) => number): string {
  return points
    .map(
      (point, index) => `${index === 0 ? 'M' : 'L'}${x(point.atMs).toFixed(1)},${y(point.value).toFixed(1)}`,
    )
    .join('')
}
