import { Type } from 'typebox'
import { accessModes } from '../../domain/access-mode.ts'
import { firstOverlap } from '../../domain/schedule/window-overlap.ts'
import type { Routes } from '../context.ts'
import { Instant, InstantInput, nullable, strictObject } from '../field-types.ts'
import { readInstant } from '../list.ts'
import { CalendarSchema, calendarView, checkRange, scheduleOf } from './calendar.ts'
import { AccessModeSchema } from './mode-view.ts'
import { DraftWindow, overlapView, readWindows } from './policy-input.ts'

const Draft = strictObject({
  scope: Type.Enum(['depot', 'group', 'charger']),
  scopeId: Type.String({ maxLength: 48, default: '', description: 'Of the group or charger.' }),
  from: InstantInput,
  to: InstantInput,
  defaultMode: Type.Enum([...accessModes]),
  windows: Type.Array(DraftWindow, {
    maxItems: 200,
    description: 'All of them; new ones with negative ids.',
  }),
})

const Preview = Type.Object({
  ...CalendarSchema.properties,
  overlap: nullable(
    Type.Object(
      {
        from: Instant,
        until: Instant,
        localFrom: Type.String(),
        localUntil: Type.String(),
        zone: Type.String(),
        windows: Type.Array(
          Type.Object({
            index: Type.Integer({ description: 'In the list that was sent.' }),
            id: nullable(Type.Integer()),
            label: Type.String(),
            mode: AccessModeSchema,
          }),
        ),
      },
      { description: 'The first place where windows contradict each other; saving them would be refused.' },
    ),
  ),
})

/** `/api/calendar/preview`: what a calendar would come to before it is saved. Nothing is kept. */
export const calendarPreviewRoutes: Routes = (app, context) => {
  app.post(
    '/api/calendar/preview',
    {
      config: { permission: 'policy.write' },
      schema: {
        operationId: 'previewCalendar',
        summary: 'The schedule as it would be with other windows',
        tags: ['access'],
        body: Draft,
        response: { 200: Preview },
      },
    },
    async (request) => {
      const { scope, scopeId, defaultMode } = request.body
      const from = readInstant(request.body.from, 'from')
      const to = readInstant(request.body.to, 'to')
      checkRange(from, to)
      const windows = readWindows(request.body.windows)
      const schedule = scheduleOf(context, { scope, scopeId })
      const { zone } = schedule.policy
      const named = windows.map((window) => ({ ...window, id: window.id ?? 0 }))
      const policy = { ...schedule.policy, defaultMode, windows: named }
      const placed = windows.map((window, index) => ({ ...window, id: index }))
      const overlap = firstOverlap(placed, zone, context.flow.clock.now())
      return {
        ...calendarView({ ...schedule, policy }, { scope, scopeId }, from, to),
        overlap: overlap && overlapView(overlap, windows),
      }
    },
  )
}
