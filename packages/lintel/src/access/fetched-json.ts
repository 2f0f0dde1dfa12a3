/** JSON from an address that the application trusts: within a time and a size, without following it elsewhere. */

const maxBytes = 1_048_576

export class FetchFailed extends Error {
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(`${url} ${reason}`, options)
    this.name = 'FetchFailed'
  }
}

/** @throws FetchFailed that names the address */
export async function fetchJson(url: string, timeoutMs: number): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json, application/jwk-set+json' },
      // An answer from elsewhere than where we asked is not the answer of whom we trust.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (response.status !== 200) throw new FetchFailed(url, `answered ${response.status}.`)
    return JSON.parse(await limitedText(response, url))
  } catch (error) {
    if (error instanceof FetchFailed) throw error
    throw new FetchFailed(url, 'did not answer as it should.', { cause: error })
  }
}

async function limitedText(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > maxBytes) throw new FetchFailed(url, `answered with more than ${maxBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
