/** How the content of a media type is read and written; its types and its bytes go by the same table. */

export type ContentKind = 'json' | 'form' | 'multipart' | 'html' | 'text' | 'binary'

/** @param mediaType  as a document names it: with parameters, or a range such as `image/*` */
export function contentKind(mediaType: string): ContentKind {
  const name = essenceOf(mediaType)
  if (name === 'application/json' || name.endsWith('+json')) return 'json'
  if (name === 'application/x-www-form-urlencoded') return 'form'
  if (name === 'multipart/form-data') return 'multipart'
  if (name === 'text/html') return 'html'
  return name.startsWith('text/') ? 'text' : 'binary'
}

/** `Text/CSV; header=present` → `text/csv` */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

/** `image/*`, `*` + `/*`: RFC 9110 §12.5.1. */
export function isMediaRange(mediaType: string): boolean {
  return essenceOf(mediaType).endsWith('/*')
}

/** The key of `content` that a media type falls under: the exact one before `image/*` before `*` + `/*`. */
export function contentKeyFor(mediaType: string, keys: readonly string[]): string | undefined {
  if (keys.includes(mediaType)) return mediaType
  const name = essenceOf(mediaType)
  const named = (wanted: string) => keys.find((key) => essenceOf(key) === wanted)
  return named(name) ?? named(`${name.split('/')[0]}/*`) ?? named('*/*')
}
