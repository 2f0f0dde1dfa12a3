/** The types of bodies that are not read into memory. */
import type { Readable } from 'node:stream'

export interface UploadField {
  readonly kind: 'field'
  readonly name: string
  readonly mediaType: string
  readonly value: string
}

export interface UploadFile {
  readonly kind: 'file'
  readonly name: string
  /** As the client said: a claim, not a fact. */
  readonly mediaType: string
  readonly filename: string | undefined
  /** To be read before the next part is asked for; what nobody reads is discarded. */
  readonly stream: Readable
}

/** A form with files: its parts as they arrive. */
export type MultipartBody = AsyncIterable<UploadField | UploadFile>

/** Bytes as they arrive, limited by the settings. */
export type BinaryUpload = AsyncIterable<Uint8Array>

/** Bytes of an answer, whole or as they come. */
export type BinaryBody = Uint8Array | AsyncIterable<Uint8Array>
