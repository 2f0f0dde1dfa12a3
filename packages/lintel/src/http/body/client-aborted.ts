/** What reading a body rejects with when the client has gone: nobody is left to answer. */

export class ClientAborted extends Error {
  readonly code = 'client_aborted'

  constructor(cause?: unknown) {
    super(
      'The client closed the connection before the body was complete.',
      cause === undefined ? {} : { cause },
    )
    this.name = 'ClientAborted'
  }
}
