// Generated from answers.yml by `lintel contract types`; do not edit.

import type { BinaryBody, Html } from 'lintel'

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** GET /people/{name} */
  showPerson: {
    params: { name: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; contentType: 'text/html'; body: Html }
      | { status: 200; contentType: 'application/json'; body: Person }
      | { status: 200; contentType: 'text/csv'; body: string }
      | { status: 404; body: Html }
  }
  /** HEAD /people/{name} */
  lookForPerson: {
    params: { name: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; headers: { 'X-Visits': number }; body?: undefined }
      | { status: 404; body?: undefined }
  }
  /** DELETE /people/{name} */
  removePerson: {
    params: { name: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 204; body?: undefined } | { status: 404; body?: undefined }
  }
  /** GET /page */
  showPage: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: Html }
  }
  /** GET /status/{status} */
  answerStatus: {
    params: { status: number }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: Person }
      | { status: 404; body: string }
      | { status: Exclude<Status4XX, 404>; body: Refusal }
      | { status: Exclude<FinalStatus, 200 | 404 | Status4XX>; body: Else }
  }
  /** GET /headers */
  answerHeaders: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | {
          status: 200
          headers: { 'X-Total': number; 'Cache-Control'?: string; Link?: string }
          body: string[]
        }
      | { status: 303; headers: { Location: string }; body?: undefined }
  }
  /** GET /files/{kind} */
  download: {
    params: { kind: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: {
      status: 200
      headers?: { 'Content-Length'?: number; 'Content-Disposition'?: string }
      body: BinaryBody
    }
  }
  /** GET /images/{kind} */
  showImage: {
    params: { kind: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; contentType: `image/${string}`; body: BinaryBody }
  }
}

export interface Person {
  name: string
  /** @format date-time */
  born?: string
}

export interface Refusal {
  title: string
}

export interface Else {
  else: number
}

/** The statuses of the class 2XX. */
export type Status2XX = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226

/** The statuses of the class 3XX. */
export type Status3XX = 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308

/** The statuses of the class 4XX. */
export type Status4XX =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 406
  | 407
  | 408
  | 409
  | 410
  | 411
  | 412
  | 413
  | 414
  | 415
  | 416
  | 417
  | 421
  | 422
  | 423
  | 424
  | 425
  | 426
  | 428
  | 429
  | 431
  | 451

/** The statuses of the class 5XX. */
export type Status5XX = 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 511

/** The statuses that an answer may have. */
export type FinalStatus = Status2XX | Status3XX | Status4XX | Status5XX
