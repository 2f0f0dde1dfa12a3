// Generated from guarded.yml by `lintel contract types`; do not edit.

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** GET /docs */
  readDocs: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: string }
  }
  /** GET /items/{id} */
  showItem: {
    params: { id: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: string }
  }
}
