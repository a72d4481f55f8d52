import { writeFile } from 'node:fs/promises'
import { chargerPageUrl } from '../../charger-page.ts'
import type { Config } from '../../config.ts'
import { readControlFile } from '../../control-file.ts'
import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { chargerPath } from './charger.ts'
import type { Charger } from './charger.ts'

export const chargerQr = defineCommand({
  name: 'charger qr',
  summary: "Show the QR code of a charger's page on the LAN, to be stuck on the charger.",
  operands: 'ID',
  count: [1, 1],
  options: {
    png: { type: 'string', value: 'FILE', help: 'Write it as an image.' },
    svg: { type: 'string', value: 'FILE', help: 'Write it as a drawing, for print.' },
  },
  examples: ['gatehouse charger qr CP1', 'gatehouse charger qr CP1 --svg cp1.svg'],
  async run({ config, gateway }, [id = ''], { png, svg }) {
    const charger = await (await gateway()).get<Charger>(chargerPath(id))
    const url = chargerPageUrl(charger.id, httpPortOf(config()))
    const { default: qrcode } = await import('qrcode')
    if (png !== undefined) await save('--png', png, await qrcode.toBuffer(url, { scale: 16 }))
    if (svg !== undefined) await save('--svg', svg, await qrcode.toString(url, { type: 'svg' }))
    const files = [png, svg].filter((file) => file !== undefined)
    const code = files.length > 0 ? '' : await qrcode.toString(url, { type: 'terminal', small: true })
    const written = files.map((file) => `Written to ${file}.`)
    return { data: { id: charger.id, url, files }, text: [code, url, ...written].filter(Boolean).join('\n') }
  },
})

/** Of the gateway that runs, else the one that it would have. */
function httpPortOf({ dataDir, httpPort }: Config): number {
  const control = readControlFile(dataDir)
  return control === null ? httpPort : Number(new URL(control.url).port)
}

async function save(option: string, path: string, content: Buffer | string): Promise<void> {
  try {
    await writeFile(path, content)
  } catch (cause) {
    throw new UsageError(`${option} names a file that cannot be written; check its path.`, { cause })
  }
}
