/** What every handler is given, whatever its route. */
import type { Database } from '../spec/data-access.ts'
import type { Observe } from '../spec/observation.ts'
import type { BaseContext, Log } from '../spec/operation.ts'
import type { Backend } from './backend.ts'
import type { Admitted } from './endpoint.ts'

export function baseContext(backend: Backend, { call, principal }: Admitted, db: Database): BaseContext {
  return {
    principal,
    db,
    auth: backend.auth,
    log: logOf(backend.observe, call.id),
    get signal() {
      return call.signal
    },
    request: { id: call.id, address: call.address, header: (name) => call.header(name) },
  }
}

export function logOf(observe: Observe, requestId?: string): Log {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, data?: object) =>
    observe({
      event: 'log',
      level,
      message,
      ...(requestId === undefined ? {} : { requestId }),
      ...(data === undefined ? {} : { data }),
    })
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
