/** The refusals of body reading: code, status, title, and what the caller can do. */
import { Problem, type ProblemDefinition } from '../../spec/problem.ts'
import type { ProblemExtras } from '../headers/header-problems.ts'

export const bodyProblems = {
  body_missing: {
    status: 400,
    title: 'The request has no body.',
    hint: 'Send a body.',
  },
  body_malformed: {
    status: 400,
    title: 'The body is not valid JSON.',
    hint: 'Send JSON as RFC 8259 defines it.',
  },
  body_not_utf8: {
    status: 400,
    title: 'The body is not valid UTF-8.',
    hint: 'Encode the body as UTF-8.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large.',
    hint: 'Send a smaller body.',
  },
  body_too_deep: {
    status: 400,
    title: 'The body is nested too deeply.',
    hint: 'Send fewer levels of objects and arrays.',
  },
  body_forbidden_key: {
    status: 400,
    title: 'The body has a forbidden member name.',
    hint: 'Leave out members named __proto__, and constructor objects with a member named prototype.',
  },
  body_duplicate_key: {
    status: 400,
    title: 'The body has two members of one name in one object.',
    hint: 'Send each member once.',
  },
  number_out_of_range: {
    status: 400,
    title: 'The body has a number that is out of range.',
    hint: 'Send numbers of a magnitude that an IEEE 754 double can hold.',
  },
  number_imprecise: {
    status: 400,
    title: 'The body has a number that would lose digits.',
    hint: 'Send long numbers as strings.',
  },
  text_invalid: {
    status: 400,
    title: 'The body has text that cannot be stored.',
    hint: 'Leave out the character U+0000 and surrogates without their partner.',
  },
  content_length_mismatch: {
    status: 400,
    title: 'The body is not as long as its Content-Length.',
    hint: 'Send exactly as many bytes as Content-Length says.',
  },
  request_timeout: {
    status: 408,
    title: 'The body did not arrive in time.',
    hint: 'Send the request again.',
  },
  media_type_unsupported: {
    status: 415,
    title: 'The media type of the body is not supported.',
    hint: 'Send one of the media types in the Accept header of this response, and say so in Content-Type.',
  },
  charset_unsupported: {
    status: 415,
    title: 'The charset of the body is not supported.',
    hint: 'Encode the body as UTF-8.',
  },
  content_encoding_unsupported: {
    status: 415,
    title: 'The content coding of the body is not supported.',
    hint: 'Send the body uncompressed, without Content-Encoding.',
  },
  form_malformed: {
    status: 400,
    title: 'The form is not valid.',
    hint: 'Send application/x-www-form-urlencoded pairs, percent-encoded as UTF-8.',
  },
  form_too_many_fields: {
    status: 400,
    title: 'The form has too many fields.',
    hint: 'Send fewer fields.',
  },
  multipart_malformed: {
    status: 400,
    title: 'The multipart body is not valid.',
    hint: 'Send multipart/form-data as RFC 7578 defines it, with its boundary in Content-Type.',
  },
  multipart_too_many_parts: {
    status: 400,
    title: 'The multipart body has too many parts.',
    hint: 'Send fewer parts.',
  },
  field_too_large: {
    status: 413,
    title: 'A field of the multipart body is too large.',
    hint: 'Send a shorter value, or send it as a file.',
  },
  file_too_large: {
    status: 413,
    title: 'A file is too large.',
    hint: 'Send a smaller file.',
  },
} as const satisfies Record<string, ProblemDefinition>

export type BodyProblemCode = keyof typeof bodyProblems

/** Makes the Problem of one row; without a `detail` the hint is told. */
export function bodyProblem(code: BodyProblemCode, extras: ProblemExtras = {}): Problem {
  const { status, title, hint } = bodyProblems[code]
  return new Problem(code, { status, title, detail: hint, ...extras })
}

// A refusal that leaves bytes unread: what follows on the connection is not a request.
export const CLOSE = { connection: 'close' } as const

export function bodyTooLarge(maxBytes: number): Problem {
  return bodyProblem('body_too_large', { detail: `At most ${maxBytes} bytes are accepted.`, headers: CLOSE })
}

export function bodyTimedOut(): Problem {
  // RFC 9110 §15.5.9: a 408 says that the connection closes.
  return bodyProblem('request_timeout', { headers: CLOSE })
}
