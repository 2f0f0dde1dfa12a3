// Generated from parameters.yml by `lintel contract types`; do not edit.

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** GET /path/{id}/{ids}/{label}/{labels}/{matrix}/{matrices}/{point} */
  readPath: {
    params: {
      id: number
      ids: number[]
      label: string
      labels: string[]
      matrix: boolean
      matrices: number[]
      point: Point
    }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /query */
  readQuery: {
    params: Record<string, never>
    query: {
      /** @default 20 */
      limit: number
      open?: boolean
      tag?: string[]
      csv?: number[]
      spaced?: string[]
      piped?: string[]
      point?: Point
      filter?: Filter
      /** @format date */
      since?: string
    }
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
  /** GET /rest */
  readRest: {
    params: Record<string, never>
    query: Record<string, never>
    headers: { 'X-Tenant': string; 'X-Ids'?: number[] }
    cookies: { session: string; seen?: number[] }
    body: undefined
    response: { status: 200; body: { [key: string]: unknown } }
  }
}

export interface Point {
  x: number
  y: number
}

export interface Filter {
  and?: Filter[]
  name?: string
}
