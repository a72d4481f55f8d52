import { meets, type Figure } from './figure.ts'
import type { Machine } from './machine.ts'

const headings = ['', 'bare ws', 'Gatehouse', 'unit', 'ratio', 'rounds', 'target', '']

/** The figures as a table for people. */
export function tableOf(machine: Machine, figures: readonly Figure[]): string {
  const rows = [headings, ...figures.map(rowOf)]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  )
  const notes = figures.filter(({ note }) => note !== '').map(({ name, note }) => `${name}: ${note}`)
  return [machineText(machine), '', ...lines, '', ...notes].join('\n')
}

function rowOf(figure: Figure): string[] {
  const { name, unit, bare, gatehouse, ratio, ratioRange, target } = figure
  return [
    name,
    shown(bare),
    shown(gatehouse),
    unit,
    ratio.toFixed(2),
    ratioRange.map((end) => end.toFixed(2)).join('–'),
    'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`,
    meets(figure) ? 'met' : 'falls short',
  ]
}

function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value >= 10 ? 1 : 2)
}

function machineText({ cpu, cores, memoryGb, node, loadBefore, syncMs, diskIsMemory }: Machine): string {
  const disk = diskIsMemory
    ? 'data kept in memory, so the durable figures mean nothing'
    : `${syncMs.toFixed(2)} ms to sync 16 KiB`
  return `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${disk}, load ${loadBefore.toFixed(1)} at the start`
}
