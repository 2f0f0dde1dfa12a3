/** What the harness and the servers under test agree on: the environment of a server and its tokens. */

export const issuer = 'lintel-bench'
export const audience = 'lintel-bench'

export interface ServerSettings {
  readonly port: number
  readonly databaseUrl: string
  /** From which the key of the tokens follows, at least 32 bytes. */
  readonly secret: string
}

/** Reads PORT, DATABASE_URL and BENCH_SECRET. @throws Error that names the variable. */
export function readServerSettings(): ServerSettings {
  const secret = required('BENCH_SECRET')
  if (Buffer.byteLength(secret) < 32) throw new Error('BENCH_SECRET must have at least 32 bytes.')
  return { port: Number(required('PORT')), databaseUrl: required('DATABASE_URL'), secret }
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set. The harness sets it when it starts a server.`)
  return value
}
