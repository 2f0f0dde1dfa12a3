// Generated from paths.yml by `lintel contract types`; do not edit.

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** GET /reports/{year}-{month} */
  dashed: {
    params: { year: number; month: number }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /files/{name}.json */
  suffixed: {
    params: { name: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /files/latest */
  fixed: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /grüße/{name} */
  accented: {
    params: { name: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /ranges/{year}_{month} */
  underscored: {
    params: { year: number; month: number }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** POST /jobs/{name}:cancel */
  verb: {
    params: { name: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /users({name}) */
  bracketed: {
    params: { name: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /all/* */
  starred: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /methods */
  asGet: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** HEAD /methods */
  asHead: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body?: undefined }
  }
  /** OPTIONS /methods */
  asOptions: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 204; headers: { Allow: string }; body?: undefined }
  }
  /** TRACE /methods */
  asTrace: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
}
