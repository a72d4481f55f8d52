/** What someone may do on the LAN. */
export const permissions = [
  'chargers.read',
  'chargers.control',
  'chargers.configure',
  'chargers.approve',
  'identifiers.read',
  'identifiers.write',
  'identifiers.reveal',
  'decisions.read',
  'decisions.enrol',
  'sessions.read',
  'overrides.write',
  'policy.write',
  'users.manage',
  'tokens.manage',
  'settings.write',
  'ledger.read',
  'system.read',
  'frames.read',
] as const
export type Permission = (typeof permissions)[number]

export const roles = ['viewer', 'technician', 'operator', 'installer', 'admin'] as const
export type Role = (typeof roles)[number]

const viewer: readonly Permission[] = [
  'chargers.read',
  'identifiers.read',
  'decisions.read',
  'sessions.read',
  'system.read',
]
const technician: readonly Permission[] = [...viewer, 'chargers.control', 'frames.read', 'ledger.read']

/** What each role may do. Revealing an identifier is for administrators only. */
export const rolePermissions: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  viewer: new Set(viewer),
  technician: new Set(technician),
  operator: new Set([
    ...technician,
    'identifiers.write',
    'decisions.enrol',
    'overrides.write',
    'policy.write',
  ] as const),
  installer: new Set([
    ...technician,
    'chargers.configure',
    'chargers.approve',
    'policy.write',
    'settings.write',
  ] as const),
  admin: new Set(permissions),
}

export function roleHas(role: Role, permission: Permission): boolean {
  return rolePermissions[role].has(permission)
}
