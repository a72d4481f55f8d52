import t from 'tap'
import { permissions, roleHas, rolePermissions, roles } from '../../appliance/domain/permission.ts'

await t.test('an administrator may do everything', async (t) => {
  t.ok(permissions.every((permission) => roleHas('admin', permission)))
})

await t.test('a viewer changes nothing', async (t) => {
  t.ok([...rolePermissions.viewer].every((permission) => permission.endsWith('.read')))
  t.notOk(roleHas('viewer', 'frames.read'))
})

await t.test('every role may do what a viewer may', async (t) => {
  for (const role of roles) t.ok(rolePermissions.viewer.isSubsetOf(rolePermissions[role]), role)
})

await t.test('only administrators reveal identifiers and manage users and tokens', async (t) => {
  for (const permission of ['identifiers.reveal', 'users.manage', 'tokens.manage'] as const) {
    t.same(
      roles.filter((role) => roleHas(role, permission)),
      ['admin'],
      permission,
    )
  }
})

await t.test('a technician proves faults but does not decide who may charge', async (t) => {
  t.ok(roleHas('technician', 'chargers.control'))
  t.notOk(roleHas('technician', 'identifiers.write'))
  t.notOk(roleHas('technician', 'overrides.write'))
})
