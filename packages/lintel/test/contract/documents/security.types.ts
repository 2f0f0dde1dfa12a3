// Generated from security.yml by `lintel contract types`; do not edit.

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** GET /token */
  byToken: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /basic */
  byBasic: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /header */
  byHeader: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /query */
  byQuery: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /cookie */
  byCookie: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /either */
  byEither: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /both */
  byBoth: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /optional */
  byChoice: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /open */
  open: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /scoped */
  byScope: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /certified */
  byCertificate: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
  /** GET /staff */
  forStaff: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { id: string | null; roles: string[] } }
  }
}
