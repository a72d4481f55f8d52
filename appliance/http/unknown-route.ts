import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './context.ts'
import { sendProblem } from './errors.ts'
import { problem } from './problem.ts'

/** Answers what no route takes: 405 with the methods that the path has, else 404. */
export function addUnknownRoute(app: App): void {
  const methodsByPath = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    // The UI answers GET at every path; that must not turn unknown paths into known ones.
    if (url === '/*') return
    const methods = methodsByPath.get(url) ?? new Set()
    for (const name of [method].flat()) methods.add(name)
    methodsByPath.set(url, methods)
  })
  const patterns = () => [...methodsByPath].map(([url, methods]) => ({ pattern: toPattern(url), methods }))
  let known: ReturnType<typeof patterns> = []
  app.addHook('onReady', async () => {
    known = patterns()
  })
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const match = known.find(({ pattern }) => pattern.test(path))
    if (match === undefined || match.methods.has(request.method)) {
      return sendProblem(reply, problem(404, 'not-found', 'There is nothing at this path.'), request.id)
    }
    const allow = [...match.methods].sort().join(', ')
    const detail = `This path takes ${allow}.`
    return sendProblem(reply, problem(405, 'method-not-allowed', detail, { headers: { allow } }), request.id)
  }
  // Before the body is read: nobody waits for it, and an error in it would hide the real answer.
  app.addHook('onRequest', async (request, reply) => (request.is404 ? answer(request, reply) : undefined))
  app.setNotFoundHandler(answer)
}

/** `/api/users/:id` → a pattern for it. */
function toPattern(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*'
    return part.startsWith(':') ? '[^/]+' : RegExp.escape(part)
  })
  return new RegExp(`^${parts.join('/')}$`)
}
