import type { Generated } from 'kysely'
import type { Role } from '../../domain/permission.ts'

export interface UserTable {
  id: Generated<number>
  name: string
  role: Role
  passwordHash: string
  disabledAt: string | null
  failedSignIns: number
  lockedUntil: string | null
  createdAt: string
}

/** A browser that is signed in. Only a hash of its cookie is kept. */
export interface LoginTable {
  tokenHash: string
  userId: number
  csrfToken: string
  createdAt: string
  expiresAt: string
}

/** A credential for scripts. Only a hash of it is kept. */
export interface ApiTokenTable {
  id: Generated<number>
  name: string
  tokenHash: string
  role: Role
  createdBy: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
}
