/** The page cursor of the Fastify peer: time and id of the last order seen, in base64url. */

import { HttpError } from './problem.ts'

export interface Position {
  readonly createdAt: string
  readonly id: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url')
}

/** @throws HttpError 400 when the text is not a cursor */
export function decodeCursor(cursor: string): Position {
  const [createdAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (Number.isNaN(Date.parse(createdAt)) || !uuid.test(id)) throw new HttpError(400, 'Invalid cursor')
  return { createdAt, id }
}
