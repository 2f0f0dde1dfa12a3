// Generated from bodies.yml by `lintel contract types`; do not edit.

import type { BinaryUpload } from 'lintel'

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** POST /notes */
  addNote: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: Note
    response: { status: 201; body: Note }
  }
  /** PUT /mood */
  setMood: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: { mood?: string } | undefined
    response: { status: 200; body: string }
  }
  /** POST /signup */
  signUp: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: SignUp
    response: { status: 200; body: SignUp }
  }
  /** POST /essays */
  addEssay: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: string
    response: { status: 200; body: string }
  }
  /** POST /anything */
  takeAnything: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: Note | BinaryUpload
    response: { status: 200; body: string }
  }
}

export interface Note {
  text: string
  /** @default 3 */
  stars?: number
  replies?: Note[]
}

export interface SignUp {
  name: string
  age: number
  height?: number
  /** @default false */
  news?: boolean
  topics?: string[]
  scores?: number[]
  colors?: string[]
  nickname?: string | null
  limit?: number | null
  address?: { city: string }
}
