import { Type } from 'typebox'
import { accessModes } from '../../domain/access-mode.ts'
import { Instant, nullable } from '../field-types.ts'

export const OverrideSchema = Type.Object({
  id: Type.Integer(),
  chargerIds: Type.Array(Type.String()),
  mode: Type.Enum([...accessModes]),
  startsAt: Instant,
  until: Instant,
  reason: Type.String(),
  actor: Type.String({ description: 'Who set it.' }),
  acknowledgedPartial: Type.Boolean(),
  clearedAt: nullable(Instant),
  clearedBy: nullable(Type.String()),
})
