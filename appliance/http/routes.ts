import type { Routes } from './context.ts'
import { sessionRoutes } from './routes/session.ts'
import { userRoutes } from './routes/users.ts'

/** Every resource of the API. */
export const routes: readonly Routes[] = [sessionRoutes, userRoutes]
