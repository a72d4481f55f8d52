import { Type } from 'typebox'
import { claimsOf } from '../../domain/firmware-profile.ts'
import type { Routes } from '../context.ts'

const Claim = Type.Object({ because: Type.String(), confidence: Type.String(), source: Type.String() })

const Profile = Type.Object({
  id: Type.String(),
  title: Type.String(),
  match: Type.Object({
    protocols: Type.Array(Type.String()),
    vendor: Type.Optional(Type.String()),
    model: Type.Optional(Type.String()),
    firmware: Type.Optional(Type.String()),
  }),
  tolerances: Type.Array(Type.Object({ name: Type.String(), ...Claim.properties })),
  freevend: Type.Object({ control: Type.String(), asksBeforeStart: Type.Boolean() }),
  claims: Type.Array(Claim),
})

/** `/api/profiles`: what is known of kinds of chargers. */
export const profileRoutes: Routes = (app, { profiles }) => {
  const items = profiles.map((profile) => {
    const { id, title, match, tolerances, freevend } = profile
    return {
      id,
      title,
      match: { ...match, protocols: [...match.protocols] },
      tolerances: [...tolerances],
      freevend: { control: freevend.control, asksBeforeStart: freevend.asksBeforeStart },
      claims: claimsOf(profile),
    }
  })
  app.get(
    '/api/profiles',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'listProfiles',
        summary: 'The firmware profiles, in the order in which they are tried',
        tags: ['chargers'],
        response: { 200: Type.Object({ items: Type.Array(Profile) }) },
      },
    },
    async () => ({ items }),
  )
}
