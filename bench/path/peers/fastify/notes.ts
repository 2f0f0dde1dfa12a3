/** Notes of the Fastify peer: a customer adds a note to an order of his own. */

import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { newUuidV7 } from '../../uuid-v7.ts'
import { HttpError } from './problem.ts'
import { createNoteSchema } from './schemas.ts'
import { insertNote } from './statements.ts'

interface NewNote {
  readonly order: string
  readonly body: string
}

export function noteRoutes(app: FastifyInstance, pool: Pool): void {
  app.post<{ Body: NewNote }>('/notes', { schema: createNoteSchema }, async (request, reply) => {
    const { order, body } = request.body
    const values = [newUuidV7(), order, request.user.sub, body]
    const { rows } = await pool.query({ ...insertNote, values })
    if (rows.length === 0) throw new HttpError(404, 'Order not found')
    reply.code(201).header('location', `/notes/${rows[0].id}`)
    return { data: rows[0] }
  })
}
