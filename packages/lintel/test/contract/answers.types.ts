/** Held by the compiler alone: what a handler may answer, and that one which breaks its contract does not compile. */
import { type BinaryBody, contract, type Html, html, implement } from 'lintel'
import type { Operations, Person } from './documents/answers.types.ts'

const api = contract<Operations>('./documents/answers.yml')

// A literal status, a literal media type and a literal list need no `as const`.
export const answers = [
  implement(api, 'removePerson', { run: () => ({ status: 204 }) }),
  implement(api, 'removePerson', {
    async run({ params }) {
      return params.name === '' ? { status: 404 } : { status: 204 }
    },
  }),
  implement(api, 'answerHeaders', {
    run: () => ({ status: 200, headers: { 'X-Total': 2 }, body: ['a', 'b'] }),
  }),
  implement(api, 'answerHeaders', {
    async run() {
      if (Date.now() === 0) return { status: 303, headers: { Location: '/' } }
      return { status: 200, headers: { 'X-Total': 1, Link: '</>' }, body: [] }
    },
  }),
  implement(api, 'showPerson', {
    run({ params: { name } }) {
      if (name === '') return { status: 404, body: html`<p>Nobody</p>` }
      if (name === 'csv') return { status: 200, contentType: 'text/csv', body: 'name' }
      if (name === 'page') return { status: 200, contentType: 'text/html', body: html`<p>${name}</p>` }
      return { status: 200, contentType: 'application/json', body: { name } }
    },
  }),
  implement(api, 'answerStatus', {
    run({ params: { status } }) {
      if (status === 200) return { status, body: { name: 'Ada' } }
      if (status === 404) return { status, body: 'none' }
      if (status === 409) return { status, body: { title: 'Refused' } }
      return { status: 503, body: { else: 1 } }
    },
  }),
  implement(api, 'lookForPerson', { run: () => ({ status: 200, headers: { 'X-Visits': 1 } }) }),
  implement(api, 'showImage', {
    run: () => ({ status: 200, contentType: 'image/png', body: new Uint8Array() }),
  }),
  implement(api, 'download', {
    run({ params }) {
      if (params.kind === 'web') return { status: 200, body: new Blob([]).stream() }
      return { status: 200, body: Buffer.from('a'), headers: { 'Content-Length': 1 } }
    },
  }),
]

const person: Person = { name: 'Ada' }
const page: Html = html`<p>Ada</p>`
const bytes: BinaryBody = new Uint8Array()

export const wrongAnswers = [
  // @ts-expect-error 200 is not declared
  implement(api, 'removePerson', { run: () => ({ status: 200 }) }),
  // @ts-expect-error one of the two is not declared
  implement(api, 'removePerson', { run: ({ params }) => (params.name ? { status: 204 } : { status: 410 }) }),
  // @ts-expect-error 204 has no body
  implement(api, 'removePerson', { run: () => ({ status: 204, body: 'gone' }) }),
  // @ts-expect-error nothing is no answer
  implement(api, 'removePerson', { run: () => undefined }),
  // @ts-expect-error nothing is no answer, later either
  implement(api, 'removePerson', { async run() {} }),
  // @ts-expect-error a status is a number
  implement(api, 'removePerson', { run: () => ({ status: '204' }) }),
  // @ts-expect-error any number is no status of this contract
  implement(api, 'removePerson', { run: () => ({ status: Number('204') }) }),
  // @ts-expect-error a page is no text
  implement(api, 'showPage', { run: () => ({ status: 200, body: '<p>Page</p>' }) }),
  // @ts-expect-error a page is not missing
  implement(api, 'showPage', { run: () => ({ status: 200 }) }),
  // @ts-expect-error a text is no page
  implement(api, 'showPerson', { run: () => ({ status: 200, contentType: 'text/csv', body: page }) }),
  // @ts-expect-error with several media types one is to be named
  implement(api, 'showPerson', { run: () => ({ status: 200, body: person }) }),
  // @ts-expect-error the media type is not declared
  implement(api, 'showPerson', { run: () => ({ status: 200, contentType: 'text/plain', body: 'Ada' }) }),
  // @ts-expect-error a person has a name
  implement(api, 'showPerson', { run: () => ({ status: 200, contentType: 'application/json', body: {} }) }),
  // @ts-expect-error a name is text
  implement(api, 'answerStatus', { run: () => ({ status: 200, body: { name: 1 } }) }),
  // @ts-expect-error the header is required
  implement(api, 'answerHeaders', { run: () => ({ status: 200, body: [] }) }),
  // @ts-expect-error the header is a number
  implement(api, 'answerHeaders', { run: () => ({ status: 200, headers: { 'X-Total': 'two' }, body: [] }) }),
  // @ts-expect-error a list of texts
  implement(api, 'answerHeaders', { run: () => ({ status: 200, headers: { 'X-Total': 2 }, body: [1] }) }),
  // @ts-expect-error 200 has a body of its own, which default does not replace
  implement(api, 'answerStatus', { run: () => ({ status: 200, body: { else: 1 } }) }),
  // @ts-expect-error 404 is declared apart from its range
  implement(api, 'answerStatus', { run: () => ({ status: 404, body: { title: 'None' } }) }),
  // @ts-expect-error 409 falls to its range, not to default
  implement(api, 'answerStatus', { run: () => ({ status: 409, body: { else: 1 } }) }),
  // @ts-expect-error 600 is no status
  implement(api, 'answerStatus', { run: () => ({ status: 600, body: { else: 1 } }) }),
  // @ts-expect-error a range is no media type
  implement(api, 'showImage', { run: () => ({ status: 200, contentType: 'image', body: bytes }) }),
  // @ts-expect-error which image is it?
  implement(api, 'showImage', { run: () => ({ status: 200, body: bytes }) }),
  // @ts-expect-error bytes are no text
  implement(api, 'download', { run: () => ({ status: 200, body: 'bytes' }) }),
  // @ts-expect-error there is no such operation
  implement(api, 'showNobody', { run: () => ({ status: 204 }) }),
]
