import qrcode from 'qrcode'
import { Type } from 'typebox'
import { ChargerParams } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { showCharger } from './chargers.ts'

/** `/api/chargers/:id/qr.svg`: the way from a charger's door to its page. */
export const chargerQrRoutes: Routes = (app, context) => {
  app.get(
    '/api/chargers/:id/qr.svg',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'showChargerQrCode',
        summary: 'The QR code of the page of a charger on the LAN',
        tags: ['chargers'],
        params: ChargerParams,
        produces: ['image/svg+xml'],
        response: { 200: Type.String() },
      },
    },
    async (request, reply) => {
      const { id } = showCharger(context, request.params.id)
      const url = context.chargerPage(id, request.socket.localPort ?? 80)
      return reply.type('image/svg+xml').send(await qrcode.toString(url, { type: 'svg' }))
    },
  )
}
