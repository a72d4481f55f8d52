import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import type { App, HttpContext } from './context.ts'

const page = 'index.html'
/** `main-3XK7QD2A.js`: the name changes with the content. */
const hashed = /-[A-Z0-9]{8}\.\w+$/

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gatehouse</title>
<h1>Gatehouse is running, but its pages have not been built.</h1>
<p>Run <code>npm start</code> in the checkout, which builds them. The API is at <a href="/api/openapi.json">/api</a>.</p>
</html>`

/** Serves the built UI; every path that is no file and not the API's is a page of it. */
export function addStaticUi(app: App, { uiDir }: HttpContext): void {
  const files = existsSync(join(uiDir, page)) ? listFiles(uiDir) : null
  if (files !== null) {
    app.register(fastifyStatic, { root: uiDir, serve: false, preCompressed: true, cacheControl: false })
  }
  app.get<{ Params: { '*': string } }>(
    '/*',
    { config: { public: true }, schema: { hide: true } },
    (request, reply) => {
      const path = request.params['*']
      if (path === 'api' || path.startsWith('api/')) return reply.callNotFound()
      if (files === null) return reply.type('text/html; charset=utf-8').send(notBuilt)
      if (files.has(path)) return sendFile(reply, path)
      return isPage(path) ? sendFile(reply, page) : reply.callNotFound()
    },
  )
}

/** Known beforehand, so that no path from outside ever reaches the file system. */
function listFiles(root: string): ReadonlySet<string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return new Set(
    files.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
  )
}

/** A missing script must not be answered with a page. */
function isPage(path: string): boolean {
  return !path.startsWith('assets/')
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  const caching = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
  return reply.header('cache-control', caching).sendFile(path)
}
