/** Refusals of the Fastify peer, and the one place where an error becomes an answer. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

export class HttpError extends Error {
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** Problem details (RFC 9457). What is not the caller's fault is logged and told as a fixed 500. */
export function sendProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 500
  if (status >= 500) request.log.error(error)
  const title = status >= 500 ? 'Internal Server Error' : error.message
  return reply.code(status).type('application/problem+json').send({ type: 'about:blank', title, status })
}
