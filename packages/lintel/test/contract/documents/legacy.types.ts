// Generated from legacy.yml by `lintel contract types`; do not edit.

import type { MultipartBody } from 'lintel'

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** POST /trees */
  growTree: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: Tree
    response: { status: 201; body: Tree }
  }
  /** POST /scans */
  addScan: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: MultipartBody
    response: { status: 204; body?: undefined }
  }
}

export interface Tree {
  name: string
  height: number
  note?: string | null
  kind?: 'oak' | 'fir' | null
  parent?: Tree | null
  children?: Tree[]
  any?: Json
}

export type Json = string | Json[] | { [key: string]: Json } | null
