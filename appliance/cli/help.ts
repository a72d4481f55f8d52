import { commonOptions } from './common-options.ts'
import type { Command, Options } from './command.ts'

const indent = '  '

/** What `gatehouse --help` says. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `${indent}${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: gatehouse COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    'Every command works whether or not the gateway is running, and takes --help, --json and --data-dir.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage.',
  ].join('\n')
}

/** What `gatehouse charger add --help` says. */
export function commandHelp({ name, summary, about, operands, options, examples }: Command): string {
  const usage = ['gatehouse', name, operands, '[OPTIONS]'].filter(Boolean).join(' ')
  return [
    summary,
    ...(about === undefined ? [] : ['', about]),
    '',
    `Usage: ${usage}`,
    '',
    'Options:',
    ...optionLines({ ...options, ...commonOptions }),
    '',
    'Examples:',
    ...examples.map((example) => `${indent}${example}`),
  ].join('\n')
}

function optionLines(options: Options): string[] {
  const entries = Object.entries(options).map(([name, option]) => {
    const value = option.type === 'string' ? ` ${option.value ?? 'TEXT'}` : ''
    return { left: `--${name}${value}`, help: option.help }
  })
  const width = Math.max(...entries.map(({ left }) => left.length))
  return entries.map(({ left, help }) => `${indent}${left.padEnd(width)}  ${help}`)
}
