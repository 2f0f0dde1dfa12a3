/** Makes the name that a client gives a file safe to show and to store: a base name, never a path. */

const MAX_BYTES = 255 // NAME_MAX of the usual file systems
// Controls and format characters: among them the overrides that make exe.txt out of txt.exe.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu

/**
 * Reduces a file name to a base name.
 *
 * @param given  the `filename` parameter, possibly with a path of Unix or Windows
 * @returns      at most 255 bytes of UTF-8, cut before its extension; undefined when nothing is left
 */
export function baseFileName(given: string): string | undefined {
  const base = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
  const visible = base.replace(INVISIBLE, '').trim()
  const name = /^\.*$/.test(visible) ? '' : shorten(visible)
  return name === '' ? undefined : name
}

// The extension is kept: it is what the reader of a listing goes by.
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name
  const extension = /\.[A-Za-z0-9]{1,16}$/.exec(name)?.[0] ?? ''
  let stem = ''
  let bytes = extension.length
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += Buffer.byteLength(character)
    if (bytes > MAX_BYTES) break
    stem += character
  }
  return stem + extension
}
