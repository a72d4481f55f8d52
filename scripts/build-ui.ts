import { cp, mkdir, readFile, rm, writeFile, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'

/**
 * Bundles one UI into `outDir`: `index.html`, its static files, and `assets/` with hashed names that may be
 * cached for ever. Texts also lie there compressed (`.br`, `.gz`), so that the gateway never does it per request.
 */
export async function buildUi(sourceDir: string, outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const { metafile } = await build({
    entryPoints: { main: join(sourceDir, 'main.ts'), style: join(sourceDir, 'style.css') },
    outdir: join(outDir, 'assets'),
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2023', 'chrome120', 'firefox121', 'safari17.4'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  const page = await readFile(join(sourceDir, 'index.html'), 'utf8')
  await writeFile(
    join(outDir, 'index.html'),
    page
      .replace('/assets/main.js', `/assets/${outputOf(metafile, 'main.ts')}`)
      .replace('/assets/style.css', `/assets/${outputOf(metafile, 'style.css')}`),
  )
  await cp(join(sourceDir, 'static'), outDir, { recursive: true })
  await compressTexts(outDir)
}

/** The hashed file name that esbuild gave the bundle of an entry point. */
function outputOf(metafile: Metafile, entry: string): string {
  const found = Object.entries(metafile.outputs).find(
    ([, output]) => basename(output.entryPoint ?? '') === entry,
  )
  if (!found) throw new Error(`esbuild wrote no bundle for ${entry}`)
  return basename(found[0])
}

async function compressTexts(outDir: string): Promise<void> {
  for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const text = await readFile(file)
    await writeFile(`${file}.br`, brotliCompressSync(text))
    await writeFile(`${file}.gz`, gzipSync(text, { level: 9 }))
  }
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..')
  await buildUi(join(root, 'ui/depot'), join(root, 'dist/ui'))
}
