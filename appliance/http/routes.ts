import type { Routes } from './context.ts'
import { sessionRoutes } from './routes/session.ts'
import { userRoutes } from './routes/users.ts'
import { liveRoutes } from './routes/live.ts'
import { systemRoutes } from './routes/system.ts'
import { tokenRoutes } from './routes/tokens.ts'

/** Every resource of the API. */
export const routes: readonly Routes[] = [sessionRoutes, userRoutes, liveRoutes, systemRoutes, tokenRoutes]
