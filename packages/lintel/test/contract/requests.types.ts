/** Held by the compiler alone: what a handler is given of a request. */
import { type BinaryUpload, contract, implement, type MultipartBody, type UploadFile } from 'lintel'
import type { Operations as Bodies, SignUp } from './documents/bodies.types.ts'
import type { Operations as Parameters } from './documents/parameters.types.ts'
import type { Operations as Uploads } from './documents/uploads.types.ts'

const bodies = contract<Bodies>('./documents/bodies.yml')
const uploads = contract<Uploads>('./documents/uploads.yml')
const parameters = contract<Parameters>('./documents/parameters.yml')
const untyped = contract('./documents/bodies.yml')

export const requests = [
  implement(bodies, 'addNote', {
    run({ body, params, query }) {
      const stars: number | undefined = body.stars
      const nested: string | undefined = body.replies?.[0]?.replies?.[0]?.text
      // @ts-expect-error a note has no title
      body.title
      // @ts-expect-error the operation has no parameters
      const none: string = params.id ?? query.id
      return { status: 201, body: { ...body, text: `${stars}${nested}${none}` } }
    },
  }),
  implement(bodies, 'setMood', {
    run({ body }) {
      // @ts-expect-error the body may be absent
      body.mood
      return { status: 200, body: body?.mood ?? '' }
    },
  }),
  implement(bodies, 'signUp', {
    run({ body }) {
      const form: SignUp = body
      const limit: number | null | undefined = form.limit
      return { status: 200, body: { ...form, age: limit ?? form.age } }
    },
  }),
  implement(bodies, 'addEssay', { run: ({ body }) => ({ status: 200, body: body.trim() }) }),
  implement(uploads, 'addAlbum', {
    async run({ body }) {
      const parts: MultipartBody = body
      let last: UploadFile | undefined
      for await (const part of parts) {
        if (part.kind === 'file') last = part
        // @ts-expect-error a field has no stream
        else part.stream
      }
      return { status: 201, body: { title: last?.filename ?? '', photos: [] } }
    },
  }),
  implement(uploads, 'putBlob', {
    async run({ body }) {
      const upload: BinaryUpload = body
      let bytes = 0
      for await (const chunk of upload) bytes += chunk.byteLength
      // @ts-expect-error bytes that arrive have no length yet
      body.length
      return { status: 200, body: { bytes } }
    },
  }),
  implement(parameters, 'readQuery', {
    run({ query }) {
      const limit: number = query.limit
      const tags: string[] | undefined = query.tag
      const x: number | undefined = query.point?.x
      // @ts-expect-error it may be absent
      const open: boolean = query.open
      return { status: 200, body: { limit, tags, x, open } }
    },
  }),
  implement(parameters, 'readRest', {
    run({ headers, cookies }) {
      const tenant: string = headers['X-Tenant']
      const session: string = cookies.session
      const seen: number[] | undefined = cookies.seen
      return { status: 200, body: { tenant, session, seen } }
    },
  }),
  // Without generated types everything is unknown, and nothing is refused.
  implement(untyped, 'anything', {
    run({ body }) {
      // @ts-expect-error nobody knows what it is
      body.text
      return body
    },
  }),
]
