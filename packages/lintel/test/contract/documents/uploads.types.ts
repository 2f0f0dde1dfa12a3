// Generated from uploads.yml by `lintel contract types`; do not edit.

import type { BinaryUpload, MultipartBody } from 'lintel'

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** POST /albums */
  addAlbum: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: MultipartBody
    response: { status: 201; body: Album }
  }
  /** PUT /blobs */
  putBlob: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: BinaryUpload
    response: { status: 200; body: Measure }
  }
  /** PUT /blobs/peek */
  peekBlob: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: BinaryUpload
    response: { status: 200; body: Measure }
  }
}

export interface Album {
  title: string
  photos: Photo[]
  fields?: { [key: string]: string }
}

export interface Photo {
  filename?: string
  bytes: number
  sha256: string
  mediaType?: string
}

export interface Measure {
  bytes: number
  sha256?: string
}
