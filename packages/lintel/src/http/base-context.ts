/** What every handler is given, whatever its route. */
import type { Reads } from '../database/changes.ts'
import type { Database } from '../spec/data-access.ts'
import type { Observe } from '../spec/observation.ts'
import type { Auth, BaseContext, Log, RequestInfo } from '../spec/operation.ts'
import type { Backend } from './backend.ts'
import type { Admitted } from './endpoint.ts'

export function baseContext(backend: Backend, admitted: Admitted, db: Database): BaseContext {
  const { call, principal } = admitted
  return {
    principal,
    db,
    auth: admitted.reads ? actingAuth(backend.auth, admitted.reads) : backend.auth,
    log: logOf(backend.observe, call.id),
    get signal() {
      return call.signal
    },
    request: requestOf(admitted),
  }
}

/** A token is for the one who asked. */
function actingAuth(auth: Auth, reads: Reads): Auth {
  return {
    ...auth,
    issueToken: (user) => {
      reads.acts()
      return auth.issueToken(user)
    },
    issueServiceToken: (request) => {
      reads.acts()
      return auth.issueServiceToken(request)
    },
  }
}

function requestOf({ call, reads, isShared }: Admitted): RequestInfo {
  if (!reads) return { id: call.id, address: call.address, header: (name) => call.header(name) }
  // What depends on the request is not remembered, as the key does not hold it; what is shared must not depend on it.
  const looked = () => {
    if (isShared)
      throw new TypeError('An answer that is shared among callers cannot look at the request of one.')
    reads.acts()
  }
  return {
    get id() {
      looked()
      return call.id
    },
    get address() {
      looked()
      return call.address
    },
    header: (name) => {
      looked()
      return call.header(name)
    },
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
