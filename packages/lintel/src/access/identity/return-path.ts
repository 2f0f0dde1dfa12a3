/** Where a browser goes after signing in elsewhere: a page of this service, and never another's. */

// No "//host" and no "/\host", which browsers read as one; no control characters, which they leave out; no fragment,
// which carries our answer.
const ownPath = /^\/(?![/\\])[!$-[\]-~]*$/

export function isOwnPath(path: string): boolean {
  return (
    path.length <= 2000 && ownPath.test(path) && new URL(path, 'https://own.invalid').host === 'own.invalid'
  )
}

/** The path with our answer in its fragment, which browsers send to no server. */
export function withAnswer(path: string, answer: Readonly<Record<string, string>>): string {
  const fragment = new URLSearchParams(answer).toString()
  return fragment === '' ? path : `${path}#${fragment}`
}
